package engine

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// merge puts the rows of several inputs together. With more than one input, every address gets its input's name and
// a colon before it, so that equal addresses of two states stay two keys.
func merge(parts []map[string]any, inputs []*plan.Input) map[string]any {
	out := map[string]any{}
	names := inputNames(inputs)
	for i, part := range parts {
		if len(parts) > 1 {
			prefix(part, names[i]+":")
		}
		for section, rows := range part {
			list, _ := rows.([]any)
			merged, _ := out[section].([]any)
			if merged == nil {
				merged = []any{}
			}
			out[section] = append(merged, list...)
		}
		for _, row := range rowsOf(part, "plans") {
			row["name"] = inputs[i].Path
			row["errored"] = inputs[i].Errored
			row["complete"] = inputs[i].Complete
			row["kind"] = inputs[i].Kind
			open := make([]any, len(inputs[i].Open))
			for n, why := range inputs[i].Open {
				open[n] = why
			}
			row["open"] = open
		}
	}
	if len(parts) > 1 {
		join(out)
		join(map[string]any{"keys": out["prior_keys"], "outside": out["prior_outside"], "grants": out["prior_grants"]})
	}
	return out
}

// prior are the sections of what was there before the change.
var prior = []string{"prior_keys", "prior_outside", "prior_grants", "prior_rotations", "prior_separations", "prior_residencies"}

// Prefixes are what stands before the addresses of each input: nothing where there is one.
func Prefixes(inputs []*plan.Input) []string {
	out := inputNames(inputs)
	for i := range out {
		out[i] += ":"
	}
	if len(out) == 1 {
		out[0] = ""
	}
	return out
}

// inputNames gives each input a short name: its file's, without extension, or its path where two files share it.
func inputNames(inputs []*plan.Input) []string {
	count := map[string]int{}
	names := make([]string, len(inputs))
	for i, input := range inputs {
		base := filepath.Base(input.Path)
		names[i] = strings.TrimSuffix(base, filepath.Ext(base))
		count[names[i]]++
	}
	seen := map[string]int{}
	for i, input := range inputs {
		if count[names[i]] > 1 {
			names[i] = input.Path
		}
		if seen[names[i]]++; seen[names[i]] > 1 {
			names[i] = fmt.Sprintf("%s#%d", names[i], seen[names[i]])
		}
	}
	return names
}

// prefix puts a name before every address of an inventory. Identifiers that are no address of it stay as they are.
func prefix(part map[string]any, name string) {
	ours := map[string]bool{}
	for _, section := range append([]string{"keys", "rotations", "grants", "identity_policies", "identities", "separations", "residencies", "outside", "ended", "stores", "secrets", "secret_rotations", "secret_reach", "pools", "overlaps", "registered", "exposures", "ci_secrets", "trails", "key_vaults", "vault_logs", "alarms", "retentions", "restore_tests", "bucket_settings", "transports", "certificates", "authorities", "vpc_endpoints"}, prior...) {
		for _, row := range rowsOf(part, section) {
			ours[text(row, "address")] = true
		}
	}
	p := prefixer{name: name, ours: ours}
	for section := range part {
		for _, row := range rowsOf(part, section) {
			p.row(row)
		}
	}
}

type prefixer struct {
	name string
	ours map[string]bool
}

func (p prefixer) row(row map[string]any) {
	for _, member := range []string{"address", "key", "primary", "boundary", "store", "log_group", "vault"} {
		p.member(row, member)
	}
	// Accounts that are not known are apart as long as nothing says otherwise; a known number is the same everywhere.
	if symbol := text(row, "account_symbol"); symbol != "" && symbol != text(row, "account") {
		row["account_symbol"] = p.name + symbol
	}
	if policy, ok := row["policy"].(map[string]any); ok {
		p.member(policy, "address")
	}
	if rotation, ok := row["rotation"].(map[string]any); ok {
		p.list(rotation["schedules"])
	}
	p.list(row["keys"])
	p.list(row["access_keys"])
	p.list(row["bearers"])
	for _, escalation := range rowsOf(row, "escalations") {
		p.member(escalation, "principal")
	}
	for _, access := range rowsOf(row, "access") {
		p.list(access["statements"])
		if by, ok := access["by"].(map[string]any); ok {
			for _, names := range by {
				p.list(names)
			}
		}
		if serves, ok := access["serves"].(map[string]any); ok {
			for _, workloads := range serves {
				p.list(workloads)
			}
		}
		p.member(access, "principal")
	}
	for _, user := range rowsOf(row, "used_by") {
		p.member(user, "address")
		p.list(user["identities"])
	}
	if members, ok := row["members"].(map[string]any); ok {
		for _, member := range members {
			if m, ok := member.(map[string]any); ok {
				p.member(m, "address")
			}
		}
	}
	for _, section := range []string{"keys", "keks"} {
		if keys, ok := row[section].(map[string]any); ok {
			for name := range keys {
				p.member(keys, name)
			}
		}
	}
	for _, section := range []string{"deks", "going"} {
		for _, dek := range rowsOf(row, section) {
			p.member(dek, "wrapped_by")
		}
	}
}

func (p prefixer) member(row map[string]any, member string) {
	if address := text(row, member); p.ours[address] {
		row[member] = p.name + address
	}
}

func (p prefixer) list(value any) {
	list, _ := value.([]any)
	for i, item := range list {
		if address, ok := item.(string); ok && p.ours[address] {
			list[i] = p.name + address
		}
	}
}

func rowsOf(part map[string]any, section string) []map[string]any {
	list, _ := part[section].([]any)
	out := make([]map[string]any, 0, len(list))
	for _, item := range list {
		if row, ok := item.(map[string]any); ok {
			out = append(out, row)
		}
	}
	return out
}
