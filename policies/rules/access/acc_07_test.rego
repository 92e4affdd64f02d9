package keywright.rules.access.acc_07_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.rules.access.acc_07

role(name) := sprintf("arn:aws:iam::123456789012:role/%s", [name])

outcomes(changes, profile) := fixture.of_key(report) if {
	report := acc_07.report with data.keywright_facts as fixture.facts([fixture.key(changes)])
		with data.keywright_profile as profile
}

unknown := {"policy": "it depends on var.x, known only after apply"}

of(off, roles) := outcomes({"access": [object.union(object.remove(row, ["off_network"]), {"off_network": off})]}, fixture.profile) if {
	row := fixture.access(role("app"), roles, {"decrypt": "can", "encrypt": "undecided"})
}

test_pass_confined if of({}, ["application"]) == {"pass"}

test_fail_an_application_that_has_another_role if of({"decrypt": "can"}, ["key-decrypt", "application"]) == {"fail"}

naming := object.union(fixture.profile, {"role": {"application": {"principals": [role("app")]}}})

test_pass_whom_the_profile_does_not_name if {
	outcomes({"access": [fixture.access(role("other"), [], {"decrypt": "can"})]}, naming) == {"pass"}
}

test_not_assessed_where_nobody_is_named if of({"decrypt": "can"}, ["key-decrypt"]) == {"not_assessed"}

test_fail_from_anywhere if of({"decrypt": "can"}, ["application"]) == {"fail"}

test_pass_lifted_with_a_reason if {
	lifted := object.union(fixture.profile, {"role": {"application": {"network": {"lifted": "calls from a partner's network"}}}})
	outcomes({"access": [fixture.access(role("app"), ["application"], {"decrypt": "can"})]}, lifted) == {"pass"}
	empty := object.union(fixture.profile, {"role": {"application": {"network": {"lifted": ""}}}})
	outcomes({"access": [fixture.access(role("app"), ["application"], {"decrypt": "can"})]}, empty) == {"fail"}
}

_from(names) := outcomes({"access": [confined]}, listed) if {
	row := fixture.access(role("app"), ["application"], {"decrypt": "can"})
	confined := object.union(object.remove(row, ["off_network", "conditions"]), {"off_network": {}, "conditions": [names]})
	listed := object.union(fixture.profile, {"role": {"application": {"network": {"endpoint_ids": ["vpce-0a1b", "vpc-0c1d"]}}}})
}

# Where the profile lists the endpoints of a role, no other will do.
test_pass_an_endpoint_of_the_profile if {
	_from("from vpce-0a1b") == {"pass"}
	_from("from vpc-0c1d, vpce-0a1b") == {"pass"}
}

test_fail_another_endpoint_than_the_profiles if {
	_from("from vpce-ffff") == {"fail"}
	_from("from vpce-0a1b, vpce-ffff") == {"fail"}
}

test_undetermined_an_endpoint_that_is_not_there_yet if _from("from known after apply: aws_vpc_endpoint.kms.id") == {"undetermined"}

test_undetermined_an_endpoint_in_other_words if _from("aws:VpceOrgID StringEquals o-a1b2c3d4e5") == {"undetermined"}

test_undetermined_by_identity_policies if of({"encrypt": "undecided"}, ["application"]) == {"undetermined"}

test_undetermined_without_the_policy if outcomes({"unknown": unknown}, naming) == {"undetermined"}

_google(changes) := outcome if {
	outcome := fixture.of_key(acc_07.report) with data.keywright_facts as fixture.facts([fixture.google(changes)])
		with data.keywright_profile as fixture.profile
}

test_not_assessed_of_google if _google({"access": [fixture.member("user:ada@drop.example", {"decrypt": "can", "lifecycle": "can"})]}) == {"not_assessed"}

_endpoint(id, service) := {
	"address": sprintf("aws_vpc_endpoint.%s", [id]),
	"type": "aws_vpc_endpoint",
	"actions": ["no-op"],
	"id": id,
	"service": service,
	"name": sprintf("com.amazonaws.eu-north-1.%s", [service]),
	"unknown": {},
}

_endpoints := [_endpoint("vpce-kms", "kms"), _endpoint("vpce-s3", "other"), _endpoint("vpce-sqs", "other"), _endpoint("vpce-lattice", "")]

_through(conditions, endpoints) := outcome if {
	row := object.union(
		object.remove(fixture.access(role("app"), ["application"], {"decrypt": "can"}), ["off_network", "conditions"]),
		{"off_network": {}, "conditions": conditions},
	)
	outcome := fixture.of_key(acc_07.report) with data.keywright_facts as fixture.facts_with([fixture.key({"access": [row]})], {"vpc_endpoints": endpoints})
		with data.keywright_profile as fixture.profile
}

test_fail_endpoints_of_other_services_alone if {
	_through(["from vpce-s3"], _endpoints) == {"fail"}
	_through(["MFA", "from vpce-s3, vpce-sqs"], _endpoints) == {"fail"}
	_through(["from vpce-s3", "from vpce-sqs"], _endpoints) == {"fail"}
	_through(["from known after apply: aws_vpc_endpoint.new.id"], [object.union(_endpoint("", "other"), {"address": "aws_vpc_endpoint.new"})]) == {"fail"}
}

test_pass_an_endpoint_that_may_be_of_kms if {
	every conditions in [
		["from vpce-kms"],
		["from vpce-s3, vpce-kms"],
		["from vpce-s3", "from vpce-kms"],
		["from vpce-elsewhere"],
		["from vpce-s3, vpce-elsewhere"],
		["from vpce-lattice"],
		["from vpc-1"],
		["from vpce-s3", "from vpc-1"],
		["from vpce-s3", "aws:SourceVpcArn ArnEquals arn:aws:ec2:eu-north-1:123456789012:vpc/vpc-1"],
		["MFA"],
	] {
		_through(conditions, _endpoints) == {"pass"}
	}
	_through(["from vpce-s3"], [object.union(_endpoint("vpce-s3", "other"), {"actions": ["delete"]})]) == {"pass"}
	_through(["from vpce-s3"], []) == {"pass"}
}

# Of Azure the vault decides from where its keys are reached.
_azure(off, unknown) := outcomes(
	{
		"type": "azurerm_key_vault_key",
		"access": [object.union(
			object.remove(fixture.access("33333333-3333-3333-3333-333333333333", ["application"], {"decrypt": "can"}), ["off_network", "kind"]),
			{"off_network": off, "kind": "Azure", "conditions": ["from private endpoints"]},
		)],
		"unknown": unknown,
	},
	object.union(fixture.profile, {"role": {"application": {"network": {"endpoint_ids": ["vpce-0a1b"]}}}}),
)

test_pass_a_vault_that_is_confined if _azure({}, {}) == {"pass"}

test_fail_a_vault_that_everyone_reaches if _azure({"decrypt": "can"}, {}) == {"fail"}

test_undetermined_a_vault_that_is_not_known if _azure({"decrypt": "undecided"}, {"network": "its vault is not in the plan"}) == {"undetermined"}

test_not_assessed_of_other_clouds if outcomes({"type": "google_kms_crypto_key", "access": []}, fixture.profile) == {"not_assessed"}

# What the account's identity policies alone decide is ACC-01's question first.
test_undetermined_under_acc_01 if {
	root := fixture.access("arn:aws:iam::123456789012:root", [], {"decrypt": "can"})
	facts := fixture.facts([fixture.key({"access": [root, _perhaps]})])
	{[judged.outcome, judged.under] | some judged in acc_07.report} == {["undetermined", "ACC-01"]} with data.keywright_facts as facts
		with data.keywright_profile as fixture.profile
}

_perhaps := object.union(object.remove(fixture.access(role("app"), ["application"], {}), ["off_network"]), {"off_network": {"decrypt": "undecided"}})
