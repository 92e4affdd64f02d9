# METADATA
# title: Where a resource lives
# description: A resource's region and account, from itself, from its ARN, from its provider's configuration.
package keywright.lib.regions

import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.settings
import data.keywright.lib.values

# of gives a resource's region.
of(resource) := _own(resource) if {
	values.tells(_own(resource))
} else := values.first([
	_arn_part(resource, 3),
	_provided(resource),
	{"unknown": "neither the resource nor its provider's configuration says the region"},
])

# An unknown region of the resource's own is the provider's where the configuration does not set it.
_own(resource) := values.optional(resource, "region", null)

_arn_part(resource, i) := {"value": part, "basis": values.basis(resource)} if {
	arn := resource.values.arn
	is_string(arn)
	startswith(arn, "arn:")
	part := split(arn, ":")[i]
	part != ""
} else := {"value": null, "basis": ""}

_provided(resource) := cell if {
	provider := plan.document.configuration.provider_config[resource.provider]
	expression := provider.expressions.region
	cell := _evaluated(object.get(provider, "module_address", ""), expression)
} else := {"value": null, "basis": ""}

_evaluated(module, expression) := {"value": expression.constant_value, "basis": "configuration"} if {
	is_string(expression.constant_value)
} else := {"value": value, "basis": "configuration"} if {
	count(expression.references) == 1
	some name in references.variables(module, expression.references)
	value := variable(name)
} else := {"unknown": sprintf("its provider's region depends on %s", [concat(", ", expression.references)])} if {
	expression.references
}

# variable gives the value of a root variable.
variable(name) := value if {
	value := plan.document.variables[name].value
	is_string(value)
}

# account gives a resource's account: its own, its ARN's, or that of whoever planned with the same provider.
account(resource) := values.first([
	_own_account(resource),
	_arn_part(resource, 4),
	_caller(resource),
	{"unknown": "the account is known only after apply"},
])

_own_account(resource) := {"value": resource.values.account_id, "basis": values.basis(resource)} if {
	is_string(resource.values.account_id)
} else := {"value": null, "basis": ""}

_caller(resource) := _caller_of(resource.provider) if {
	true
} else := {"value": null, "basis": ""}

# Resources of one provider have one caller.
_caller_of(provider) := {"value": account_id, "basis": "plan"} if {
	ids := {id |
		some caller in plan.resources.aws_caller_identity
		caller.provider == provider
		id := caller.values.account_id
		is_string(id)
	}
	count(ids) == 1
	some account_id in ids
} else := {"value": account_id, "basis": "source"} if {
	account_id := settings.facts.accounts[provider]
} else := {"value": null, "basis": ""}

# symbol stands for an account whether it is known or not: equal symbols are one account.
symbol(resource) := account(resource).value if {
	account(resource).value != null
} else := sprintf("account of provider %s", [resource.provider])
