package localkms

import (
	"slices"
	"time"
)

// Key states. Source: AWS KMS Developer Guide, "Key states of AWS KMS keys".
const (
	stateEnabled         = "Enabled"
	stateDisabled        = "Disabled"
	stateCreating        = "Creating"
	stateUpdating        = "Updating"
	statePendingImport   = "PendingImport"
	statePendingDeletion = "PendingDeletion"
	statePendingReplica  = "PendingReplicaDeletion"
)

// stateAt is the key's state.
func (k *key) stateAt(now time.Time) string {
	switch {
	case now.Before(k.Ready):
		return stateCreating
	case k.Window > 0 && k.Deletion.IsZero():
		return statePendingReplica
	case k.Window > 0:
		return statePendingDeletion
	case !k.imported():
		return statePendingImport
	case now.Before(k.Updated):
		return stateUpdating
	case k.Disabled:
		return stateDisabled
	default:
		return stateEnabled
	}
}

// imported tells whether every material that the key needs is in its region. Keys that KMS made always are.
func (k *key) imported() bool {
	if k.Family.Origin != originExternal {
		return true
	}
	if k.Family.Current == "" {
		return false
	}
	for _, m := range k.Family.Materials {
		if !m.Pending && !k.has(m) {
			return false
		}
	}
	return true
}

// needs is what an operation asks of a key's state.
type needs int

const (
	anyState   needs = iota
	usable           // cryptography, grants, replication: Enabled, or Updating for cryptography
	settled          // as usable, but not while Updating
	standing         // everything but pending deletion and creation
	importing        // as standing, PendingImport among it, for key material
	switchable       // enabling and disabling: standing, with key material
)

// stateNeeds says what each operation needs. What is not named works in every state.
// Source: AWS KMS Developer Guide, key state table.
var stateNeeds = map[string]needs{
	"Decrypt": usable, "DeriveSharedSecret": usable, "Encrypt": usable, "Encapsulate": usable, "Decapsulate": usable,
	"GenerateDataKey": usable, "GenerateDataKeyPair": usable, "GenerateDataKeyPairWithoutPlaintext": usable,
	"GenerateDataKeyWithoutPlaintext": usable, "GenerateMac": usable, "GetPublicKey": usable, "ReEncryptFrom": usable,
	"ReEncryptTo": usable, "Sign": usable, "Verify": usable, "VerifyMac": usable, "CreateGrant": usable,
	"ReplicateKey": settled, "UpdatePrimaryRegion": settled,
	"DisableKeyRotation": settled, "EnableKeyRotation": settled, "RotateKeyOnDemand": settled,
	"EnableKey": switchable, "DisableKey": switchable,
	"CreateAlias": standing, "UpdateAlias": standing, "TagResource": standing, "UntagResource": standing,
	"UpdateKeyDescription": standing, "ScheduleKeyDeletion": standing,
	"GetParametersForImport": importing, "ImportKeyMaterial": importing, "DeleteImportedKeyMaterial": importing,
}

// refusedStates are the states in which each need is not met. Disabled is refused as DisabledException, the
// others as KMSInvalidStateException.
var refusedStates = map[needs][]string{
	usable:     {stateDisabled, statePendingDeletion, statePendingReplica, statePendingImport, stateCreating},
	settled:    {stateDisabled, statePendingDeletion, statePendingReplica, statePendingImport, stateCreating, stateUpdating},
	switchable: {statePendingDeletion, statePendingReplica, statePendingImport, stateCreating, stateUpdating},
	standing:   {statePendingDeletion, statePendingReplica, stateCreating},
	importing:  {statePendingDeletion, statePendingReplica, stateCreating, stateUpdating},
}

// stateWords complete the message "<arn> is …".
var stateWords = map[string]string{
	stateDisabled:        "disabled.",
	statePendingDeletion: "pending deletion.",
	statePendingReplica:  "pending replica deletion.",
	statePendingImport:   "pending import.",
	stateCreating:        "creating.",
	stateUpdating:        "updating.",
}

// checkState refuses an operation that the key's state does not allow.
func (c *call) checkState(action string, k *key) error {
	now := k.stateAt(c.now)
	if !slices.Contains(refusedStates[stateNeeds[action]], now) {
		return nil
	}
	if now == stateDisabled {
		return fail("DisabledException", "%s is disabled.", k.ARN)
	}
	return fail("KMSInvalidStateException", "%s is %s", k.ARN, stateWords[now])
}

// advance does what time has brought by now: keys whose window is over are deleted, imported material expires,
// automatic rotations happen. It reports whether anything changed.
func (s *state) advance(now time.Time) bool {
	changed := false
	for _, k := range s.Keys {
		changed = k.expireImports(now) || changed
	}
	changed = s.deleteDue(now) || changed
	for _, f := range s.Families {
		changed = s.rotateDue(f, now) || changed
	}
	return changed
}

// deleteDue deletes keys, replicas first: with the last of them the window of a waiting primary begins.
func (s *state) deleteDue(now time.Time) bool {
	changed := false
	for _, k := range s.Keys {
		if k.Window > 0 && !k.Deletion.IsZero() && !now.Before(k.Deletion) {
			last := k.Deletion
			primary := s.primaryOf(k.Family)
			s.remove(k)
			s.startWindow(primary, last)
			changed = true
		}
	}
	if changed {
		s.deleteDue(now)
	}
	return changed
}

// startWindow begins the waiting period of a primary whose last replica is gone.
func (s *state) startWindow(primary *key, last time.Time) {
	if primary == nil || s.Keys[primary.ARN] == nil || primary.Window == 0 || !primary.Deletion.IsZero() {
		return
	}
	if len(s.related(primary)) == 0 {
		primary.Deletion = last.AddDate(0, 0, primary.Window)
	}
}
