# METADATA
# title: Secrets of pipelines
# description: |
#   Secrets that a code host keeps for its pipelines: a row each (finding.CISecret), with how far each reaches.
package keywright.lib.ci_secret_rows

import data.keywright.lib.plan
import data.keywright.lib.values

_scopes := {
	"github_actions_environment_secret": "environment",
	"github_actions_organization_secret": "organization",
	"github_actions_secret": "repository",
}

# rows are the secrets.
rows := [row |
	some type, scope in _scopes
	some resource in plan.resources[type]
	row := {
		"address": resource.address,
		"type": type,
		"actions": resource.actions,
		"name": _text(values.read(resource, "secret_name")),
		"scope": scope,
		"environment": _text(values.optional(resource, "environment", "")),
		"plain": sort({name | some name in ["plaintext_value", "value"]; values.held(resource, [name]) == "plain"}),
		"unknown": {"plain": concat(", ", sort(open)) |
			open := {values.reason(resource, name) | some name in ["plaintext_value", "value"]; values.held(resource, [name]) == "unknown"}
			count(open) > 0
		},
	}
]

# due are the resources that must each have a row.
due := [resource | some type, _ in _scopes; some resource in plan.resources[type]]

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""
