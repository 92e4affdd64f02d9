package keywright.lib.administrators_test

import data.keywright.lib.administrators
import data.keywright.lib.fixture_test as fixture

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

root := "arn:aws:iam::123456789012:root"

row(name, capabilities, more) := object.union(fixture.access(role(name), [], {capability: "can" | some capability in capabilities}), more)

bound := row("admin", {"lifecycle"}, {"roles": ["key-admin"]})

manager := row("manager", {"lifecycle"}, {})

# names gives whose rows some are.
names(rows) := {trim_prefix(found.principal, role("")) | some found in rows}

of(access) := found if {
	some_of := administrators.of(fixture.key({"access": access}))
	found := {"names": names(some_of.rows), "basis": some_of.basis}
}

test_who_is_named_administers if {
	of([bound, manager]) == {"names": {"admin"}, "basis": "profile"}
	administrators.bound(fixture.key({"access": [bound]}))
	not administrators.bound(fixture.key({"access": [manager]}))
}

test_where_nobody_is_named_who_manages_administers if {
	user := row("user", {"decrypt", "encrypt", "sign"}, {})
	perhaps := object.union(row("perhaps", set(), {}), {"capabilities": {"lifecycle": "undecided"}})
	of([manager, user, perhaps]) == {"names": {"manager"}, "basis": "inferred"}
	every capability in administrators.managing {
		of([row("x", {capability, "decrypt"}, {})]).names == {"x"}
	}
	every capability in administrators.using {
		of([row("x", {capability}, {})]).names == set()
	}
}

# The one who may write the policy and use nothing is there for the lockout check.
test_who_is_left_out_of_those_who_manage if {
	of([row("lockout", {"policy"}, {})]).names == set()
	of([row("lockout", {"policy", "lifecycle"}, {})]).names == set()
	of([object.union(row("lockout", {"lifecycle"}, {}), {"capabilities": {"policy": "undecided", "lifecycle": "can"}})]).names == {"lockout"}
	of([row("admin", {"policy", "encrypt"}, {})]).names == {"admin"}
	of([row("x", {"lifecycle"}, {"principal": root})]).names == set()
	of([row("x", {"lifecycle"}, {"principal": "the key's own account"})]).names == set()
	of([row("x", {"lifecycle"}, {"principal": "*", "confined": true})]).names == set()
	of([row("x", {"lifecycle"}, {"principal": "*", "confined": false})]).names == {"*"}
	of([row("x", {"lifecycle"}, {"confined": true})]).names == {"x"}
	of([row("x", {"grant"}, {"for_services": true})]).names == set()
	of([row("x", {"grant", "attribute"}, {"for_services": true})]).names == {"x"}
	of([row("x", {"grant"}, {"for_services": false})]).names == {"x"}
}

# Whoever can do everything owns the key.
test_who_owns_the_key if {
	every usage, use in {
		"ENCRYPT_DECRYPT": {"decrypt", "data-key", "encrypt"},
		"": {"decrypt", "data-key", "encrypt"},
		"SIGN_VERIFY": {"sign"},
		"GENERATE_VERIFY_MAC": {"mac"},
	} {
		whole := {"policy", "grant", "attribute", "lifecycle"} | use
		owners(usage, row("x", whole, {})) == set()
		every capability in whole {
			owners(usage, row("x", ((whole - {capability}) | {"read"}), {})) == {"x"} - {name | capability in use; count(use) == 1; name := "x"}
		}
	}
	whole := {"policy", "lifecycle", "decrypt", "encrypt"}
	every kind in {"Azure", "Google", "Vault"} {
		owners("ENCRYPT_DECRYPT", row("x", whole, {"kind": kind})) == set()
		owners("ENCRYPT_DECRYPT", row("x", whole - {"encrypt"}, {"kind": kind})) == {"x"}
	}
	owners("ENCRYPT_DECRYPT", row("x", whole, {})) == {"x"}
}

# owners gives who is left of one row, which is nobody where it is the owner's.
owners(usage, access) := names(administrators.of(fixture.key({"usage": usage, "access": [access]})).rows)

test_who_may_turn_out_to_manage if {
	undecided := object.union(row("perhaps", set(), {}), {"capabilities": {"lifecycle": "undecided"}})
	perhaps([undecided, manager]) == {"perhaps"}
	perhaps([undecided, bound]) == set()
	perhaps([object.union(undecided, {"capabilities": {"policy": "can"}})]) == set()
	perhaps([object.union(undecided, {"principal": root})]) == set()
	perhaps([row("user", {"decrypt"}, {})]) == set()
	services := object.union(row("x", {"grant"}, {"for_services": true}), {"grants_perhaps": true})
	perhaps([services]) == {"x"}
	perhaps([object.union(services, {"grants_perhaps": false})]) == set()
	perhaps([object.union(services, {"for_services": false})]) == set()
	administrators.manages(services, "undecided") == {"grant"}
	administrators.manages(services, "can") == set()
	administrators.manages(object.union(services, {"capabilities": {"grant": "undecided"}, "grants_perhaps": false}), "undecided") == set()
}

perhaps(access) := names(administrators.perhaps(fixture.key({"access": access})))

profile(patterns) := {"role": {"key-admin": {"principals": patterns}}}

test_administrators_that_the_profile_names_by_arn if {
	administrators.named with data.keywright_profile as profile([role("a"), role("b")])
	not administrators.named with data.keywright_profile as profile([])
	every other in [role("b*"), role("b?"), "aws_iam_role.b", "123456789012"] {
		not administrators.named with data.keywright_profile as profile([role("a"), other])
	}
}

test_rows_of_accounts_without_administrators if {
	far := {"principal": "arn:aws:iam::210987654321:role/x"}
	administrators.elsewhere(far) with data.keywright_profile as profile([role("a"), role("b")])
	not administrators.elsewhere({"principal": role("x")}) with data.keywright_profile as profile([role("a"), role("b")])
	not administrators.elsewhere(far) with data.keywright_profile as profile([role("a"), "arn:aws:iam::210987654321:role/b"])
	not administrators.elsewhere(far) with data.keywright_profile as profile([role("a"), role("b*")])
}

# What every administrator's identity policies give is known where they are in view, and none is missing.
test_administrators_in_view if {
	seen := object.union(bound, {"in_view": true})
	in_view([seen, manager], [role("admin")], [])
	not in_view([bound], [role("admin")], [])
	not in_view([seen], [], [])
	not in_view([seen], [role("admin"), role("absent")], [role("absent")])
}

in_view(access, patterns, unseen) if {
	facts := fixture.facts_with([], {"unseen": unseen, "plans": ["a"]})
	administrators.in_view(fixture.key({"access": access})) with data.keywright_profile as profile(patterns) with data.keywright_facts as facts
}

test_administrators_that_no_resource_bears if {
	facts := fixture.facts_with([], {"unresolved": ["aws_iam_role.a", "aws_iam_role.b"], "plans": ["a"]})
	told := administrators.unresolved with data.keywright_profile as profile(["aws_iam_role.a", role("c")]) with data.keywright_facts as facts
	told == {"the profile names aws_iam_role.a as key-admin, and no resource of the plan says who that is"}
}

test_whom_one_cannot_see if {
	administrators.nameless({"kind": "AWS", "principal": "AROAABCDEFGHIJKLMNOPQ"})
	administrators.nameless({"kind": "AWS", "principal": role("a")}) == false
}

test_what_an_administrator_must_not_have if {
	administrators.forbidden("SIGN_VERIFY") == {"sign", "decrypt"}
	administrators.forbidden("GENERATE_VERIFY_MAC") == {"mac", "decrypt"}
	every usage in ["ENCRYPT_DECRYPT", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"] {
		administrators.forbidden(usage) == {"decrypt", "data-key"}
	}
	administrators.forbidden("") == {"decrypt", "data-key", "sign", "mac"}
}

test_how_the_plan_leaves_it_open if {
	google := "through another service of Google Cloud, or by the IAM policy of what its project may belong to"
	session := "by identity policies, as a session or by a grant"
	every kind, wanted in {
		["Google", "group:a@example.com"]: google,
		["Service", "logs@gcp.example.com"]: google,
		["Service", "logs.amazonaws.com"]: "by identity policies or by a grant",
		["Azure", "x"]: "by roles of what its vault may belong to",
		["Vault", "x"]: "by other policies of Vault, or by what Vault puts in for a template",
		["AWS", role("a")]: session,
		["AWS", "arn:aws:sts::123456789012:assumed-role/a/b"]: session,
		["AWS", "arn:aws:iam::123456789012:user/a"]: "by identity policies or by a grant",
	} {
		administrators.given({"kind": kind[0], "principal": kind[1]}) == wanted
	}
	administrators.phrase({"policy", "decrypt"}) == "decrypt and write the key policy"
	administrators.phrase({"x"}) == "x"
}
