package localkms

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Limits of rotation. Source: AWS KMS API reference, EnableKeyRotation and RotateKeyOnDemand.
const (
	defaultRotationDays = 365
	minRotationDays     = 90
	maxRotationDays     = 2560
	maxOnDemand         = 25
	onDemandClash       = 20 * time.Minute
)

// Kinds of rotation.
const (
	rotationAutomatic = "AUTOMATIC"
	rotationOnDemand  = "ON_DEMAND"
)

// newMaterial makes the next generation of a family that KMS makes the material of.
func (f *family) newMaterial(now time.Time) (*material, error) {
	bytes, err := generateMaterial(f.Spec)
	if err != nil {
		return nil, err
	}
	return &material{ID: materialID(f.ref(), bytes), Bytes: bytes, Created: now}, nil
}

// materialID identifies material by the key and the bytes, so that a second import of the same bytes is recognised.
func materialID(ref string, bytes []byte) string {
	sum := sha256.Sum256(append([]byte("keywright key material\x00"+ref+"\x00"), bytes...))
	return hex.EncodeToString(sum[:])
}

// rotate makes new material the current one.
func (f *family) rotate(now time.Time, kind string) error {
	m, err := f.newMaterial(now)
	if err != nil {
		return err
	}
	m.Rotated, m.RotationType = now, kind
	f.Materials = append(f.Materials, m)
	f.Current = m.ID
	return nil
}

// rotateDue performs the automatic rotations whose dates have come. A key that is not Enabled is not rotated.
func (s *state) rotateDue(f *family, now time.Time) bool {
	if !f.Rotation.Enabled || now.Before(f.Rotation.Next) {
		return false
	}
	primary := s.primaryOf(f)
	if primary == nil || primary.stateAt(now) != stateEnabled {
		return false
	}
	for !now.Before(f.Rotation.Next) {
		if err := f.rotate(f.Rotation.Next, rotationAutomatic); err != nil {
			return true // symmetric material does not fail; the date stays, so nothing is claimed that was not done
		}
		f.Rotation.Next = f.Rotation.Next.AddDate(0, 0, f.Rotation.Days)
	}
	return true
}

// resume makes up for the rotation that a disabled or scheduled key missed: once, at the moment it is usable again.
func (f *family) resume(now time.Time) error {
	if !f.Rotation.Enabled || now.Before(f.Rotation.Next) {
		return nil
	}
	f.Rotation.Next = now.AddDate(0, 0, f.Rotation.Days)
	return f.rotate(now, rotationAutomatic)
}

// symmetricOnly refuses keys that never have more than one material.
func (k *key) symmetricOnly() error {
	if !k.Family.isSymmetric() {
		return fail("UnsupportedOperationException", "%s is a %s key; only symmetric encryption keys rotate.", k.ARN, k.Family.Spec)
	}
	return nil
}

// madeToRotate refuses keys whose material KMS does not make.
func (k *key) madeToRotate() error {
	if k.Family.Origin != originKMS {
		return fail("UnsupportedOperationException", "%s origin is %s which is not valid for this operation.", k.ARN, k.Family.Origin)
	}
	return k.symmetricOnly()
}

// rotatableNow refuses keys that cannot be rotated on demand.
func (k *key) rotatableNow() error {
	if !k.primary() {
		return fail("UnsupportedOperationException", "%s is a multi-Region replica key; rotation is set on its primary key.", k.ARN)
	}
	return k.storedInKMS()
}

// storedInKMS refuses keys of custom key stores, and those that never have more than one material.
func (k *key) storedInKMS() error {
	if inStore(k.Family.Origin) {
		return fail("UnsupportedOperationException", "%s is in a custom key store, where keys do not rotate.", k.ARN)
	}
	return k.symmetricOnly()
}

// rotatable refuses keys that automatic rotation cannot be set on.
func (k *key) rotatable() error { return firstError(k.madeToRotate(), k.rotatableNow()) }

type enableKeyRotationInput struct {
	KeyID                string `json:"KeyId"`
	RotationPeriodInDays *int
}

func (c *call) enableKeyRotation(in *enableKeyRotationInput) (*nothing, error) {
	days := defaultRotationDays
	if in.RotationPeriodInDays != nil {
		days = *in.RotationPeriodInDays
	}
	if err := between("rotationPeriodInDays", days, minRotationDays, maxRotationDays); err != nil {
		return nil, err
	}
	k, err := c.use(in.KeyID, access{
		action: "EnableKeyRotation", fits: (*key).rotatable,
		conditions: conditions{"kms:rotationperiodindays": {strconv.Itoa(days)}},
	})
	if err != nil {
		return nil, err
	}
	from := c.now
	if r := k.Family.Rotation; r.Enabled {
		from = r.Next.AddDate(0, 0, -r.Days)
	}
	k.Family.Rotation = rotation{Enabled: true, Days: days, Next: from.AddDate(0, 0, days)}
	c.changed = true
	return nil, k.Family.resume(c.now)
}

type keyInput struct {
	KeyID string `json:"KeyId"`
}

func (c *call) disableKeyRotation(in *keyInput) (*nothing, error) {
	k, err := c.use(in.KeyID, access{action: "DisableKeyRotation", fits: (*key).rotatable})
	if err != nil {
		return nil, err
	}
	k.Family.Rotation.Enabled = false
	c.changed = true
	return nil, nil
}

type rotationStatusOutput struct {
	KeyID                string `json:"KeyId"`
	KeyRotationEnabled   bool
	RotationPeriodInDays int       `json:",omitzero"`
	NextRotationDate     timestamp `json:",omitzero"`
}

func (c *call) getKeyRotationStatus(in *keyInput) (*rotationStatusOutput, error) {
	k, err := c.use(in.KeyID, access{action: "GetKeyRotationStatus", fits: (*key).madeToRotate})
	if err != nil {
		return nil, err
	}
	out := &rotationStatusOutput{KeyID: k.Family.ID}
	r := k.Family.Rotation
	if r.Enabled && k.Window == 0 {
		out.KeyRotationEnabled, out.RotationPeriodInDays, out.NextRotationDate = true, r.Days, stamp(r.Next)
	}
	return out, nil
}

type keyOutput struct {
	KeyID string `json:"KeyId"`
}

func (c *call) rotateKeyOnDemand(in *keyInput) (*keyOutput, error) {
	k, err := c.use(in.KeyID, access{action: "RotateKeyOnDemand", fits: (*key).rotatableNow})
	if err != nil {
		return nil, err
	}
	if err := c.mayRotateNow(k); err != nil {
		return nil, err
	}
	if k.Family.Origin == originExternal {
		err = c.rotateImported(k)
	} else {
		err = k.Family.rotate(c.now, rotationOnDemand)
	}
	if err != nil {
		return nil, err
	}
	c.changed = true
	return &keyOutput{KeyID: k.Family.ID}, nil
}

// mayRotateNow holds the limit on rotations on demand, and keeps them away from automatic ones.
func (c *call) mayRotateNow(k *key) error {
	f, count := k.Family, 0
	for _, m := range f.Materials {
		if m.RotationType == rotationOnDemand {
			count++
		}
	}
	if count >= maxOnDemand {
		return fail("LimitExceededException", "%s has been rotated on demand %d times, the most a key may be.", k.ARN, maxOnDemand)
	}
	if f.Rotation.Enabled && f.Rotation.Next.Sub(c.now) < onDemandClash {
		return fail("ConflictException", "%s is about to be rotated automatically.", k.ARN)
	}
	return nil
}

type listKeyRotationsInput struct {
	paging
	KeyID              string `json:"KeyId"`
	IncludeKeyMaterial string
}

type rotationEntry struct {
	KeyID                  string    `json:"KeyId"`
	KeyMaterialID          string    `json:"KeyMaterialId"`
	KeyMaterialState       string    `json:",omitzero"`
	KeyMaterialDescription string    `json:",omitzero"`
	ImportState            string    `json:",omitzero"`
	ExpirationModel        string    `json:",omitzero"`
	ValidTo                timestamp `json:",omitzero"`
	RotationDate           timestamp `json:",omitzero"`
	RotationType           string    `json:",omitzero"`
}

type listKeyRotationsOutput struct {
	paged
	Rotations []rotationEntry
}

func (c *call) listKeyRotations(in *listKeyRotationsInput) (*listKeyRotationsOutput, error) {
	include := in.IncludeKeyMaterial
	if include == "" {
		include = "ROTATIONS_ONLY"
	}
	if err := oneOf("includeKeyMaterial", include, []string{"ALL_KEY_MATERIAL", "ROTATIONS_ONLY"}); err != nil {
		return nil, err
	}
	k, err := c.use(in.KeyID, access{action: "ListKeyRotations", fits: (*key).storedInKMS})
	if err != nil {
		return nil, err
	}
	materials := slices.Clone(k.Family.Materials)
	if include == "ROTATIONS_ONLY" {
		materials = slices.DeleteFunc(materials, func(m *material) bool { return m.RotationType == "" })
	}
	order := make(map[string]string, len(materials))
	for i, m := range k.Family.Materials {
		order[m.ID] = fmt.Sprintf("%06d", i)
	}
	materials, next, err := page("rotations", materials, func(m *material) string { return order[m.ID] }, in.paging, 100, 1000)
	if err != nil {
		return nil, err
	}
	out := &listKeyRotationsOutput{paged: next, Rotations: make([]rotationEntry, 0, len(materials))}
	for _, m := range materials {
		out.Rotations = append(out.Rotations, c.rotationEntry(k, m))
	}
	return out, nil
}

// rotationEntry describes one generation as this region has it.
func (c *call) rotationEntry(k *key, m *material) rotationEntry {
	entry := rotationEntry{
		KeyID: k.Family.ID, KeyMaterialID: m.ID, KeyMaterialState: "NON_CURRENT",
		RotationDate: stamp(m.Rotated), RotationType: m.RotationType,
	}
	switch {
	case m.ID == k.Family.Current:
		entry.KeyMaterialState = "CURRENT"
	case m.Pending:
		entry.KeyMaterialState = "PENDING_ROTATION"
	}
	c.describeImport(k, m, &entry)
	return entry
}
