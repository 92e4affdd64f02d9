package engine

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// settled is what a plan already says of the inventory that its apply leaves: no identifiers, no changes, and nothing
// that it does not know.
type settled struct {
	Keys       map[string]finding.Key
	Access     map[string]map[string]map[string]string
	Grants     map[string][]string
	Identities map[string]finding.Identity
	Policies   map[string]finding.IdentityPolicy
	Stores     map[string]finding.Store
	Exposures  map[string]string
}

// The state that an apply leaves gives the inventory of the plan that was applied.
func TestStateSaysWhatItsPlanSaid(t *testing.T) {
	e := compiled(t)
	paths, err := filepath.Glob("../../policies/testdata/plans/*/state.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no states: %v", err)
	}
	keys, identities, stores := 0, 0, 0
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		state, err := plan.Read(bytes.NewReader(text), name+".json", plan.Options{ReadSet: e.ReadSet()})
		if err != nil {
			t.Fatal(err)
		}
		before, after := inventoryOf(t, e, open(t, name, e.ReadSet())), inventoryOf(t, e, state)
		forgetUnknown(before, after)
		keys += len(before.Keys)
		identities += len(before.Identities)
		stores += len(before.Stores)
		if diff := gocmp.Diff(settle(before), settle(after)); diff != "" {
			t.Errorf("%s: -plan +state:\n%s", name, diff)
		}
	}
	if keys == 0 || identities == 0 || stores == 0 {
		t.Errorf("%d keys, %d identities and %d stores show too little", keys, identities, stores)
	}
}

func inventoryOf(t *testing.T, e *Engine, in *plan.Input) *finding.Inventory {
	t.Helper()
	rows, err := e.inventory(t.Context(), []*plan.Input{in}, own(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	var out finding.Inventory
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return &out
}

// forgetUnknown takes out of the rows what the plan did not know or left undecided, and what the state leaves undecided of
// a user: new in the plan, it is there already in the state, and other plans may have given it more.
func forgetUnknown(before, after *finding.Inventory) {
	open, undecided := map[string]bool{}, map[[3]string]bool{}
	for _, k := range before.Keys {
		if k.Policy.Status != "known" {
			open[k.Address] = true
		}
		for _, a := range k.Access {
			for capability, verdict := range a.Capabilities {
				undecided[[3]string{k.Address, a.Principal, capability}] = verdict == "undecided"
			}
		}
	}
	for _, g := range before.Grants {
		if len(g.Unknown) > 0 {
			open[g.Key] = true
		}
	}
	nameless := map[string]bool{}
	for _, i := range before.Identities {
		nameless[i.Address] = i.Unknown["name"] != ""
	}
	for i := range after.Identities {
		if nameless[after.Identities[i].Address] {
			after.Identities[i].Name = ""
		}
	}
	untold := map[string]bool{}
	for _, i := range before.Identities {
		untold[i.Address] = i.Trust.Status == "unknown"
	}
	for _, inventory := range []*finding.Inventory{before, after} {
		for i, identity := range inventory.Identities {
			if untold[identity.Address] {
				inventory.Identities[i].Trust = finding.Trust{}
			}
		}
	}
	for _, p := range before.IdentityPolicies {
		if p.Status != "known" {
			open[p.Address] = true
		}
	}
	for _, inventory := range []*finding.Inventory{before, after} {
		for i, k := range inventory.Keys {
			if open[k.Address] {
				inventory.Keys[i].Access = nil
			}
			for _, a := range k.Access {
				there := inventory == after && strings.Contains(a.Principal, ":user/")
				maps.DeleteFunc(a.Capabilities, func(capability, verdict string) bool {
					return undecided[[3]string{k.Address, a.Principal, capability}] || there && verdict == "undecided"
				})
			}
		}
		for i, p := range inventory.IdentityPolicies {
			if open[p.Address] {
				p.Status, p.Reason, p.EveryKey = "", "", finding.EveryKey{}
				inventory.IdentityPolicies[i] = p
			}
		}
	}
}

func settle(inventory *finding.Inventory) settled {
	out := settled{
		map[string]finding.Key{}, map[string]map[string]map[string]string{}, map[string][]string{},
		map[string]finding.Identity{}, map[string]finding.IdentityPolicy{}, map[string]finding.Store{}, map[string]string{},
	}
	for _, k := range inventory.Keys {
		out.Keys[k.Address] = finding.Key{
			Type: k.Type, Kind: k.Kind, Aliases: k.Aliases, Region: k.Region, Spec: k.Spec, Usage: k.Usage, Origin: k.Origin,
			MultiRegion: k.MultiRegion, Enabled: k.Enabled, Purpose: k.Purpose, Class: k.Class, Owner: k.Owner, DeletionDays: k.DeletionDays,
		}
		access := map[string]map[string]string{}
		for _, a := range k.Access {
			access[a.Kind+":"+a.Principal] = a.Capabilities
		}
		out.Access[k.Address] = access
	}
	for _, g := range inventory.Grants {
		out.Grants[g.Address] = g.Operations
	}
	for _, i := range inventory.Identities {
		i.ARN, i.Actions, i.Unknown = "", nil, nil
		out.Identities[i.Address] = i
	}
	for _, p := range inventory.IdentityPolicies {
		p.Actions, p.Unknown = nil, nil
		out.Policies[p.Address] = p
	}
	for _, s := range inventory.Stores {
		out.Stores[s.Address+" "+s.Part] = finding.Store{
			Kind: s.Kind, Region: s.Region, Encrypted: s.Encrypted, Managed: s.Managed, Key: s.Key, Public: s.Public,
			Purposes: s.Purposes, Class: s.Class, Owner: s.Owner, Environment: s.Environment,
		}
	}
	for _, e := range inventory.Exposures {
		if e.Status == "plain" {
			out.Exposures[e.Address] = e.Attribute
		}
	}
	return out
}
