package localkms

import (
	"cmp"
	"slices"
	"time"
)

type deleteImportedKeyMaterialInput struct {
	KeyID         string `json:"KeyId"`
	KeyMaterialID string `json:"KeyMaterialId"`
}

func (c *call) deleteImportedKeyMaterial(in *deleteImportedKeyMaterialInput) (*importKeyMaterialOutput, error) {
	k, err := c.use(in.KeyID, access{action: "DeleteImportedKeyMaterial", fits: externalOnly})
	if err != nil {
		return nil, err
	}
	id := cmp.Or(in.KeyMaterialID, k.Family.Current)
	m := k.Family.material(id)
	if m == nil && in.KeyMaterialID != "" {
		return nil, fail("NotFoundException", "%s has no key material %s.", k.ARN, id)
	}
	out := &importKeyMaterialOutput{KeyID: k.ARN}
	if k.Family.isSymmetric() {
		out.KeyMaterialID = id
	}
	if m == nil {
		return out, nil
	}
	if held := k.Imports[id]; held != nil {
		held.Held = false
	}
	if m.Pending && k.primary() {
		c.state.dropMaterial(k.Family, m)
	}
	c.state.wipe(k.Family)
	c.changed = true
	return out, nil
}

// dropMaterial forgets material that was never current, in every region.
func (s *state) dropMaterial(f *family, m *material) {
	f.Materials = slices.DeleteFunc(f.Materials, func(other *material) bool { return other == m })
	for _, k := range s.Keys {
		if k.Family == f {
			delete(k.Imports, m.ID)
		}
	}
}

// wipe forgets the bytes of imported material that no region holds any longer.
func (s *state) wipe(f *family) {
	if f.Origin != originExternal {
		return
	}
	for _, m := range f.Materials {
		held := false
		for _, k := range s.Keys {
			held = held || k.Family == f && k.has(m)
		}
		if !held {
			clear(m.Bytes)
			m.Bytes = nil
		}
	}
}

// memory is how long the server remembers what has expired, so that it can say so.
const memory = 30 * 24 * time.Hour

// expire forgets imported material whose time is over, of which the record stays, and long ago import tokens and
// sessions.
func (s *state) expire(now time.Time) bool {
	changed := false
	for _, k := range s.Keys {
		for _, held := range k.Imports {
			if held.Held && !held.ValidTo.IsZero() && !now.Before(held.ValidTo) {
				held.Held, changed = false, true
				s.wipe(k.Family)
			}
		}
	}
	for id, w := range s.Wrapping {
		if now.After(w.Expires.Add(memory)) {
			delete(s.Wrapping, id)
			changed = true
		}
	}
	for accessKey, session := range s.Sessions {
		if now.After(session.Expires.Add(memory)) {
			delete(s.Sessions, accessKey)
			changed = true
		}
	}
	return changed
}

// expiration is the earliest end of any material the key holds.
func (k *key) expiration() (model string, validTo time.Time) {
	for _, held := range k.Imports {
		if !held.Held {
			continue
		}
		model = cmp.Or(model, expiresNot)
		if !held.ValidTo.IsZero() && (validTo.IsZero() || held.ValidTo.Before(validTo)) {
			model, validTo = expires, held.ValidTo
		}
	}
	return model, validTo
}

// describeImport adds to a list entry what this region holds of imported material.
func (c *call) describeImport(k *key, m *material, entry *rotationEntry) {
	if k.Family.Origin != originExternal {
		return
	}
	if m.Pending && !c.everywhere(k, m) {
		entry.KeyMaterialState = "PENDING_MULTI_REGION_IMPORT_AND_ROTATION"
	}
	held := k.Imports[m.ID]
	if held == nil || !held.Held {
		entry.ImportState = "PENDING_IMPORT"
		return
	}
	entry.ImportState, entry.KeyMaterialDescription, entry.ExpirationModel = "IMPORTED", held.Description, expiresNot
	if !held.ValidTo.IsZero() {
		entry.ExpirationModel, entry.ValidTo = expires, stamp(held.ValidTo)
	}
}

// everywhere tells whether the key and all its relatives hold the material.
func (c *call) everywhere(k *key, m *material) bool {
	for _, related := range append(c.state.related(k), k) {
		if !related.has(m) {
			return false
		}
	}
	return true
}

// rotateImported makes the material that waits for it the current one.
func (c *call) rotateImported(k *key) error {
	for _, m := range k.Family.Materials {
		if !m.Pending {
			continue
		}
		if !c.everywhere(k, m) {
			return fail("KMSInvalidStateException", "%s has key material that waits for its import into every replica key.", k.ARN)
		}
		m.Pending, m.Rotated, m.RotationType = false, c.now, rotationOnDemand
		k.Family.Current = m.ID
		return nil
	}
	return fail("KMSInvalidStateException", "%s has no imported key material that waits for rotation.", k.ARN)
}
