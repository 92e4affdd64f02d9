package engine

import (
	"maps"
	"slices"
	"strings"
)

// join links what one input says to the keys of another: a grant names its key by ARN or id, and what it gives adds to
// what the key's own policy gives; a separate policy leaves open what is in force. Both stay judged at their own address
// as well. A store or a secret names the key that encrypts it likewise.
func join(inventory map[string]any) {
	keys := byIdentifier(rowsOf(inventory, "keys"))
	given := map[string][]map[string]any{}
	for _, row := range rowsOf(inventory, "outside") {
		if text(row, "kind") == "grant" {
			given[text(row, "address")] = rowsOf(row, "access")
		} else if key := keys[text(row, "key")]; key != nil {
			doubt(key, row)
		}
	}
	for _, section := range []string{"stores", "secrets", "trails"} {
		for _, row := range rowsOf(inventory, section) {
			if key := keys[text(row, "key")]; key != nil {
				row["key"] = text(key, "address")
			}
		}
	}
	joinPools(rowsOf(inventory, "pools"), keys)
	for _, grant := range rowsOf(inventory, "grants") {
		key := keys[text(grant, "key")]
		if key == nil {
			continue
		}
		grant["key"] = text(key, "address")
		for _, access := range given[text(grant, "address")] {
			give(key, access)
		}
	}
}

// joinPools links the KEKs of pools to the keys of other inputs.
func joinPools(pools []map[string]any, keys map[string]map[string]any) {
	link := func(row map[string]any, member string) {
		if key := keys[text(row, member)]; key != nil {
			row[member] = text(key, "address")
		}
	}
	for _, pool := range pools {
		keks, _ := pool["keks"].(map[string]any)
		for name := range keks {
			link(keks, name)
		}
		for _, dek := range append(rowsOf(pool, "deks"), rowsOf(pool, "going")...) {
			link(dek, "wrapped_by")
		}
	}
}

// doubt says of a key that another input writes its policy: what its own input shows may not be what is in force. The
// same text in both, as an applied estate has it, leaves no doubt.
func doubt(key, policy map[string]any) {
	own, _ := key["policy"].(map[string]any)
	other, _ := policy["policy"].(map[string]any)
	if text(own, "digest") != "" && text(own, "digest") == text(other, "digest") {
		return
	}
	unknown, _ := key["unknown"].(map[string]any)
	if unknown = maps.Clone(unknown); unknown == nil {
		unknown = map[string]any{}
	}
	unknown["policy"] = text(policy, "address") + " of another input writes the key's policy; plan them together, or read its finding"
	key["unknown"] = unknown
}

// byIdentifier finds keys by ARN and by id. An id that several bear, as replicas do, names none.
func byIdentifier(keys []map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, key := range keys {
		for _, name := range []string{text(key, "arn"), text(key, "key_id")} {
			if name == "" {
				continue
			}
			if _, taken := out[name]; taken {
				out[name] = nil
				continue
			}
			out[name] = key
		}
	}
	return out
}

// give adds what a grant gives to what its principal holds on a key already, and to what those hold who are the same:
// a role and its sessions.
func give(key, access map[string]any) {
	list, _ := key["access"].([]any)
	met := false
	for _, row := range rowsOf(key, "access") {
		if same(text(row, "principal"), text(access, "principal")) {
			add(row, access)
			met = met || text(row, "principal") == text(access, "principal")
		}
	}
	if !met {
		key["access"] = append(slices.Clone(list), access)
	}
}

// add puts capabilities together: what either can, both can, and what either can without MFA or off the network.
func add(row, access map[string]any) {
	for _, member := range []string{"capabilities", "without_mfa", "off_network"} {
		row[member] = surest(row[member], access[member])
	}
	row["statements"] = together(row["statements"], access["statements"])
	row["by"] = ways(row["by"], access["by"])
	row["witness"] = witnesses(row["witness"], access["witness"])
	if text(access, "open_grant") == "can" {
		row["open_grant"] = "can"
	}
}

// surest gives the verdict of either, "can" before "undecided".
func surest(one, other any) map[string]any {
	both := map[string]any{}
	for _, verdicts := range []any{one, other} {
		list, _ := verdicts.(map[string]any)
		for name, verdict := range list {
			if both[name] != "can" {
				both[name] = verdict
			}
		}
	}
	return both
}

// together appends what one list has and the other has not.
func together(one, other any) []any {
	list, _ := one.([]any)
	more, _ := other.([]any)
	out := slices.Clone(list)
	for _, item := range more {
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

// ways adds to what gives each capability.
func ways(one, other any) map[string]any {
	held, _ := one.(map[string]any)
	gained, _ := other.(map[string]any)
	out := maps.Clone(held)
	if out == nil {
		out = map[string]any{}
	}
	for capability, names := range gained {
		out[capability] = together(out[capability], names)
	}
	return out
}

// witnesses keeps the key policy's own, which say more.
func witnesses(one, other any) map[string]any {
	held, _ := one.(map[string]any)
	gained, _ := other.(map[string]any)
	out := maps.Clone(gained)
	if out == nil {
		out = map[string]any{}
	}
	maps.Copy(out, held)
	return out
}

// same says that two principals are one, or a role and a session of it. A role's path is not in its sessions' ARNs.
func same(one, other string) bool {
	if one == other {
		return true
	}
	a, b := roleOf(one), roleOf(other)
	return a != "" && a == b && (!strings.Contains(one, ":assumed-role/") || !strings.Contains(other, ":assumed-role/"))
}

// roleOf gives the account and name of the role that an ARN is of, itself or a session of it.
func roleOf(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 {
		return ""
	}
	path := strings.Split(parts[5], "/")
	switch {
	case path[0] == "role" && len(path) > 1:
		return parts[4] + "/" + path[len(path)-1]
	case path[0] == "assumed-role" && len(path) > 2:
		return parts[4] + "/" + path[1]
	default:
		return ""
	}
}
