package keypolicy

import (
	"slices"
	"sync"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// capabilitySet are the actions of a capability.
type capabilitySet struct {
	name    string
	actions actionSet
}

// tableSets are the capabilities of the table's actions.
var tableSets = sync.OnceValue(func() []capabilitySet { return newUniverse().divide() })

func (u *universe) capabilitySets() []capabilitySet {
	if len(u.unknown) == 0 {
		return tableSets()
	}
	return u.divide()
}

func (u *universe) divide() []capabilitySet {
	var out []capabilitySet
	for i, a := range u.actions {
		at := slices.IndexFunc(out, func(c capabilitySet) bool { return c.name == a.capability })
		if at < 0 {
			at = len(out)
			out = append(out, capabilitySet{a.capability, u.none()})
		}
		out[at].actions.add(i)
	}
	return out
}

// carriers are, by name of a condition key, the table's actions whose requests carry it; only keys that not every
// action carries are there.
var carriers = sync.OnceValue(func() map[string]actionSet {
	out := map[string]actionSet{}
	u := newUniverse()
	for _, k := range data.ConditionKeys() {
		if len(k.Actions) == 0 {
			continue
		}
		set := u.none()
		for i, a := range u.actions {
			if k.CarriedBy(a.name) {
				set.add(i)
			}
		}
		out[k.Name] = set
	}
	return out
})

// carrying are the actions whose requests carry a key; nil where all may. Those of unknown actions may.
func (u *universe) carrying(k data.ConditionKey) actionSet {
	known, narrowed := carriers()[k.Name]
	if !narrowed {
		return nil
	}
	out := u.none()
	copy(out, known)
	table, _ := tableActions()
	for i := len(table); i < len(u.actions); i++ {
		out.add(i)
	}
	return out
}
