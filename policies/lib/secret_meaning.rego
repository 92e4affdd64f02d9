# METADATA
# title: What policies say of secrets
# description: |
#   What the statements of identity policies and of secrets' own policies give on secrets and take away, and whether a
#   statement is about a secret. An Allow counts for all that it may be, a Deny for what it is for certain.
package keywright.lib.secret_meaning

import data.keywright.lib.iam_document
import data.keywright.lib.identity_meaning
import data.keywright.lib.secret_actions
import data.keywright.lib.secret_names
import data.keywright.lib.secret_policies

# of gives the meaning of a source of an identity policy: {"gives", "refuses", "reason"}.
of(source) := {"gives": [], "refuses": [], "reason": identity_meaning.of(source).reason} if {
	identity_meaning.of(source).reason != ""
} else := object.union(_meanings[source.text], {"reason": source.reason}) if {
	source.status == "draft"
} else := object.union(_meanings[source.text], {"reason": ""})

_meanings := {text: _meaning(document) | some text, document in identity_meaning.documents; document.readable}

# own gives the meaning of the text of a secret's own policy.
own(text) := object.union(_own[text], {"reason": ""}) if {
	_own[text]
} else := {"gives": [], "refuses": [], "reason": sprintf("it cannot be read: %s", [_documents[text].reason])}

_own := {text: _meaning(document) | some text, document in _documents; document.readable}

_documents := {text: iam_document.parse(text) | some text in secret_policies.texts}

_meaning(document) := {
	"gives": [statement | some raw in document.statements; raw.effect == "Allow"; statement := _statement(raw)],
	"refuses": [statement |
		count(document.doubts) == 0
		some raw in document.statements
		raw.effect == "Deny"
		statement := _statement(raw)
	],
}

_statement(raw) := {
	"means": secret_actions.meaning(raw),
	"resources": raw.resources,
	"whole": raw.whole,
	"principals": raw.principals,
	"not_principals": raw.not_principals,
	"inverted": raw.inverted,
	"conditions": raw.conditions,
}

# about says whether a statement of a policy is about a secret: "yes", "maybe", "no". What leaves resources out may be about
# any.
about(statement, target, mentioned) := "yes" if {
	statement.whole
} else := "maybe" if {
	"*" in statement.resources
} else := "yes" if {
	some resource in statement.resources
	secret_names.names(resource, target, mentioned) == "yes"
} else := "maybe" if {
	some resource in statement.resources
	secret_names.names(resource, target, mentioned) == "maybe"
} else := "no"

# reads_all says that an Allow reads every secret of a service.
reads_all(statement, service) if {
	statement.whole
	_reads(statement, service)
}

reads_all(statement, service) if {
	some resource in statement.resources
	secret_names.all_of(resource, service)
	_reads(statement, service)
}

_reads(statement, service) if {
	some action in secret_actions.on(statement.means, service)
	secret_actions.capability(action) == "read"
}

# narrowed says that conditions of an Allow ask something of the secret, which is not decided.
narrowed(statement) if {
	some condition in statement.conditions
	regex.match(`^((aws|secretsmanager|ssm):resourcetag/|secretsmanager:(secretid|name|description|secretprimaryregion|resource/)|ssm:)`, condition.key)
}
