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
	stateUnavailable     = "Unavailable"
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
	case k.Family.store != nil && !k.Family.store.Connected:
		return stateUnavailable
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

// The states that refuse groups of operations.
var (
	notUsable     = []string{stateDisabled, statePendingDeletion, statePendingReplica, statePendingImport, stateCreating, stateUnavailable}
	notReplicable = append([]string{stateUpdating}, notUsable...)
	notSwitchable = []string{statePendingDeletion, statePendingReplica, statePendingImport, stateCreating, stateUpdating}
	leaving       = []string{statePendingDeletion, statePendingReplica}
)

// refusedStates says in which states of the key an operation is refused: Disabled as DisabledException, the others as
// KMSInvalidStateException. What is not named works in every state.
// Source: AWS KMS Developer Guide, key state table.
var refusedStates = map[string][]string{
	"Decrypt": notUsable, "DeriveSharedSecret": notUsable, "Encrypt": notUsable, "Encapsulate": notUsable,
	"Decapsulate": notUsable, "GenerateDataKey": notUsable, "GenerateDataKeyPair": notUsable,
	"GenerateDataKeyPairWithoutPlaintext": notUsable, "GenerateDataKeyWithoutPlaintext": notUsable,
	"GenerateMac": notUsable, "GetPublicKey": notUsable, "ReEncryptFrom": notUsable, "ReEncryptTo": notUsable,
	"Sign": notUsable, "Verify": notUsable, "VerifyMac": notUsable, "CreateGrant": notUsable,
	"DisableKeyRotation": notUsable, "EnableKeyRotation": notUsable, "RotateKeyOnDemand": notUsable,
	"UpdatePrimaryRegion": notUsable, "ReplicateKey": notReplicable,
	"EnableKey": notSwitchable, "DisableKey": notSwitchable,
	"CreateAlias": leaving, "UpdateAlias": leaving, "TagResource": leaving, "UntagResource": leaving,
	"UpdateKeyDescription":      leaving,
	"ScheduleKeyDeletion":       {statePendingDeletion, statePendingReplica, stateUpdating},
	"ImportKeyMaterial":         {statePendingDeletion, statePendingReplica, stateCreating},
	"GetParametersForImport":    {statePendingDeletion, statePendingReplica, stateCreating, stateUpdating},
	"DeleteImportedKeyMaterial": {stateCreating, stateUpdating},
}

// stateWords complete the message "<arn> is …".
var stateWords = map[string]string{
	stateDisabled:        "disabled.",
	statePendingDeletion: "pending deletion.",
	statePendingReplica:  "pending replica deletion.",
	statePendingImport:   "pending import.",
	stateCreating:        "creating.",
	stateUpdating:        "updating.",
	stateUnavailable:     "unavailable: its custom key store is not connected.",
}

// checkState refuses an operation that the key's state does not allow.
func (c *call) checkState(action string, k *key) error {
	now := k.stateAt(c.now)
	if !slices.Contains(refusedStates[action], now) {
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
	changed := s.expire(now)
	changed = s.deleteDue(now) || changed
	for _, f := range s.Families {
		changed = s.rotateDue(f, now) || changed
	}
	return changed
}

// deleteDue deletes keys in the order of their dates: with the last replica the window of a waiting primary begins.
func (s *state) deleteDue(now time.Time) bool {
	var due []*key
	for _, k := range s.Keys {
		if k.Window > 0 && !k.Deletion.IsZero() && !now.Before(k.Deletion) {
			due = append(due, k)
		}
	}
	slices.SortFunc(due, func(a, b *key) int { return a.Deletion.Compare(b.Deletion) })
	for _, k := range due {
		primary := s.primaryOf(k.Family)
		s.remove(k)
		s.startWindow(primary, k.Deletion)
	}
	if len(due) > 0 {
		s.deleteDue(now) // a primary's window may have begun and ended since
	}
	return len(due) > 0
}

// startWindow begins the waiting period of a scheduled primary whose last replica is gone.
func (s *state) startWindow(primary *key, last time.Time) {
	if s.Keys[primary.ARN] != nil && primary.Window > 0 && primary.Deletion.IsZero() && len(s.related(primary)) == 0 {
		primary.Deletion = last.AddDate(0, 0, primary.Window)
	}
}
