package keywright.lib.candidates_test

import data.keywright.lib.actions
import data.keywright.lib.candidates
import data.keywright.lib.operators

condition(operator, key, values) := object.union(operators.read(operator), {
	"operator": operator,
	"key": actions.folded(key),
	"spelled": key,
	"values": values,
	"variables": true,
})

# tried gives what is tried of a key under conditions, [operator, values] each: origin and values.
tried(key, list) := [[candidate.origin, candidate.values] | some candidate in candidates.of(statements)[actions.folded(key)]] if {
	statements := [{"conditions": [condition(operator, key, values)]} | some [operator, values] in list]
}

letter := "\u00ff"

unknown := ["top", [null]]

test_values_of_a_key if {
	tried("custom:key", [["StringEquals", ["a"]]]) == [["absent", []], ["literal", ["a"]], ["fresh", [letter]]]
	tried("custom:key", [["StringLike", ["a", "b*c?"]]]) == [
		["absent", []],
		["literal", ["a"]],
		["sample", [sprintf("b%sc%s", [letter, letter])]],
		["fresh", [letter]],
	]
	tried("aws:SecureTransport", [["Bool", ["true"]]]) == [["absent", []], ["bool", ["false"]], ["bool", ["true"]]]
	candidates.of([{"conditions": []}]) == {}
}

# A value that the key cannot have, one that a variable stands for, and one that is compared as a number are none.
test_values_that_are_not_tried if {
	without := [["absent", []], ["fresh", [letter]]]
	tried("aws:PrincipalAccount", [["StringEquals", ["123"]]]) == without
	tried("custom:key", [["StringEquals", ["${aws:username}"]]]) == without
	tried("custom:key", [["StringLike", ["${aws:username}*"]]]) == without
	tried("custom:key", [["NumericEquals", ["1"]]]) == array.concat(without, [unknown])
	tried("custom:key", [["StringEquals", ["a*"]]]) == [["absent", []], ["literal", ["a*"]], ["fresh", [letter]]]
}

# Where values say too little of how conditions can turn out together, one counts of which nothing is known.
test_when_a_value_of_which_nothing_is_known_counts if {
	every list in [
		[["StringLike", ["a*"]], ["StringLike", ["b*"]]],
		[["StringLike", ["a*"]], ["StringEquals", ["a"]], ["StringLike", ["a*", "b"]]],
		[["IpAddress", ["10.0.0.0/8"]]],
		[["DateLessThan", ["2026-01-01"]]],
		[["StringEqualsIgnoreCase", ["a"]]],
		[["Bool", ["true"]]],
		[["StringEquals", [letter]]],
		[["ArnEquals", ["arn:aws:iam"]]],
		[["ArnNotLike", ["arn:aws:iam"]]],
		[["ArnLike", ["*"]]],
		[["ArnLike", ["arn:aws:iam*"]]],
		[["StringLike", ["?"]]],
		[["StringLike", ["*?"]]],
		[["StringLike", ["a*"]], ["StringEquals", [sprintf("a%s", [letter])]]],
	] {
		unknown in tried("custom:key", list)
	}
	every list in [
		[["StringEquals", ["a"]], ["StringEquals", ["b"]]],
		[["StringLike", ["a*"]], ["StringNotLike", ["a*"]]],
		[["StringLike", ["a*"]], ["StringLike", ["b"]]],
		[["StringLike", ["a*"]], ["StringLike", ["${aws:username}*"]]],
		[["StringLike", ["*"]]],
		[["StringLike", ["**"]]],
		[["ArnEquals", ["arn:aws:iam::123456789012:role/a"]]],
		[["ArnEquals", ["${aws:PrincipalArn}"]]],
		[["ArnLike", ["arn:aws:iam::123456789012:role/*"]]],
		[["StringEquals", ["arn:aws:iam"]]],
	] {
		not unknown in tried("custom:key", list)
	}
}

# Of a key with several values: each alone, every two, all.
test_values_of_a_key_that_has_several if {
	listed := [["absent", []], ["literal", ["a"]], ["literal", ["b"]], ["fresh", [letter]], ["literal", ["a", "b"]], ["fresh", ["a", letter]], ["fresh", ["b", letter]], ["fresh", ["a", "b", letter]]]
	tried("custom:key", [["ForAnyValue:StringEquals", ["a", "b"]]]) == listed
	tried("aws:TagKeys", [["StringEquals", ["a", "b"]]]) == listed
	tried("custom:key", [["ForAllValues:StringEquals", ["a"]]]) == [["absent", []], ["literal", ["a"]], ["fresh", [letter]], ["fresh", ["a", letter]]]
	["sample", ["a", sprintf("b%s", [letter])]] in tried("custom:key", [["ForAnyValue:StringLike", ["a", "b*"]]])
	some both in candidates.of([{"conditions": [condition("ForAnyValue:StringLike", "custom:key", ["a", "b*"])]}])["custom:key"]
	both.names == ["a", "b*"]
}

test_too_many_values_of_a_key_that_has_several if {
	eleven := [sprintf("v%02d", [i]) | some i in numbers.range(1, 11)]
	few := tried("custom:key", [["ForAnyValue:StringEquals", eleven]])
	["literal", ["v01", "v11"]] in few
	not unknown in few
	many := tried("custom:key", [["ForAnyValue:StringEquals", array.concat(eleven, ["v12"])]])
	not ["literal", ["v01", "v11"]] in many
	["fresh", array.concat(eleven, ["v12", letter])] in many
	unknown in many
}

test_too_many_conditions_on_a_key_that_has_several if {
	four := [["ForAnyValue:StringEquals", ["a"]], ["ForAnyValue:StringEquals", ["b"]], ["ForAnyValue:StringEquals", ["c"]], ["ForAllValues:StringEquals", ["d"]]]
	unknown in tried("custom:key", four)
	not unknown in tried("custom:key", array.slice(four, 0, 3))
	not unknown in tried("custom:key", array.concat(array.slice(four, 0, 3), [["StringEquals", ["d"]]]))
	unknown in tried("custom:key", [["ForAnyValue:StringLike", ["a*"]], ["ForAnyValue:StringLike", ["b*"]]])
}

test_operations_of_grants if {
	candidates.uses == {"Decapsulate", "Decrypt", "DeriveSharedSecret", "GenerateDataKey", "GenerateDataKeyPair", "GenerateMac", "ReEncryptFrom", "Sign"}
	candidates.uses_of("SIGN_VERIFY") == {"Sign"}
	candidates.uses_of("GENERATE_VERIFY_MAC") == {"GenerateMac"}
	candidates.uses_of("KEY_AGREEMENT") == {"DeriveSharedSecret"}
	literals := {value | some ["literal", [value]] in tried("kms:GrantOperations", [["StringEquals", ["Encrypt"]]])}
	literals == candidates.uses | {"Encrypt"}
}

# Of actions that were looked through, which keys their requests do not carry.
test_keys_that_a_request_does_not_carry if {
	bare := candidates.missing({"kms:granteeprincipal": [], "kms:expirationmodel": [], "aws:principalarn": [], "custom:key": []})
	bare["kms:creategrant"] == {"kms:expirationmodel"}
	bare["kms:importkeymaterial"] == {"kms:granteeprincipal"}
	bare["kms:decrypt"] == {"kms:granteeprincipal", "kms:expirationmodel"}
	not bare["kms:decapsulate"] # nobody has looked it through
	candidates.missing({"kms:granteeprincipal": []})["kms:decrypt"] == {"kms:granteeprincipal"}
	not candidates.missing({"kms:granteeprincipal": []})["kms:creategrant"]
	candidates.missing({"aws:principalarn": [], "custom:key": []}) == {}
}

test_what_is_tried_of_a_request if {
	keys := {"custom:key": ["k"], "custom:other": ["o"]}
	who := {"custom:key": ["w"]}
	candidates.among(keys, who, set(), "custom:other") == ["o"]
	candidates.among(keys, who, set(), "custom:key") == ["w"]
	[candidate.origin | some candidate in candidates.among(keys, who, {"custom:key"}, "custom:key")] == ["absent"]
}

# who gives, of each key that a principal decides, its values.
who(principal, named, about) := {key: [value | some candidate in list; value := candidate.values] |
	some key, list in candidates.who(principal, {"named": named, "about": about})
}

app := "arn:aws:iam::123456789012:role/app"

test_what_a_role_decides if {
	who(concat(":", ["AWS", app]), {}, {"kms:keyusage": "SIGN_VERIFY"}) == {
		"kms:keyusage": [["SIGN_VERIFY"]],
		"aws:securetransport": [["true"]],
		"aws:viaawsservice": [["false"], ["true"]],
		"aws:principalarn": [[app]],
		"aws:principalaccount": [["123456789012"]],
		"kms:calleraccount": [["123456789012"]],
		"aws:principaltype": [["AssumedRole"]],
		"aws:principalisawsservice": [["false"]],
		"aws:sourceaccount": [[]],
	}
	pathed := "arn:aws:iam::123456789012:role/teams/app"
	who(concat(":", ["AWS", app]), {concat(":", ["AWS", app]): {pathed}}, {})["aws:principalarn"] == [[app], [pathed]]
}

# A session does not tell its role's path, unless the policy does.
test_what_a_session_decides if {
	session := "AWS:arn:aws:sts::123456789012:assumed-role/app/alice"
	short := concat(":", ["AWS", app])
	named := who(session, {short: {"arn:aws:iam::123456789012:role/teams/app"}}, {})
	named["aws:principalarn"] == [["arn:aws:iam::123456789012:role/teams/app"]]
	named["aws:principaltype"] == [["AssumedRole"]]
	found := who(session, {}, {})["aws:principalarn"]
	found[0] == [app]
	found[1][0].role.name == "app"
	every path in found[1][0].role.paths {
		startswith(path, "arn:aws:iam::123456789012:role/")
		endswith(path, "/app")
	}
}

test_what_others_decide if {
	user := who("AWS:arn:aws:iam::123456789012:user/teams/ada", {}, {})
	object.filter(user, ["aws:principalarn", "aws:principaltype", "aws:username"]) == {
		"aws:principalarn": [["arn:aws:iam::123456789012:user/teams/ada"]],
		"aws:principaltype": [["User"]],
		"aws:username": [["ada"]],
	}
	federated := who("AWS:arn:aws:sts::123456789012:federated-user/bob", {}, {})
	federated["aws:principaltype"] == [["FederatedUser"]]
	federated["aws:principalarn"] == [["arn:aws:sts::123456789012:federated-user/bob"]]
	who("Service:logs.amazonaws.com", {}, {}) == {
		"aws:securetransport": [["true"]],
		"aws:viaawsservice": [["false"], ["true"]],
		"aws:principalisawsservice": [["true"]],
	}
	who("AWS:*", {}, {})["aws:principalisawsservice"] == [["false"], ["true"]]
	account := who("AWS:arn:aws:iam::123456789012:root", {}, {})
	account["aws:principalaccount"] == [["123456789012"]]
	not account["aws:principalarn"]
}
