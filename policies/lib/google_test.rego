package keywright.lib.google_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.google_keys
import data.keywright.lib.google_roles
import data.keywright.lib.inventory_test as planned

_ring := planned.change("google_kms_key_ring.r", "google_kms_key_ring", "managed", {
	"id": "projects/drop-prod/locations/europe-north1/keyRings/r",
	"location": "Europe-North1",
	"project": "drop-prod",
	"name": "r",
})

_key(more) := planned.change("google_kms_crypto_key.k", "google_kms_crypto_key", "managed", object.union(
	{
		"id": "projects/drop-prod/locations/europe-north1/keyRings/r/cryptoKeys/k",
		"key_ring": "projects/drop-prod/locations/europe-north1/keyRings/r",
		"name": "k",
	},
	more,
))

_row(more) := row if {
	inventory := keywright.inventory with input as planned.of([_ring, _key(more)])
		with data.keywright_profile as fixture.profile
	[row] := inventory.keys
}

test_defaults if {
	row := _row({})
	row.region == "europe-north1"
	row.account == "drop-prod"
	[row.spec, row.usage, row.origin, row.deletion_window_days] == ["GOOGLE_SYMMETRIC_ENCRYPTION", "ENCRYPT_DECRYPT", "GOOGLE_SOFTWARE", 30]
	[row.multi_region, row.enabled, row.rotation.setting] == [false, true, "none"]
}

test_what_a_key_says if {
	row := _row({
		"purpose": "MAC",
		"rotation_period": "100000s",
		"destroy_scheduled_duration": "172799s",
		"version_template": [{"algorithm": "HMAC_SHA256", "protection_level": "HSM"}],
		"primary": [{"name": "x", "state": "DISABLED"}],
		"deletion_policy": "PREVENT",
	})
	[row.spec, row.usage, row.origin] == ["HMAC_SHA256", "GENERATE_VERIFY_MAC", "GOOGLE_HSM"]
	[row.rotation.setting, row.rotation.period_days, row.deletion_window_days] == ["automatic", 2, 1]
	[row.enabled, row.deletion_protection] == [false, true]
}

test_external_and_imported if {
	_row({"import_only": true}).origin == "EXTERNAL"
	_row({"version_template": [{"algorithm": "EXTERNAL_SYMMETRIC_ENCRYPTION", "protection_level": "EXTERNAL_VPC"}]}).origin == "EXTERNAL_KEY_STORE"
	_row({"version_template": [{"algorithm": "AES_256_GCM", "protection_level": "NEW"}]}).unknown.origin
	_row({"purpose": "ASYMMETRIC_SIGN"}).unknown.spec
}

# Where a template is not known, it may be one that a dynamic block makes: the source alone says that there is none.
test_a_template_that_is_not_known if {
	change := object.union(planned.change("google_kms_crypto_key.k", "google_kms_crypto_key", "managed", {"name": "k"}), {"change": {"after_unknown": {"version_template": true}}})
	config := {"configuration": {"root_module": {"resources": [{"address": "google_kms_crypto_key.k", "mode": "managed", "type": "google_kms_crypto_key", "name": "k", "expressions": {"name": {"constant_value": "k"}}}]}}}
	document := object.union(planned.of([change]), config)
	[without] := keywright.inventory.keys with input as document
		with data.keywright_profile as fixture.profile
	without.unknown.spec
	without.unknown.origin
	[none] := keywright.inventory.keys with input as document
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as {"dynamic": {"google_kms_crypto_key.k": []}}
	[none.spec, none.origin] == ["GOOGLE_SYMMETRIC_ENCRYPTION", "GOOGLE_SOFTWARE"]
	[one] := keywright.inventory.keys with input as document
		with data.keywright_profile as fixture.profile
		with data.keywright_facts as {"dynamic": {"google_kms_crypto_key.k": ["version_template"]}}
	one.unknown.spec
}

test_places if {
	_row({"key_ring": "projects/p/locations/global/keyRings/r"}).multi_region == true
	_row({"key_ring": "p/eur6/r"}).unknown.multi_region
	_row({"key_ring": "p/eur6/r"}).account == "p"
	google_keys.named("europe-north1/r") == {"project": "", "location": "europe-north1"}
}

test_labels_are_tags_by_another_spelling if {
	row := _row({"labels": {"data-classification": "restricted", "purpose": "database backup"}, "terraform_labels": {"data-classification": "restricted", "purpose": "database backup", "owner": "security"}})
	[row.classification, row.owner, row.purposes] == ["restricted", "security", ["backup", "database"]]
	_row({"labels": {"data_classification": "restricted", "dataclassification": "public"}}).unknown.classification
}

_iam(scope, attribute, name, more) := planned.change(sprintf("%s_iam_member.%s", [scope, name]), sprintf("%s_iam_member", [scope]), "managed", object.union(
	{
		attribute: {
			"google_kms_crypto_key": "drop-prod/europe-north1/r/k",
			"google_kms_key_ring": "drop-prod/europe-north1/r",
			"google_project": "projects/drop-prod",
			"google_folder": "folders/1",
		}[scope],
		"role": "roles/cloudkms.cryptoKeyDecrypter",
		"member": "user:Ada@Drop.example",
	},
	more,
))

_access(changes, key) := {row.principal: row | some row in inventory.keys[0].access} if {
	inventory := keywright.inventory with input as planned.of(array.concat([_ring, _key(key)], changes))
		with data.keywright_profile as fixture.profile
}

_can(change) := _access([change], {})["user:ada@drop.example"].capabilities

test_what_reaches_a_key if {
	_can(_iam("google_kms_crypto_key", "crypto_key_id", "a", {})) == {"decrypt": "can"}
	_can(_iam("google_kms_key_ring", "key_ring_id", "a", {})) == {"decrypt": "can"}
	_can(_iam("google_project", "project", "a", {})) == {"decrypt": "can"}
}

# Of a folder it is not known whether the project is in it, nor whether a number is the project's.
test_what_may_reach_a_key if {
	_can(_iam("google_folder", "folder", "a", {})) == {"decrypt": "undecided"}
	_can(_iam("google_project", "project", "a", {"project": "123456789012"})) == {"decrypt": "undecided"}
}

test_what_is_elsewhere_reaches_none if {
	_access([_iam("google_project", "project", "a", {"project": "another"})], {}) == {}
	_access([_iam("google_kms_key_ring", "key_ring_id", "a", {"key_ring_id": "drop-prod/europe-west1/r"})], {}) == {}
}

test_roles if {
	_can(_iam("google_kms_crypto_key", "crypto_key_id", "a", {"role": "roles/cloudkms.admin"})) == {
		"decrypt": "undecided",
		"encrypt": "undecided",
		"import": "can",
		"lifecycle": "can",
		"policy": "can",
		"read": "can",
	}
	every role in ["roles/new.role", "projects/p/roles/custom", "organizations/1/roles/custom"] {
		_can(_iam("google_project", "project", "a", {"role": role})) == {"decrypt": "can"}
	}
	_access([_iam("google_project", "project", "a", {"role": "roles/logging.logWriter"})], {}) == {}
}

test_custom_roles_of_the_plan if {
	role := planned.change("google_project_iam_custom_role.c", "google_project_iam_custom_role", "managed", {
		"project": "drop-prod",
		"role_id": "c",
		"permissions": ["cloudkms.cryptoKeyVersions.useToEncrypt", "storage.objects.get"],
	})
	member := _iam("google_project", "project", "a", {"role": "projects/drop-prod/roles/c"})
	_access([role, member], {})["user:ada@drop.example"].capabilities == {"encrypt": "can"}
	google_roles.of_permissions({"cloudkms.cryptoKeyVersions.useToDoSomethingNew"}) == {"decrypt": "can"}
	google_roles.of_permissions({"cloudkms.locations.get"}) == {}
}

test_signing_and_codes_by_one_permission if {
	change := _iam("google_kms_crypto_key", "crypto_key_id", "a", {"role": "roles/cloudkms.cryptoOperator"})
	signing := {"purpose": "ASYMMETRIC_SIGN", "version_template": [{"algorithm": "EC_SIGN_P256_SHA256"}]}
	_access([change], signing)["user:ada@drop.example"].capabilities == {"read": "can", "sign": "can"}
	codes := {"purpose": "MAC", "version_template": [{"algorithm": "HMAC_SHA256"}]}
	_access([change], codes)["user:ada@drop.example"].capabilities == {"mac": "can", "read": "can"}
}

test_a_condition_counts_as_met if {
	row := _access([_iam("google_kms_crypto_key", "crypto_key_id", "a", {"condition": [{"title": "t", "expression": "false"}]})], {})["user:ada@drop.example"]
	row.capabilities == {"decrypt": "can"}
	row.conditional
}

test_everyone_and_nobody if {
	every member in ["allUsers", "allAuthenticatedUsers"] {
		_access([_iam("google_kms_crypto_key", "crypto_key_id", "a", {"member": member})], {})[member].open
	}
	_access([_iam("google_kms_crypto_key", "crypto_key_id", "a", {"member": "deleted:user:ada@drop.example?uid=1"})], {}) == {}
}

test_a_policy_is_read if {
	text := json.marshal({"bindings": [{"role": "roles/cloudkms.signer", "members": ["user:a@b.c"]}, {"role": "roles/cloudkms.cryptoKeyEncrypter", "members": ["user:d@b.c"]}]})
	policy := planned.change("google_kms_crypto_key_iam_policy.p", "google_kms_crypto_key_iam_policy", "managed", {"crypto_key_id": "drop-prod/europe-north1/r/k", "policy_data": text})
	object.keys(_access([policy], {})) == {"user:d@b.c"}
}

_unknown(changes, profile) := object.get(inventory.keys[0].unknown, "policy", "") if {
	inventory := keywright.inventory with input as planned.of(array.concat([_ring, _key({})], changes))
		with data.keywright_profile as profile
}

_complete := object.union(fixture.profile, {"policy": {"estate": {"complete": true}}})

test_what_is_inherited_is_not_known if {
	contains(_unknown([], fixture.profile), "drop-prod")
	_unknown([], _complete) == ""
}

test_who_is_named_later_is_not_known if {
	change := object.union(_iam("google_kms_key_ring", "key_ring_id", "a", {"member": null}), {"change": {"after_unknown": {"member": true}}})
	contains(_unknown([change], _complete), "google_kms_key_ring_iam_member.a")
	unreadable := planned.change("google_project_iam_policy.p", "google_project_iam_policy", "managed", {"project": "drop-prod", "policy_data": "no"})
	contains(_unknown([unreadable], _complete), "google_project_iam_policy.p")
	_unknown([_iam("google_project", "project", "a", {"project": "another", "member": null})], _complete) == ""
}

test_writing_the_policy_is_a_way_to_use if {
	change := _iam("google_kms_crypto_key", "crypto_key_id", "a", {"role": "roles/iam.securityAdmin"})
	inventory := keywright.inventory with input as planned.of([_ring, _key({}), change])
		with data.keywright_profile as fixture.profile
	{[way.principal, way.capability, way.edge, way.verdict] | some way in inventory.keys[0].escalations} == {["user:ada@drop.example", "decrypt", "policy", "can"]}
}

test_keys_elsewhere_are_judged_at_their_own_address if {
	change := _iam("google_kms_crypto_key", "crypto_key_id", "a", {"crypto_key_id": "p/l/r/another", "member": "allUsers"})
	findings := keywright.findings with input as planned.of([_ring, _key({}), change])
		with data.keywright_profile as fixture.profile
	["ACC-03", "fail", "google_kms_crypto_key_iam_member.a"] in {[finding.rule, finding.outcome, finding.address] | some finding in findings}
}

# Which key is meant is not known: where there is none that it could be, its own address is all that there is to judge.
test_a_key_that_cannot_be_told_is_judged_where_no_key_is if {
	change := _iam("google_kms_crypto_key", "crypto_key_id", "a", {"crypto_key_id": null, "member": "allUsers"})
	_outside([change]) == {"google_kms_crypto_key_iam_member.a": {"allUsers": {"decrypt": "can"}}}
	_outside([_ring, _key({}), change]) == {}
	gone := object.union(_key({}), {"change": {"actions": ["delete"]}})
	object.keys(_outside([_ring, gone, change])) == {"google_kms_crypto_key_iam_member.a"}
	_outside([_iam("google_project", "project", "a", {})]) == {}
}

_outside(changes) := {row.address: {access.principal: access.capabilities | some access in row.access} | some row in inventory.outside} if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

test_who_members_are if {
	google_roles.project("serviceAccount:a@drop-prod.iam.gserviceaccount.com") == "drop-prod"
	google_roles.project("serviceAccount:a@drop-prod.drop.example.iam.gserviceaccount.com") == "drop.example:drop-prod"
	google_roles.project("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com") == ""
	google_roles.is_agent("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com")
	not google_roles.is_agent("serviceAccount:service-1@drop-prod.iam.gserviceaccount.com")
	google_roles.person("group:a@b.c") == "unknown"
}

test_the_profile_names_members if {
	account := planned.change("google_service_account.app", "google_service_account", "managed", {"member": "serviceAccount:app@drop-prod.iam.gserviceaccount.com"})
	members := [
		_iam("google_kms_crypto_key", "crypto_key_id", "a", {"member": "serviceAccount:app@drop-prod.iam.gserviceaccount.com"}),
		_iam("google_kms_crypto_key", "crypto_key_id", "b", {}),
	]
	profile := object.union(fixture.profile, {"role": {"application": {"principals": ["google_service_account.app"]}, "key-decrypt": {"principals": ["user:ada@drop.example"]}}})
	inventory := keywright.inventory with input as planned.of(array.concat([_ring, _key({}), account], members))
		with data.keywright_profile as profile
	{row.principal: row.roles | some row in inventory.keys[0].access} == {
		"serviceAccount:app@drop-prod.iam.gserviceaccount.com": ["application"],
		"user:ada@drop.example": ["key-decrypt"],
	}
	inventory.unresolved == []
}

_reader := _iam("google_kms_crypto_key", "crypto_key_id", "reader", {"member": "serviceAccount:reader@drop-prod.iam.gserviceaccount.com"})

_acting(changes) := {[way.principal, way.capability, way.edge, way.verdict] | some way in inventory.keys[0].escalations} if {
	inventory := keywright.inventory with input as planned.of(array.concat([_ring, _key({}), _reader], changes))
		with data.keywright_profile as fixture.profile
}

_as(account, role) := planned.change("google_service_account_iam_member.a", "google_service_account_iam_member", "managed", {
	"service_account_id": sprintf("projects/drop-prod/serviceAccounts/%s@drop-prod.iam.gserviceaccount.com", [account]),
	"role": role,
	"member": "user:eve@drop.example",
})

test_acting_as_an_account_is_a_way_to_use if {
	every role in ["roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountUser", "projects/p/roles/custom"] {
		_acting([_as("reader", role)]) == {["user:eve@drop.example", "decrypt", "assume", "can"]}
	}
	_acting([_iam("google_project", "project", "a", {"role": "roles/iam.serviceAccountTokenCreator"})]) == {["user:ada@drop.example", "decrypt", "assume", "can"]}
	_acting([_iam("google_folder", "folder", "a", {"role": "roles/iam.serviceAccountTokenCreator"})]) == {["user:ada@drop.example", "decrypt", "assume", "undecided"]}
}

test_acting_as_another_account_is_none if {
	_acting([_as("writer", "roles/iam.serviceAccountTokenCreator")]) == set()
	_acting([_as("reader", "roles/iam.serviceAccountViewer")]) == set()
	_acting([_iam("google_project", "project", "a", {"project": "another", "role": "roles/iam.serviceAccountTokenCreator"})]) == set()
}

# What another input gives on the project is not seen here.
test_several_inputs if {
	alone := keywright.inventory with input as planned.of([_ring, _key({})]) with data.keywright_profile as _complete
	not alone.keys[0].unknown.policy
	beside := keywright.inventory with input as planned.of([_ring, _key({})])
		with data.keywright_profile as _complete
		with data.keywright_facts as {"several": true}
	contains(beside.keys[0].unknown.policy, "other inputs")
}
