# METADATA
# title: What rules ask of who reaches a secret
# description: |
#   Who can do what with a secret, which of these is the service's own principal, and what the inputs do not show. A service's
#   own principal is the one that a workload of the inputs runs as that is given the secret, the one of the function that
#   rotates it, and whom the profile names as an application: by a role for service accounts that may decrypt, whose domains
#   name the secret's, or which has a single principal and no domains.
package keywright.lib.reached

import data.keywright.lib.clouds
import data.keywright.lib.environments
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings

# secrets_alive are the secrets that are there once the plan is applied, each once: a replica is reached as its secret is.
secrets_alive := [secret | some secret in secrets.alive; _itself(secret)]

_itself(secret) if secret.part == ""

_itself(secret) if secret.kind == "password"

# of gives the row of a secret. Of one that has none nothing is known.
of(secret) := object.get(_by_address, secret.address, {
	"access": [],
	"used_by": [],
	"confined": null,
	"unknown": {"access": "who may read it is not read by this version"},
})

_by_address := {row.address: row | some row in object.get(rows.inventory, "secret_reach", [])}

# can says that a principal surely has one of some capabilities; may, that it has or may have.
can(row, capabilities) if {
	some capability in capabilities
	row.capabilities[capability] == "can"
}

may(row, capabilities) if {
	some capability in capabilities
	row.capabilities[capability]
}

# own says that a principal is the service's own.
own(_, row) if count(object.get(row, "serves", {})) > 0

own(secret, row) if {
	some role in row.roles
	role in applications(secret)
}

# applications are the roles of the profile whose principals are a secret's own service.
applications(secret) := {role |
	some role, block in settings.roles
	block.service_account == true
	"decrypt" in object.get(block, "capabilities", [])
	_for_domain(block, secret)
	_for_environment(block, secret)
}

_for_domain(block, secret) if count({domain | some domain in object.get(block, "domains", [])} & {purpose | some purpose in secret.purposes}) > 0

_for_domain(block, _) if {
	count(object.get(block, "domains", [])) == 0
	count(object.get(block, "principals", [])) == 1
	not contains(block.principals[0], "*")
}

_for_environment(block, secret) if {
	lower(secret.environment) in {lower(name) | some name in object.get(block, "environments", [])}
}

_for_environment(block, _) if count(object.get(block, "environments", [])) == 0

# told says that the inputs or the profile tell whose a secret is.
told(secret) if {
	some user in of(secret).used_by
	user.how == "uses"
	count(user.identities) > 0
}

told(secret) if {
	some role in applications(secret)
	count(settings.principals(role)) > 0
}

# is_production says that a secret is production's.
is_production(secret) if environments.is_production(secret)

# placeless says why it is not known whether a secret is production's.
placeless(secret) := sprintf("its environment: %s", [secret.unknown.environment]) if {
	secret.unknown.environment
} else := "it declares no environment" if {
	secret.environment == ""
}

# hidden says what of the access to a secret is not known.
hidden(secret) := {reason | reason := of(secret).unknown.access} | beyond(secret)

# beyond says what the inputs of a secret never show by themselves.
beyond(secret) := {"what identity policies elsewhere in its account give, the inputs need not show" |
	not settings.estate_complete
	clouds.aws(secret)
} | ({"what its project, its folders and its organisation give is inherited, and the inputs need not show all of it" |
	not settings.estate_complete
	clouds.of(secret) == "google"
} | {"what policies of the other inputs give on it is not joined" | count(object.get(rows.inventory, "plans", [])) > 1})

# by gives what lets a principal do what, for messages.
by(row, capabilities) := concat(", ", sort({address | some capability in capabilities; some address in object.get(row.by, capability, [])}))
