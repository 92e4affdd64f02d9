# METADATA
# title: What a rule says
# description: The outcomes of rules, as objects of one form. Metadata is joined afterwards.
package keywright.lib.finding

# pass says that a rule holds.
pass(address, attribute) := {"outcome": "pass", "address": address, "attribute": attribute}

# fail says that a rule is broken; details hold message, expected, actual and what else there is to say.
fail(address, attribute, details) := object.union(
	{"outcome": "fail", "address": address, "attribute": attribute},
	details,
)

# undetermined says that the plan does not know, and what is missing. What waits for nothing but what the key should say
# of itself stands under KEY-04, which finds that it does not; what waits for IAM above the key, under ACC-01.
undetermined(address, attribute, missing, details) := object.union(
	object.union_n([
		{"outcome": "undetermined", "address": address, "attribute": attribute, "actual": missing},
		{name: "ACC-01" | some name in ["under"]; regex.match(`^(what the (project|resource group)[^;]* is inherited, and the inputs need not show all of it|Vault may hold policies[^;]*|who may [^;]* not read( by this version)?)$`, missing)},
		{name: "KEY-04" | some name in ["under"]; regex.match(`^(it declares no (purpose|class|environment)|[^;]* is no domain of the profile)$`, missing)},
	]),
	details,
)

# not_assessed says that the rule's input was not given; the scope says which: change, estate or evidence.
not_assessed(address, scope, message) := {
	"outcome": "not_assessed",
	"address": address,
	"attribute": scope,
	"scope": scope,
	"message": message,
}

# scoped gives a part of a rule another scope than the rule's own.
scoped(judged, scope) := object.union(judged, {"scope": scope})
