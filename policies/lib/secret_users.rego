# METADATA
# title: Whose a secret is
# description: |
#   The workloads of the plan that are given a secret, and as whom they run: functions of Lambda, tasks of ECS and services of
#   App Runner, services of Cloud Run and functions of Google Cloud; and the function that rotates it. What a workload is
#   given, the configuration or the plan says by naming the secret where its environment or its volumes are set.
package keywright.lib.secret_users

import data.keywright.lib.clouds
import data.keywright.lib.google_roles
import data.keywright.lib.identifiers
import data.keywright.lib.identity_resources
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.secret_names
import data.keywright.lib.values

# of gives the users of a secret: {"address", "how": uses | rotates, "identities", "unknown"}.
of(address) := sort(object.get(_users, address, set()))

_users := {secret: users | some secret, users in _using}

# Where the secret is named, and where the identity is.
_kinds := {
	"aws_apprunner_service": {"names": ["source_configuration"], "runs": [["instance_configuration", 0, "instance_role_arn"]]},
	"aws_ecs_task_definition": {"names": ["container_definitions"], "runs": [["execution_role_arn"], ["task_role_arn"]]},
	"aws_lambda_function": {"names": ["environment"], "runs": [["role"]]},
	"google_cloud_run_service": {"names": ["template"], "runs": [["template", 0, "spec", 0, "service_account_name"]]},
	"google_cloud_run_v2_service": {"names": ["template"], "runs": [["template", 0, "service_account"]]},
	"google_cloudfunctions2_function": {"names": ["service_config"], "runs": [["service_config", 0, "service_account_email"]]},
}

_using[secret] contains user if {
	some type, kind in _kinds
	some resource in plan.resources[type]
	identifiers.alive(resource)
	some attribute in kind.names
	some secret in _named(resource, attribute)
	user := object.union({"address": resource.address, "how": "uses"}, _identity(resource, kind.runs))
}

_using[secret] contains user if {
	some resource in plan.resources.aws_secretsmanager_secret_rotation
	identifiers.alive(resource)
	some secret in _rotated(resource)
	user := object.union({"address": resource.address, "how": "rotates"}, _rotator(resource))
}

_rotated(resource) := secret_names.of_name(resource.values.secret_id) if {
	is_string(resource.values.secret_id)
} else := {secret | secret := references.only(resource, ["secret_id"], secret_names.blocks)}

# The service rotates some secrets by itself.
_rotator(resource) := {"identities": [], "unknown": ""} if {
	values.optional(resource, "rotation_lambda_arn", null).value in {null, ""}
} else := _identity(plan.by_address[function], [["role"]]) if {
	some function in _functions(resource)
} else := {"identities": [], "unknown": sprintf("as whom the function runs by which %s rotates is not in the inputs", [resource.address])}

_functions(resource) := {function.address |
	some function in plan.resources.aws_lambda_function
	is_string(function.values.arn)
	function.values.arn == resource.values.rotation_lambda_arn
} | {address |
	not is_string(object.get(resource.values, "rotation_lambda_arn", null))
	address := references.only(resource, ["rotation_lambda_arn"], {function.block | some function in plan.resources.aws_lambda_function})
}

# Who is named by what the plan knows, and by what the configuration refers to.
_named(resource, attribute) := _by_value(resource, attribute) | {secret |
	some block in (references.of_block(resource, attribute) & secret_names.blocks)
	secret := references.one(resource, attribute, {block})
	clouds.of(resource) == clouds.of(plan.by_address[secret])
}

_by_value(resource, attribute) := {secret |
	clouds.aws(resource)
	walk(_opened(object.get(resource.values, attribute, null)), [_, text])
	is_string(text)
	count(text) > 5 # a shorter word may be anything
	some secret in secret_names.of_name(text)
} | {secret |
	clouds.of(resource) == "google"
	walk(object.get(resource.values, attribute, null), [path, text])
	is_string(text)
	_names_secret(path)
	some secret in object.get(_google, text, set())
}

# The environment of containers is a text in JSON.
_opened(value) := json.unmarshal(value) if {
	is_string(value)
	json.is_valid(value)
} else := value

_names_secret(path) if path[count(path) - 1] == "secret"

_names_secret(path) if path[count(path) - 1] == "secret_name"

_names_secret(path) if {
	path[count(path) - 1] == "name"
	some step in path
	step == "secret_key_ref"
}

_google := {name: addresses | some name, addresses in _google_names}

_google_names[name] contains secret.address if {
	some secret in plan.resources.google_secret_manager_secret
	identifiers.alive(secret)
	some attribute in ["id", "name", "secret_id"]
	name := secret.values[attribute]
	is_string(name)
}

_identity(resource, paths) := {
	"identities": sort(union({found | some path in paths; found := _at(resource, path)})),
	"unknown": concat("; ", sort({reason | some path in paths; reason := _missing(resource, path)})),
}

_at(resource, path) := {node | node := _node(_value(resource, path))} | {identity_resources.node(plan.by_address[address]) |
	not is_string(_value(resource, path))
	address := references.only(resource, path, _roles)
} if {
	clouds.aws(resource)
} else := {google_roles.member(sprintf("serviceAccount:%s", [email])) | email := _value(resource, path); is_string(email); email != ""} | union({names |
	not is_string(_value(resource, path))
	address := references.only(resource, path, _accounts)
	names := {address} | {google_roles.member(member) | member := plan.by_address[address].values.member; is_string(member)}
})

_value(resource, path) := object.get(resource.values, path, null)

_node(arn) := identity_resources.of_principal(sprintf("AWS:%s", [arn])) if {
	is_string(arn)
	arn != ""
}

_roles := {resource.block | some resource in plan.resources.aws_iam_role}

_accounts := {resource.block | some resource in plan.resources.google_service_account}

# A task of ECS may go without either role; whoever names no service account runs as the default one.
_missing(resource, path) := sprintf("as whom %s runs is known only after apply", [resource.address]) if {
	count(_at(resource, path)) == 0
	object.get(resource.expressions, path, null) != null
} else := sprintf("%s runs as the default account, which is not told", [resource.address]) if {
	count(_at(resource, path)) == 0
	clouds.of(resource) == "google"
}
