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

change(address, type, after) := {
	"address": address,
	"mode": "managed",
	"type": type,
	"change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}},
}

the_role(name, principal) := change(sprintf("aws_iam_role.%s", [name]), "aws_iam_role", {
	"name": name,
	"path": "/",
	"arn": role(name),
	"assume_role_policy": json.marshal({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]}),
})

ec2 := {"Service": "ec2.amazonaws.com"}

inline(name, statement) := change(sprintf("aws_iam_role_policy.%s", [name]), "aws_iam_role_policy", {
	"role": name,
	"policy": json.marshal({"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Resource": "*"}, statement)]}),
})

# among gives the escalations to decrypt with some identities in the plan.
among(access, changes) := {[way.principal, way.edge, way.verdict] |
	key := fixture.key({"access": access})
	some way in escalation.of(key) with input as {"format_version": "1.2", "resource_changes": changes}
	way.capability == "decrypt"
}

test_whose_identity_policies_are_in_view if {
	among([admin, root], [the_role("admin", ec2)]) == set()
	among([admin, root], [the_role("admin", ec2), inline("admin", {"Action": "iam:PutRolePolicy"})]) == {[role("admin"), "delegation", "can"]}
	among([admin, app], [the_role("admin", ec2), inline("admin", {"Action": "iam:CreatePolicyVersion"})]) == set()
}

taking_over(action, resource) := inline("admin", {"Action": action, "Resource": resource})

# Against the trust policy of a role, or as a user, whether they are in the plan or not.
test_who_takes_over_an_identity_that_uses_the_key if {
	every there in [[], [the_role("app", ec2)]] {
		every resource in ["*", role("app"), role("a*"), "arn:aws:iam::123456789012:*", "arn:aws:iam::*:role/app"] {
			among([admin, app], array.concat(there, [the_role("admin", ec2), taking_over("iam:UpdateAssumeRolePolicy", resource)])) == {[role("admin"), "assume", "can"]}
		}
		every resource in [role("other"), role("team/app"), "arn:aws:iam::123456789012:user/app", "arn:aws:iam::210987654321:role/app"] {
			among([admin, app], array.concat(there, [the_role("admin", ec2), taking_over("iam:UpdateAssumeRolePolicy", resource)])) == set()
		}
		every action in ["iam:CreateAccessKey", "iam:PassRole", "iam:CreatePolicyVersion"] {
			among([admin, app], array.concat(there, [the_role("admin", ec2), taking_over(action, "*")])) == set()
		}
		every action in ["iam:*", "*", "iam:PutRolePolicy", "iam:AttachRolePolicy"] {
			among([admin, app], array.concat(there, [the_role("admin", ec2), taking_over(action, "*")])) == {[role("admin"), "assume", "can"]}
		}
	}
}

test_who_writes_its_own_policies_takes_over_all if {
	among([admin, app], [the_role("admin", ec2), taking_over("iam:PutRolePolicy", role("admin"))]) == {[role("admin"), "assume", "can"]}
	among([admin, app], [the_role("admin", ec2), taking_over("iam:PutRolePolicy", role("other"))]) == set()
	among([admin, app], [the_role("admin", ec2), taking_over("iam:PutUserPolicy", "*")]) == set()
}

test_a_takeover_that_a_condition_or_an_exclusion_leaves_open if {
	narrowed := inline("admin", {"Action": "iam:UpdateAssumeRolePolicy", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})
	among([admin, app], [the_role("admin", ec2), narrowed]) == {[role("admin"), "assume", "undecided"]}
	document := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*", "NotResource": role("app")}]}
	excepting := change("aws_iam_role_policy.admin", "aws_iam_role_policy", {"role": "admin", "policy": json.marshal(document)})
	among([admin, app], [the_role("admin", ec2), excepting]) == {[role("admin"), "assume", "undecided"]}
}

test_a_takeover_that_is_denied if {
	document := {"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
		{"Effect": "Deny", "Action": ["iam:UpdateAssume*", "iam:Put*", "iam:Attach*"], "Resource": "*"},
	]}
	refused := change("aws_iam_role_policy.admin", "aws_iam_role_policy", {"role": "admin", "policy": json.marshal(document)})
	among([admin, app], [the_role("admin", ec2), refused]) == set()
}

user(name) := concat("", ["arn:aws:iam::123456789012:user/", name])

test_who_makes_credentials_for_a_user if {
	ada := row(user("ada"), {"decrypt": "can", "data-key": "can"}, {})
	among([admin, ada], [the_role("admin", ec2), taking_over("iam:CreateAccessKey", "*")]) == {[role("admin"), "assume", "can"]}
	among([admin, ada], [the_role("admin", ec2), taking_over("iam:*LoginProfile", user("ada"))]) == {[role("admin"), "assume", "can"]}
	among([admin, ada], [the_role("admin", ec2), taking_over("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}")]) == set()
	among([admin, ada], [the_role("admin", ec2), taking_over("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:PrincipalTag/team}")]) == {[role("admin"), "assume", "undecided"]}
}

# Who is not in the key's rows comes to it as well, and each says who takes over whom.
test_a_takeover_by_whom_a_role_trusts if {
	changes := [the_role("iam", {"AWS": role("ci")}), inline("iam", {"Action": "iam:UpdateAssumeRolePolicy"})]
	among([app], changes) == {[role("ci"), "assume", "can"], [role("iam"), "assume", "can"]}
	some way in escalation.of(fixture.key({"access": [app]})) with input as {"format_version": "1.2", "resource_changes": changes}
	way.principal == role("ci")
	way.steps[0] == sprintf("%s may come to role/app: identity policies let %s rewrite whom it trusts (iam:UpdateAssumeRolePolicy), or take that right.", [role("ci"), role("iam")])
}

test_a_role_that_can_be_assumed if {
	trusting := the_role("app", {"AWS": role("admin")})
	among([admin, app], [trusting]) == {[role("admin"), "assume", "can"]}
	among([admin, app], [the_role("app", ec2)]) == set()
}

test_a_role_that_can_be_assumed_in_turn if {
	chain := [the_role("app", {"AWS": role("middle")}), the_role("middle", {"AWS": role("admin")})]
	found := among([admin, app], chain)
	[role("admin"), "assume", "can"] in found
	[role("middle"), "assume", "can"] in found
}

test_a_role_that_can_be_assumed_writes_the_policy if {
	writer := row(role("writer"), {"policy": "can"}, {})
	among([admin, writer], [the_role("writer", {"AWS": role("admin")})]) == {
		[role("writer"), "policy", "can"],
		[role("admin"), "assume", "can"],
	}
}

test_a_role_that_can_be_assumed_writes_identity_policies if {
	changes := [the_role("admin", ec2), the_role("iam", {"AWS": role("admin")}), inline("iam", {"Action": "iam:*"})]
	[role("admin"), "assume", "can"] in among([admin, root], changes)
	[role("admin"), "assume", "can"] in among([admin, app], changes)
}

unknown_trust(name) := object.union(
	object.remove(the_role(name, ec2), ["change"]),
	{"change": {
		"actions": ["create"],
		"before": null,
		"after": object.remove(the_role(name, ec2).change.after, ["assume_role_policy"]),
		"after_unknown": {"assume_role_policy": true},
	}},
)

test_a_role_whose_trust_policy_is_not_known if {
	among([admin, app], [unknown_trust("app")]) == {[role("admin"), "assume", "undecided"]}
	among([admin, app], [unknown_trust("other")]) == set()
	named := {"role": {"key-admin": {"principals": [role("absent")]}}}
	some way in escalation.of(fixture.key({"access": [app]})) with input as {"format_version": "1.2", "resource_changes": [unknown_trust("app")]}
		with data.keywright_profile as named
	way.principal == role("absent")
	way.verdict == "undecided"
}

_told(principal) := {"resolved": {"aws_iam_role.app": {"assume_role_policy": {"value": the_role("app", {"AWS": principal}).change.after.assume_role_policy}}}}

test_a_role_whose_trust_policy_the_source_tells if {
	among([admin, app], [unknown_trust("app")]) == {[role("admin"), "assume", "can"]} with data.keywright_facts as _told(role("admin"))
	among([admin, app], [unknown_trust("app")]) == {[role("nobody"), "assume", "can"]} with data.keywright_facts as _told(role("nobody"))
}

# The account lets whoever is not in view assume the role, perhaps.
test_a_role_that_trusts_the_account if {
	among([admin, app], [the_role("app", {"AWS": "arn:aws:iam::123456789012:root"})]) == {[role("admin"), "assume", "undecided"]}
	among([admin, app], [the_role("app", {"AWS": "arn:aws:iam::123456789012:root"}), the_role("admin", ec2)]) == set()
}

test_who_has_no_row_and_may_come_to_a_role if {
	among([app], [the_role("app", {"AWS": role("ci")})]) == {[role("ci"), "assume", "can"]}
	among([app], [the_role("app", {"AWS": "*"})]) == {["*", "assume", "can"]}
	among([app], [the_role("app", {"AWS": "arn:aws:iam::210987654321:root"})]) == {["arn:aws:iam::210987654321:root", "assume", "can"]}
}

test_tags_that_an_identity_policy_asks_for if {
	tagger := row(role("admin"), {"attribute": "can"}, {})
	tagged := inline("admin", {"Action": "kms:Decrypt", "Condition": {"StringEquals": {"aws:ResourceTag/team": "x"}}})
	among([tagger, root], [the_role("admin", ec2), tagged]) == {[role("admin"), "attribute", "can"]}
	among([tagger, app], [the_role("admin", ec2), tagged]) == set()
	among([tagger, root], [the_role("admin", ec2), inline("admin", {"Action": "kms:Decrypt"})]) == set()
	assumable := [the_role("admin", ec2), the_role("app", {"AWS": role("admin")}), inline("app", {"Action": "kms:Decrypt", "Condition": {"StringEquals": {"kms:ResourceAliases": "alias/x"}}})]
	[role("admin"), "attribute", "can"] in among([tagger, root], assumable)
}

assuming := {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}

not_assuming(resource) := {"Effect": "Deny", "Action": "sts:Assume*", "Resource": resource}

assumed(principal, deny) := {verdict |
	policy := change("aws_iam_role_policy.admin", "aws_iam_role_policy", {
		"role": "admin",
		"policy": json.marshal({"Version": "2012-10-17", "Statement": [assuming, deny]}),
	})
	some [name, "assume", verdict] in among([admin, app], [the_role("admin", ec2), the_role("app", {"AWS": principal}), policy])
	name == role("admin")
}

# Denies that name roles keep one from these alone.
test_a_deny_of_assuming_one_role if {
	every principal in ["arn:aws:iam::123456789012:root", role("admin")] {
		assumed(principal, not_assuming("arn:aws:iam::*:role/a*")) == set()
		assumed(principal, not_assuming(role("app"))) == set()
		assumed(principal, not_assuming(role("other"))) == {"can"}
		assumed(principal, not_assuming(role("${aws:PrincipalTag/x}"))) == {"can"}
		assumed(principal, object.union(not_assuming(role("app")), {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}})) == {"can"}
	}
}
