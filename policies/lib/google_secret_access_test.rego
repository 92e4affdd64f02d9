package keywright.lib.google_secret_access_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.identities_test as identity
import data.keywright.lib.secret_access_rows

secret := identity.change("google_secret_manager_secret.s", "google_secret_manager_secret", {
	"project": "drop-prod",
	"secret_id": "s",
	"replication": [{"auto": [{}]}],
})

iam(name, type, more) := identity.change(sprintf("%s.%s", [type, name]), type, more)

member(role, more) := iam("m", "google_secret_manager_secret_iam_member", object.union({"secret_id": "projects/drop-prod/secrets/s", "role": role, "member": "user:Ada@drop.example"}, more))

row(changes) := found if {
	[found] := secret_access_rows.rows with input as identity.plan(array.concat([secret], changes)) with data.keywright_profile as fixture.profile
}

held(changes) := {one.principal: one.capabilities | some one in row(changes).access}

test_roles if {
	held([member("roles/secretmanager.secretAccessor", {})]) == {"user:ada@drop.example": {"read": "can"}}
	held([member("roles/secretmanager.admin", {})])["user:ada@drop.example"] == {"manage": "can", "policy": "can", "read": "can", "write": "can"}
	held([member("roles/secretmanager.editor", {})])["user:ada@drop.example"] == {"manage": "can", "write": "can"}
	held([member("roles/secretmanager.secretVersionAdder", {})])["user:ada@drop.example"] == {"manage": "can", "write": "can"}
	held([member("roles/secretmanager.viewer", {})]) == {}
	held([member("roles/run.admin", {})]) == {}
	held([member("roles/secretmanager.ofTomorrow", {})])["user:ada@drop.example"] == {"read": "can"}
	held([member("roles/logging.viewer", {})]) == {}
	held([member("roles/secretmanager.secretAccessor", {"member": "deleted:user:ada@drop.example?uid=1"})]) == {}
}

project(role) := iam("p", "google_project_iam_member", {"project": "drop-prod", "role": role, "member": "group:ops@drop.example"})

test_the_project if {
	held([project("roles/logging.privateLogViewer")]) == {"group:ops@drop.example": {"logs": "can"}}
	held([project("roles/viewer")]) == {"group:ops@drop.example": {"logs": "can"}}
	held([project("roles/resourcemanager.projectIamAdmin")]) == {"group:ops@drop.example": {"policy": "can"}}
	row([project("roles/owner")]).access[0].every
	not row([member("roles/owner", {})]).access[0].every
	elsewhere := iam("p", "google_project_iam_member", {"project": "drop-test", "role": "roles/owner", "member": "group:ops@drop.example"})
	held([elsewhere]) == {}
	number := iam("p", "google_project_iam_member", {"project": "123456789012", "role": "roles/secretmanager.secretAccessor", "member": "group:ops@drop.example"})
	held([number]) == {"group:ops@drop.example": {"read": "undecided"}}
	folder := iam("f", "google_folder_iam_member", {"folder": "folders/1", "role": "roles/secretmanager.secretAccessor", "member": "group:ops@drop.example"})
	held([folder]) == {"group:ops@drop.example": {"read": "undecided"}}
}

test_how_a_secret_is_named if {
	held([member("roles/secretmanager.secretAccessor", {"secret_id": "s", "project": "drop-prod"})]) != {}
	held([member("roles/secretmanager.secretAccessor", {"secret_id": "other", "project": "drop-prod"})]) == {}
	held([member("roles/secretmanager.secretAccessor", {"secret_id": "projects/123456789012/secrets/s"})]) == {"user:ada@drop.example": {"read": "undecided"}}
	held([identity.hiding(member("roles/secretmanager.secretAccessor", {}), "secret_id")]) == {"user:ada@drop.example": {"read": "undecided"}}
}

test_policies_and_custom_roles if {
	policy := iam("x", "google_secret_manager_secret_iam_policy", {"secret_id": "projects/drop-prod/secrets/s", "policy_data": json.marshal({"bindings": [{"role": "roles/secretmanager.secretAccessor", "members": ["allUsers"]}]})})
	row([policy]).access[0].open
	role := iam("r", "google_project_iam_custom_role", {"project": "drop-prod", "role_id": "r", "name": "projects/drop-prod/roles/r", "permissions": ["secretmanager.versions.access", "secretmanager.versions.get", "logging.logEntries.list"]})
	held([role, member("projects/drop-prod/roles/r", {})]) == {"user:ada@drop.example": {"read": "can"}}
	strange := iam("r", "google_project_iam_custom_role", {"project": "drop-prod", "role_id": "r", "name": "projects/drop-prod/roles/r", "permissions": ["secretmanager.versions.ofTomorrow"]})
	held([strange, member("projects/drop-prod/roles/r", {})]) == {"user:ada@drop.example": {"read": "can"}}
}

test_what_is_not_known if {
	row([identity.hiding(member("roles/secretmanager.secretAccessor", {}), "member")]).unknown.access
	row([identity.hiding(member("roles/secretmanager.secretAccessor", {}), "role")]).unknown.access
	row([identity.hiding(project("roles/secretmanager.secretAccessor"), "member")]).unknown.access
	not row([identity.hiding(project("roles/run.admin"), "member")]).unknown.access
	[unplaced] := secret_access_rows.rows with input as identity.plan([identity.hiding(secret, "project")]) with data.keywright_profile as fixture.profile
	contains(unplaced.unknown.access, "project")
}

test_a_service_account_by_its_names if {
	service := identity.change("google_cloud_run_v2_service.api", "google_cloud_run_v2_service", {"template": [{
		"service_account": "api@drop-prod.iam.gserviceaccount.com",
		"containers": [{"env": [{"name": "S", "value_source": [{"secret_key_ref": [{"secret": "s"}]}]}]}],
	}]})
	found := row([service, member("roles/secretmanager.secretAccessor", {"member": "serviceAccount:API@drop-prod.iam.gserviceaccount.com"})])
	found.access[0].serves == {"uses": ["google_cloud_run_v2_service.api"]}
	found.used_by[0].identities == ["serviceAccount:api@drop-prod.iam.gserviceaccount.com"]
}

test_a_word_that_is_no_secret if {
	service := identity.change("google_cloud_run_v2_service.api", "google_cloud_run_v2_service", {"template": [{
		"service_account": "api@drop-prod.iam.gserviceaccount.com",
		"containers": [{"env": [{"name": "s", "value": "s"}]}],
	}]})
	row([service]).used_by == []
}
