package data

import (
	"slices"
	"strings"
)

// ConditionKey is a key of the request context that conditions compare.
type ConditionKey struct {
	Name    string   `json:"name"`    // in the documented case; of a prefix, what comes before the request's own part
	Prefix  bool     `json:"prefix"`  // the name goes on with a name of the request's own
	Type    string   `json:"type"`    // String, Bool, Numeric, Date, Arn, IpAddress
	Multi   bool     `json:"multi"`   // a request can carry several values
	Actions []string `json:"actions"` // the only surveyed actions whose requests carry the key; empty: any may
	Source  string   `json:"source"`
	Date    string   `json:"date"`
}

type conditionsFile struct {
	Surveyed struct {
		Actions []string `json:"actions"`
	} `json:"surveyed"`
	Keys []ConditionKey `json:"keys"`
}

// CarriedBy says whether requests of an action may carry the key. Of an action that is not surveyed nothing is known.
func (k ConditionKey) CarriedBy(action string) bool {
	if len(k.Actions) == 0 || !Surveyed(action) {
		return true
	}
	return slices.ContainsFunc(k.Actions, func(name string) bool { return lower(name) == lower(action) })
}

// ConditionKeys returns every condition key of the table, in its order. The slice is the caller's own.
func ConditionKeys() []ConditionKey { return slices.Clone(load().conditionKeys) }

// ConditionKeyNamed looks a key up by its name, in any case: aws:SourceVpce, or kms:EncryptionContext:app by its prefix.
func ConditionKeyNamed(name string) (ConditionKey, bool) {
	t, folded := load(), lower(name)
	if k, ok := t.byKey[folded]; ok {
		return k, true
	}
	return find(t.keyPrefixes, func(k ConditionKey) bool { return strings.HasPrefix(folded, lower(k.Name)) })
}

// Surveyed says whether it was looked up which condition keys requests of the action carry.
func Surveyed(action string) bool { return load().surveyed[lower(action)] }
