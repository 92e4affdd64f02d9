package localkms

import (
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// join connects keys to their families after reading, and refuses a state that the server never writes: an error at
// the start says more than a failure at the first use.
func (s *state) join() error {
	for ref, f := range s.Families {
		if err := f.check(ref); err != nil {
			return fmt.Errorf("key material record %s: %w", ref, err)
		}
		if f.store = s.Stores[f.Store]; (f.store != nil) != inStore(f.Origin) || f.store != nil && f.store.Type != f.Origin {
			return fmt.Errorf("key material record %s: its custom key store is not there", ref)
		}
	}
	for name, k := range s.Keys {
		if err := s.joinKey(name, k); err != nil {
			return fmt.Errorf("key %s: %w", name, err)
		}
	}
	for ref, f := range s.Families {
		if s.primaryOf(f) == nil {
			return fmt.Errorf("key material record %s: its primary key is not there", ref)
		}
	}
	for name, a := range s.Aliases {
		if a == nil || s.Keys[a.Target] == nil || name != a.ARN || name != arn(a.Account, a.Region, a.Name) {
			return fmt.Errorf("alias %s does not name a key", name)
		}
	}
	return s.checkRest()
}

// check looks at what related keys share.
func (f *family) check(ref string) error {
	if f == nil || ref != f.ref() || !isAccount(f.Account) || !keyIDForm.MatchString(f.ID) {
		return errors.New("its name does not fit its content")
	}
	if _, known := specs[f.Spec]; !known || len(specs[f.Spec].algorithms(f.Usage)) == 0 {
		return fmt.Errorf("there are no %s keys of usage %s", f.Spec, f.Usage)
	}
	for _, m := range f.Materials {
		if m == nil {
			return errors.New("a material is null")
		}
		if id, err := hex.DecodeString(m.ID); err != nil || len(id) != materialIDBytes {
			return errors.New("a material's id is malformed")
		}
		if m.Bytes == nil && f.Origin == originExternal {
			continue
		}
		if err := checkMaterial(f.Spec, m.Bytes); err != nil {
			return fmt.Errorf("material %s: %w", m.ID, err)
		}
	}
	if f.current() == nil && (f.Current != "" || f.Origin != originExternal) {
		return errors.New("its current material is not there")
	}
	if f.Rotation.Enabled && (f.Rotation.Days < minRotationDays || f.Rotation.Next.IsZero() || !f.isSymmetric() || f.Origin != originKMS) {
		return errors.New("its rotation is not one that can be set")
	}
	return nil
}

func (s *state) joinKey(name string, k *key) error {
	if k == nil || s.Families[k.FamilyRef] == nil {
		return errors.New("it has no key material record")
	}
	k.Family = s.Families[k.FamilyRef]
	if name != k.ARN || name != arn(k.Family.Account, k.Region, "key/"+k.Family.ID) {
		return errors.New("its name does not fit its content")
	}
	if _, err := keypolicy.Parse(k.Policy); err != nil {
		return err
	}
	for _, g := range k.Grants {
		if g == nil {
			return errors.New("a grant is null")
		}
	}
	for id, held := range k.Imports {
		if held == nil || k.Family.material(id) == nil {
			return errors.New("it holds material that does not exist")
		}
	}
	return nil
}

// checkRest looks at sessions and import tokens.
func (s *state) checkRest() error {
	for name, session := range s.Sessions {
		if session == nil {
			return fmt.Errorf("session %s is null", name)
		}
	}
	for id, store := range s.Stores {
		if store == nil || store.ID != id || !isAccount(store.Account) {
			return fmt.Errorf("custom key store %s: its name does not fit its content", id)
		}
	}
	for id, w := range s.Wrapping {
		if w == nil {
			return fmt.Errorf("import token %s is null", id)
		}
	}
	return nil
}
