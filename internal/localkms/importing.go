package localkms

import "time"

// imported is what one region holds of imported material.
type imported struct {
	Held        bool      `json:"held"` // false once deleted or expired, until the same material is imported again
	ValidTo     time.Time `json:"valid_to,omitzero"`
	Description string    `json:"description,omitzero"`
}

// expireImports forgets material whose time is over; the record of it stays.
func (k *key) expireImports(now time.Time) bool {
	changed := false
	for _, held := range k.Imports {
		if held.Held && !held.ValidTo.IsZero() && !now.Before(held.ValidTo) {
			held.Held = false
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
		if model == "" {
			model = expiresNot
		}
		if !held.ValidTo.IsZero() && (validTo.IsZero() || held.ValidTo.Before(validTo)) {
			model, validTo = expires, held.ValidTo
		}
	}
	return model, validTo
}

// Expiration models.
const (
	expires    = "KEY_MATERIAL_EXPIRES"
	expiresNot = "KEY_MATERIAL_DOES_NOT_EXPIRE"
)

// describeImport adds to a list entry what this region holds of imported material.
func (k *key) describeImport(m *material, entry *rotationEntry) {
	if k.Family.Origin != originExternal {
		return
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

// rotateImported makes the material that waits for it the current one.
func (c *call) rotateImported(k *key) error {
	for _, m := range k.Family.Materials {
		if !m.Pending {
			continue
		}
		m.Pending, m.Rotated, m.RotationType = false, c.now, rotationOnDemand
		k.Family.Current = m.ID
		return nil
	}
	return fail("KMSInvalidStateException", "%s has no imported key material that waits for rotation.", k.ARN)
}
