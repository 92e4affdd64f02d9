package keywright.lib.escalation_test

import data.keywright.lib.escalation
import data.keywright.lib.fixture_test as fixture

role(name) := concat("", ["arn:aws:iam::123456789012:role/", name])

row(principal, capabilities, more) := object.union(fixture.access(principal, [], capabilities), more)

admin := row(role("admin"), {"lifecycle": "can"}, {})

app := row(role("app"), {"decrypt": "can", "data-key": "can"}, {})

root := row("arn:aws:iam::123456789012:root", {"decrypt": "can", "data-key": "can", "policy": "can"}, {})

# ways gives the escalations of a key with some access rows, without their steps.
ways(access, more) := {[way.principal, way.capability, way.edge, way.verdict] |
	key := object.union(fixture.key({"access": access}), more)
	some way in escalation.of(key) with input as {"format_version": "1.2", "resource_changes": []}
}

of_admin(capabilities, own, more) := {[capability, edge, verdict] |
	some [principal, capability, edge, verdict] in ways([row(role("admin"), capabilities, own), app], more)
	principal == role("admin")
}

test_nobody_escalates_without_a_way if ways([admin, app], {}) == set()

test_who_writes_the_policy_uses_the_key if {
	of_admin({"policy": "can"}, {}, {}) == {["decrypt", "policy", "can"], ["data-key", "policy", "can"]}
	of_admin({"policy": "undecided"}, {}, {}) == {["decrypt", "policy", "undecided"], ["data-key", "policy", "undecided"]}
}

test_only_what_is_not_held_directly if {
	of_admin({"policy": "can", "decrypt": "can"}, {}, {}) == {["data-key", "policy", "can"]}
	of_admin({"policy": "can", "decrypt": "undecided"}, {}, {}) == {["decrypt", "policy", "can"], ["data-key", "policy", "can"]}
	of_admin({"policy": "undecided", "decrypt": "undecided"}, {}, {}) == {["data-key", "policy", "undecided"]}
}

test_a_free_grant if {
	of_admin({"grant": "can"}, {"open_grant": "can"}, {}) == {["decrypt", "grant", "can"], ["data-key", "grant", "can"]}
	of_admin({"grant": "can"}, {"open_grant": "undecided"}, {}) == {["decrypt", "grant", "undecided"], ["data-key", "grant", "undecided"]}
	of_admin({"grant": "can"}, {"open_grant": "no", "grantees": []}, {}) == set()
	of_admin({"grant": "can"}, {}, {}) == {["decrypt", "grant", "undecided"], ["data-key", "grant", "undecided"]}
}

test_a_grant_to_itself_or_to_who_manages if {
	own := {"open_grant": "no", "grantees": [role("admin")]}
	of_admin({"grant": "can"}, own, {}) == {["decrypt", "grant", "can"], ["data-key", "grant", "can"]}
	of_admin({"grant": "can"}, {"open_grant": "no", "grantees": [role("app")]}, {}) == set()
	other := row(role("other"), {"lifecycle": "can"}, {})
	found := ways([row(role("admin"), {"grant": "can"}, {"open_grant": "no", "grantees": [role("other")]}), other], {})
	[role("admin"), "decrypt", "grant", "can"] in found
}

test_replicas_of_multi_region_keys if {
	of_admin({"replicate": "can"}, {}, {"multi_region": false}) == set()
	of_admin({"replicate": "can"}, {}, {"multi_region": true}) == {["decrypt", "replicate", "can"], ["data-key", "replicate", "can"]}
	of_admin({"replicate": "can"}, {}, {"multi_region": null}) == {["decrypt", "replicate", "undecided"], ["data-key", "replicate", "undecided"]}
	of_admin({"replicate": "can"}, {}, {"multi_region": true, "kind": "replica"}) == {["decrypt", "replicate", "undecided"], ["data-key", "replicate", "undecided"]}
}

test_imported_material if {
	of_admin({"import": "can"}, {}, {}) == set()
	of_admin({"import": "can"}, {}, {"origin": "EXTERNAL"}) == {["decrypt", "import", "undecided"], ["data-key", "import", "undecided"]}
	of_admin({"import": "can"}, {}, {"origin": "EXTERNAL", "usage": "SIGN_VERIFY", "spec": "ECC_NIST_P256"}) == {["sign", "import", "can"]}
	of_admin({"import": "can"}, {}, {"origin": ""}) == {["decrypt", "import", "undecided"], ["data-key", "import", "undecided"]}
}

test_use_is_what_the_key_is_for if {
	of_admin({"policy": "can"}, {}, {"usage": "SIGN_VERIFY", "spec": "RSA_2048"}) == {["sign", "policy", "can"]}
	of_admin({"policy": "can"}, {}, {"usage": "GENERATE_VERIFY_MAC", "spec": "HMAC_256"}) == {["mac", "policy", "can"]}
	of_admin({"policy": "can"}, {}, {"usage": "KEY_AGREEMENT", "spec": "ECC_NIST_P256"}) == {["decrypt", "policy", "can"]}
	of_admin({"policy": "can"}, {}, {"usage": "ENCRYPT_DECRYPT", "spec": "RSA_4096"}) == {["decrypt", "policy", "can"]}
	count(of_admin({"policy": "can"}, {}, {"usage": "", "spec": ""})) == 4
}

# Whose identity policies are not in view may write some; whoever is not of the account gains nothing by that.
test_what_the_account_decides if {
	found := ways([admin, root], {})
	found == {[role("admin"), "decrypt", "delegation", "undecided"], [role("admin"), "data-key", "delegation", "undecided"]}
	ways([row("arn:aws:iam::210987654321:role/admin", {"read": "can"}, {}), root], {}) == set()
	ways([row("logs.eu-north-1.amazonaws.com", {"encrypt": "can"}, {"kind": "Service"}), root], {}) == set()
}

test_the_account_may_write_the_policy if {
	found := ways([admin, row("arn:aws:iam::123456789012:root", {"policy": "can"}, {})], {})
	found == {[role("admin"), "decrypt", "delegation", "undecided"], [role("admin"), "data-key", "delegation", "undecided"]}
}

test_steps_are_told if {
	by := {"by": {"policy": ["Manage"]}}
	key := fixture.key({"access": [row(role("admin"), {"policy": "can"}, by)]})
	some way in escalation.of(key) with input as {"format_version": "1.2", "resource_changes": []}
	way.steps[0] == "arn:aws:iam::123456789012:role/admin calls kms:PutKeyPolicy by Manage."
}
