# METADATA
# title: Secrets
# description: |
#   Secrets of a secrets manager: a row each (finding.Secret), and one more for each replica in another region. The
#   password that a database service keeps for its first user is one of them.
package keywright.lib.secret_rows

import data.keywright.lib.azure_keys
import data.keywright.lib.azure_secrets
import data.keywright.lib.clouds
import data.keywright.lib.encryption
import data.keywright.lib.google_stores
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.secret_rotations
import data.keywright.lib.store_rows
import data.keywright.lib.values

_settings := data.keywright.data.stores.secrets

# due are the resources that are secrets.
due := [resource |
	some type, _ in _settings
	some resource in plan.resources[type]
	_is_secret(resource)
]

# Only the parameters that are stored encrypted are secrets; and of databases, those that leave the password to the service.
_is_secret(resource) if resource.type in {"aws_secretsmanager_secret", "azurerm_key_vault_secret", "google_secret_manager_secret", "keywright_secret"}

_is_secret(resource) if {
	resource.type == "aws_ssm_parameter"
	not object.get(resource.values, "type", null) in {"String", "StringList"}
}

_is_secret(resource) if {
	_settings[resource.type].when
	not object.get(values.at(resource, [_settings[resource.type].when]), "value", "unknown") in {null, false}
}

# rows are the secrets, their replicas among them.
rows := array.concat(own, [row |
	some resource in due
	some row in _replicas(resource)
])

_replicas(resource) := store_rows.replicas(resource, _settings[resource.type]) if {
	clouds.aws(resource)
} else := [row |
	clouds.of(resource) == "google"
	some i, place in google_stores.copies(resource)
	base := store_rows.row(resource, _setting(resource, i))
	row := object.union(object.remove(base, ["unknown"]), {
		"part": sprintf("replication.user_managed.replicas[%d]", [i]),
		"region": object.get(place, "value", ""),
		"unknown": object.union(object.remove(base.unknown, ["region"]), {"region": place.unknown | place.unknown}),
	})
]

# Of a secret of Google Cloud each copy has a key of its own.
_setting(resource, i) := object.union(_settings[resource.type], {"key": google_stores.key_path(resource, i)}) if {
	clouds.of(resource) == "google"
} else := _settings[resource.type]

# own is a row for each secret itself.
own := [row |
	some resource in due
	setting := _setting(resource, 0)
	base := store_rows.row(resource, setting)
	rotation := _rotation(resource, setting)
	window := _window(resource, setting)
	renewed := _renewed(resource)
	row := _doubted(resource, object.union(base, {
		"part": object.get(setting, "part", ""),
		"rotation": {
			"method": rotation.method,
			"period_days": rotation.period_days,
			"address": rotation.address,
			"expires": object.get(rotation, "expires", ""),
		},
		"deletion_window_days": object.get(window, "value", null),
		"new_value": renewed.value,
		"unknown": object.union_n([
			base.unknown,
			{"rotation": rotation.unknown | rotation.unknown},
			{"deletion_window": window.unknown | window.unknown},
			{"new_value": renewed.unknown | renewed.unknown},
		]),
	}))
]

# Of what may be no secret at all, nothing is known.
_doubted(resource, row) := object.union(object.union(row, encryption.unsure(reason)), {
	"rotation": {"method": "", "period_days": null, "address": "", "expires": ""},
	"new_value": false,
	"unknown": {"rotation": reason},
}) if {
	reason := sprintf("whether it is a secret: %s", [_doubt(resource)])
} else := row

_doubt(resource) := values.at(resource, ["type"]).unknown if {
	resource.type == "aws_ssm_parameter"
} else := values.at(resource, [_settings[resource.type].when]).unknown

_window(resource, setting) := google_stores.window(resource) if {
	clouds.of(resource) == "google"
} else := azure_keys.window(resource) if {
	clouds.of(resource) == "azure"
} else := values.optional(resource, setting.window, 30) if {
	setting.window
} else := {"value": null}

# A rotation is a resource of its own.
_rotation(resource, setting) := object.union({"address": ""}, google_stores.rotation(resource)) if {
	clouds.of(resource) == "google"
} else := object.union({"address": ""}, azure_secrets.rotation(resource)) if {
	clouds.of(resource) == "azure"
} else := _of_own(resource, values.optional(resource, "period_days", null)) if {
	resource.type == "keywright_secret"
} else := object.union({"address": ""}, setting.rotation) if {
	setting.rotation
} else := secret_rotations.scheduled(plan.by_address[address]) if {
	count(secret_rotations.rotations[resource.address]) == 1
	some address in secret_rotations.rotations[resource.address]
} else := _unsure(sprintf("%s overwrite each other", [concat(" and ", sort(secret_rotations.rotations[resource.address]))])) if {
	count(secret_rotations.rotations[resource.address]) > 1
} else := _unsure(sprintf("%s may be its rotation; which secret that is for is known only after apply", [listing.short(secret_rotations.loose)])) if {
	resource.type == "aws_secretsmanager_secret"
	count(secret_rotations.loose) > 0
} else := {"method": "none", "period_days": null, "address": ""}

# A secret of this provider rotates by itself where it has a period.
_of_own(resource, cell) := _unsure(cell.unknown) if {
	cell.unknown
} else := {"method": "automatic", "period_days": cell.value, "address": resource.address} if {
	is_number(cell.value)
} else := {"method": "none", "period_days": null, "address": ""}

_unsure(reason) := {"method": "", "period_days": null, "address": "", "unknown": reason}

# A change gives a secret a new value by making, replacing or rewriting a version of it.
_renewed(resource) := azure_secrets.renewed(resource) if {
	clouds.of(resource) == "azure"
} else := _given(resource) if {
	resource.type == "keywright_secret"
} else := {"value": true} if {
	some version in _written
	resource.address in secret_rotations.secrets_of(version)
} else := {"value": false, "unknown": sprintf("%s may be for it; which secret that is for is known only after apply", [listing.short(_stray)])} if {
	resource.type == "aws_secretsmanager_secret"
	count(_stray) > 0
} else := {"value": false, "unknown": "whether the change gives the parameter another value is not read here"} if {
	resource.type == "aws_ssm_parameter"
	"update" in resource.actions
} else := {"value": false, "unknown": "which secret a new version in the plan is for is not read here"} if {
	resource.type == "google_secret_manager_secret"
	some version in plan.resources.google_secret_manager_secret_version
	_writes(version)
} else := {"value": false}

# A secret of this provider gets another value by another number of it.
_given(resource) := {"value": true} if {
	"create" in resource.actions
} else := {"value": false, "unknown": cell.unknown} if {
	cell := values.optional(resource, "value_wo_version", null)
	cell.unknown
} else := {"value": true} if {
	"update" in resource.actions
	values.optional(resource, "value_wo_version", null).value != object.get(resource.before, "value_wo_version", null)
} else := {"value": false}

_written := [version |
	plan.kind == "plan"
	some version in plan.resources.aws_secretsmanager_secret_version
	_writes(version)
]

_writes(version) if count({"create", "update"} & {action | some action in version.actions}) > 0

_stray := {version.address |
	some version in _written
	not is_string(object.get(version.values, "secret_id", null))
	count(secret_rotations.secrets_of(version)) == 0
}
