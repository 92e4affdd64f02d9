# METADATA
# title: Compensating controls that a plan can show do hold
# description: |
#   Of the compensating controls of an exception, those that a plan can show are looked at: that a secret is in a secrets
#   manager, that a database is not reached from the internet, and that a bucket lets in nobody but who has rights. Others, such as
#   the length of a session, nothing here can see.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 9
#     - POL-SEC-KM-001 9
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - PCI-DSS 4.0.1 12.3.1
#     - ISO 27001:2022 A.5.36
#   remediation: Put the control in place, or take it out of the exception and have that approved anew.
#   avoid: |
#     exception "sqlite" { # and aws_db_instance.sessions is publicly accessible
#       scope                 = ["aws_db_instance.sessions"]
#       compensating_controls = ["no public access"]
#     }
#   prefer: |
#     exception "sqlite" {
#       scope                 = ["aws_db_instance.sessions"]
#       compensating_controls = ["full-disk encryption"]
#     }
package keywright.rules.exception.exc_07

import data.keywright.lib.bucket_settings
import data.keywright.lib.exceptions
import data.keywright.lib.finding
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some name, exception in exceptions.all
	some control in object.get(exception, "compensating_controls", [])
	some kind, pattern in _visible
	regex.match(pattern, control)
	judged := _judged(name, control, _found(kind, exception))
]

_visible := {
	"manager": `(?i)secrets? manager`,
	"closed": `(?i)(no|not|without) (public|publicly)`,
	"private": `(?i)private (network|subnet)|no internet`,
}

# What the inputs say of the things in an exception's scope: whether the control holds of each, or why that is unknown.
_found("manager", exception) := [{"thing": secret.address, "holds": true, "why": ""} |
	some secret in secrets.alive
	count({secret.address, secret.name, secret.arn} & _scope(exception)) > 0
]

_found(kind, exception) := [object.union({"thing": store.address}, _shut(kind, store)) |
	some store in stores.rows_alive
	store.part == ""
	count({store.address, store.name, store.arn} & _scope(exception)) > 0
] if {
	kind in {"closed", "private"}
}

_scope(exception) := {name | some name in exception.scope; name != ""}

# A bucket of S3 is nobody's network: it may let in nobody but who has rights, from wherever these come.
_shut("closed", store) := {"holds": true, "why": ""} if {
	store.service == "s3"
	bucket_settings.public(store).value == false
} else := {"holds": null, "why": bucket_settings.public(store).unknown} if {
	store.service == "s3"
} else := _private(store)

_shut("private", store) := {"holds": null, "why": "S3 answers from every network; who may reach a bucket from where its policy says, which is not read for that"} if {
	store.service == "s3"
} else := _private(store)

_private(store) := {"holds": store.public == false, "why": ""} if {
	is_boolean(store.public)
} else := {"holds": null, "why": object.get(store.unknown, "public", "its type does not say so itself")}

_judged(name, control, things) := finding.fail(exceptions.address(name), "compensating_controls", {
	"message": sprintf("The exception %s rests on %q, which does not hold of %s.", [name, control, concat(", ", sort(broken))]),
	"expected": _expected,
	"actual": sprintf("not so of %s", [concat(", ", sort(broken))]),
	"basis": "plan",
}) if {
	broken := {thing.thing | some thing in things; thing.holds == false}
	count(broken) > 0
} else := finding.undetermined(exceptions.address(name), "compensating_controls", concat("; ", sort(open)), {
	"message": sprintf("Whether %q holds, on which the exception %s rests, cannot be told.", [control, name]),
	"expected": _expected,
}) if {
	open := {sprintf("%s: %s", [thing.thing, thing.why]) | some thing in things; thing.holds == null}
	count(open) > 0
} else := finding.pass(exceptions.address(name), "compensating_controls") if {
	count(things) > 0
} else := finding.fail(exceptions.address(name), "compensating_controls", {
	"message": sprintf("The exception %s rests on %q, and the inputs hold nothing of its scope of which that could be so.", [name, control]),
	"expected": _expected,
	"actual": "nothing that it could hold of",
	"basis": "profile",
}) if {
	settings.estate_complete
} else := finding.not_assessed(exceptions.address(name), "estate", "Compensating controls of what no plan here holds are not assessed.")

_expected := "every compensating control in place"
