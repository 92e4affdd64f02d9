# METADATA
# title: The register of exceptions
# description: |
#   The exceptions of the profile as rules judge them: what each is called, when it holds, and which keys it is for. Its
#   days are days in UTC, the first and the last included.
package keywright.lib.exceptions

import data.keywright.lib.clock
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.stores as store_rows

# all are the exceptions, by name.
all := object.get(settings.profile, "exception", {})

# address is where an exception stands.
address(name) := concat(".", ["exception", name])

# over says that the last day of an exception is past.
over(exception) if exception.ends < clock.today

# begun says that its first day has come.
begun(exception) if exception.starts <= clock.today

# last_allowed is the last day that an exception may have without the board: the same day a year after its first.
last_allowed(exception) := time.format([time.add_date(time.parse_ns("2006-01-02", exception.starts), 1, 0, 0), "UTC", "2006-01-02"])

# too_long says that it has a later one.
too_long(exception) if exception.ends > last_allowed(exception)

# approvers are the teams that may approve an exception, and long_approvers those that may approve one for longer.
approvers := _teams("exception") | long_approvers

long_approvers := _teams("exception-beyond-a-year")

_teams(name) := {team | some team in object.get(object.get(object.get(settings.profile, "approval", {}), name, {}), "teams", [])}

# keys gives the keys of the inputs that an exception is for: its scope names their addresses or aliases.
keys(exception) := [key |
	some key in rows.keys
	count(_names(key) & {name | some name in exception.scope}) > 0
]

_names(key) := {key.address} | {name | some alias in key.aliases; some name in [alias, concat("/", ["alias", alias])]}

# stores are the stores and secrets that its scope names.
stores(exception) := [thing |
	some thing in array.concat(store_rows.rows_alive, secrets.alive)
	count({thing.address, thing.name, thing.arn} & {name | some name in exception.scope; name != ""}) > 0
]
