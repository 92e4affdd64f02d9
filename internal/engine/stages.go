package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies"
)

// shardSize is how many keys are judged together. Smaller shards spread better, larger ones share more set-up.
const shardSize = 250

// judge is stage 2: the rules that look at one key at a time over shards of keys, the others once over all of them.
func (e *Engine) judge(ctx context.Context, inventory map[string]any, p *profile.Profile, f facts.Facts, selected []string) ([]rawFinding, error) {
	var each, all []any
	for _, id := range selected {
		switch {
		case e.byID[id].last:
		case e.byID[id].each:
			each = append(each, id)
		default:
			all = append(all, id)
		}
	}
	inventory, rows, err := withRows(inventory)
	if err != nil {
		return nil, err
	}
	jobs := []job{{inventory: inventory, rules: all}}
	for _, shard := range shards(inventory, rows, e.shardSize) {
		jobs = append(jobs, job{inventory: shard, rules: each})
	}
	found := make([][]rawFinding, len(jobs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, j := range jobs {
		group.Go(func() error {
			var err error
			found[i], err = e.run(ctx, j, p, f)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var out []rawFinding
	for _, list := range found {
		out = append(out, list...)
	}
	return out, nil
}

// judgeLast is stage 3: the rules about what the others found, told what became of each exception.
func (e *Engine) judgeLast(ctx context.Context, inventory map[string]any, p *profile.Profile, f facts.Facts, selected []string, exceptions map[string]any) ([]rawFinding, error) {
	var last []any
	for _, id := range selected {
		if e.byID[id].last {
			last = append(last, id)
		}
	}
	if len(exceptions) == 0 {
		return nil, nil
	}
	return e.run(ctx, job{inventory: inventory, rules: last, exceptions: exceptions}, p, f)
}

// job is a set of rules over a set of rows.
type job struct {
	inventory  map[string]any
	rules      []any
	exceptions map[string]any // what became of each, where that is known
}

func (e *Engine) run(ctx context.Context, j job, p *profile.Profile, f facts.Facts) ([]rawFinding, error) {
	if len(j.rules) == 0 {
		return nil, nil
	}
	given := maps.Clone(map[string]any(f))
	if given == nil {
		given = map[string]any{}
	}
	for _, name := range []string{"access", "resolved", "targets", "shown", "locations", "inputs"} { // the inventory has them, and no rule asks where something stands
		delete(given, name)
	}
	given["inventory"] = j.inventory
	given["rules"] = j.rules
	if j.exceptions != nil {
		given["exceptions"] = j.exceptions
	}
	value, err := e.bundle.eval(ctx, question{entry: policies.Findings, input: ast.NewObject(), profile: p.Data(), facts: given})
	if err != nil {
		return nil, err
	}
	return rawFindings(value)
}

// withRows turns the keys of an inventory into what the rules take, once for all jobs, and gives them as they were too.
func withRows(inventory map[string]any) (turned map[string]any, rows []any, err error) {
	rows, _ = inventory["keys"].([]any)
	keys := make([]any, len(rows))
	for i, row := range rows {
		if keys[i], err = ast.InterfaceToValue(row); err != nil {
			return nil, nil, fmt.Errorf("a key cannot be given to the rules: %w", err)
		}
	}
	turned = maps.Clone(inventory)
	turned["keys"] = keys
	return turned, rows, nil
}

// shards splits the keys of an inventory, of which rows are what they say. What stands beside the keys goes with each shard that can need it; what is
// judged by itself, with the first.
func shards(inventory map[string]any, rows []any, size int) []map[string]any {
	keys, _ := inventory["keys"].([]any)
	grants, _ := inventory["grants"].([]any)
	var out []map[string]any
	for start := 0; start == 0 || start < len(keys); start += size {
		shard := maps.Clone(inventory)
		end := min(start+size, len(keys))
		shard["keys"] = keys[start:end]
		part := rows[start:end]
		shard["grants"] = grantsOf(grants, part)
		for _, section := range prior {
			shard[section] = []any{} // rules about changes look at all keys at once
		}
		if start == 0 {
			shard["grants"] = append(grantsOf(grants, part), elsewhere(grants, rows)...)
		} else {
			for _, section := range []string{"outside", "identity_policies", "identities", "stores", "secrets", "secret_rotations", "pools", "overlaps", "registered", "exposures", "ci_secrets", "trails", "key_vaults", "vault_logs", "alarms", "retentions", "restore_tests", "bucket_settings", "transports", "certificates", "authorities"} {
				shard[section] = []any{}
			}
		}
		out = append(out, shard)
	}
	return out
}

func grantsOf(grants, keys []any) []any {
	here := addresses(keys)
	return slices.DeleteFunc(slices.Clone(grants), func(grant any) bool { return !here[text(grant, "key")] })
}

// elsewhere are the grants whose key is not in the inventory.
func elsewhere(grants, keys []any) []any {
	here := addresses(keys)
	return slices.DeleteFunc(slices.Clone(grants), func(grant any) bool { return here[text(grant, "key")] })
}

func addresses(rows []any) map[string]bool {
	out := make(map[string]bool, len(rows))
	for _, row := range rows {
		out[text(row, "address")] = true
	}
	return out
}

// text reads a string member of an object that came out of the rules.
func text(object any, name string) string {
	members, _ := object.(map[string]any)
	value, _ := members[name].(string)
	return value
}

// rawFinding is what a rule says, before anything is joined to it.
type rawFinding struct {
	Rule      string   `json:"rule"`
	Outcome   string   `json:"outcome"`
	Address   string   `json:"address"`
	Attribute string   `json:"attribute"`
	Message   string   `json:"message"`
	Statement string   `json:"statement"`
	Expected  string   `json:"expected"`
	Actual    string   `json:"actual"`
	Basis     string   `json:"basis"`
	Severity  string   `json:"severity"`
	Scope     string   `json:"scope"` // where a part of a rule has another than its rule
	Witness   []string `json:"witness"`
	Under     string   `json:"under"` // the rule whose question here is all that stands in the way
}

// selfTest is in every result. Without it nothing was judged, whatever else the result says.
const selfTest = "SELF-TEST"

func rawFindings(value any) ([]rawFinding, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, errors.New("bundle not loaded: the findings are not a list")
	}
	out := make([]rawFinding, 0, len(list))
	tested := false
	for _, item := range list {
		f, err := rawOf(item)
		if err != nil {
			return nil, err
		}
		if f.Rule == selfTest {
			tested = f.Outcome == string(finding.Pass)
			continue
		}
		out = append(out, f)
	}
	if !tested {
		return nil, errors.New("bundle not loaded: the self-test is missing from its findings")
	}
	return out, nil
}

// rawOf reads a finding. Passes are nearly all of them, and have few members.
func rawOf(item any) (rawFinding, error) {
	if text(item, "outcome") == string(finding.Pass) {
		return rawFinding{
			Rule: text(item, "rule"), Outcome: text(item, "outcome"),
			Address: text(item, "address"), Attribute: text(item, "attribute"), Scope: text(item, "scope"),
		}, nil
	}
	var f rawFinding
	raw, err := json.Marshal(item)
	if err != nil {
		return f, fmt.Errorf("a finding cannot be read: %w", err)
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, fmt.Errorf("a finding cannot be read: %w", err)
	}
	return f, nil
}

// typed reads the inventory into its Go type.
func typed(inventory map[string]any) (finding.Inventory, error) {
	var out finding.Inventory
	raw, err := json.Marshal(inventory)
	if err != nil {
		return out, fmt.Errorf("the inventory cannot be read: %w", err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, fmt.Errorf("the inventory cannot be read: %w", err)
	}
	return out, nil
}
