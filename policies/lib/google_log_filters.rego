# METADATA
# title: Filters of Cloud Logging
# description: |
#   Which audit logs a filter takes, as far as it is made of comparisons of the log's name and the service's. Anything else in
#   it is not read, and leaves open what it takes. In this language OR binds closer than AND, and a new line is an AND. Source:
#   Cloud Logging documentation, Logging query language.
package keywright.lib.google_log_filters

# taken gives {"logs": of activity and data_access, "services": names, or null for every one}; undefined where that cannot be
# told.
taken(filter) := {"logs": _logs, "services": null} if {
	trim_space(filter) == ""
} else := {"logs": logs, "services": services} if {
	parts := [trim_space(part) | some part in regex.split(`\s+AND\s+|\n+`, trim_space(filter)); trim_space(part) != ""]
	every part in parts { _kinds(part) in {{"log"}, {"service"}} }
	logs := _all(_logs, [_named(part) | some part in parts; _kinds(part) == {"log"}])
	named := [_services(part) | some part in parts; _kinds(part) == {"service"}]
	services := _both(named)
}

_logs := {"activity", "data_access"}

_all(whole, lists) := intersection({whole} | {list | some list in lists})

_both([]) := null

_both(lists) := intersection({list | some list in lists}) if count(lists) > 0

# What stands between ORs is all of one kind, and nothing else stands there.
_kinds(part) := {_kind(trim_space(atom)) | some atom in regex.split(`\s+OR\s+`, _bare(part))}

_bare(part) := trim_suffix(trim_prefix(part, "("), ")") if {
	startswith(part, "(")
	endswith(part, ")")
} else := part

_kind(atom) := "log" if {
	regex.match(_log, atom)
} else := "service" if {
	regex.match(_service, atom)
} else := "other"

_log := `^(logName\s*[:=]\s*"?[A-Za-z0-9/_.%-]*cloudaudit\.googleapis\.com[A-Za-z0-9/_.%-]*"?|log_id\(\s*"cloudaudit\.googleapis\.com[A-Za-z0-9/_%-]*"\s*\))$`

_service := `^protoPayload\.serviceName\s*=\s*"?[a-z.]+\.googleapis\.com"?$`

_named(part) := union({_log_of(trim_space(atom)) | some atom in regex.split(`\s+OR\s+`, _bare(part))})

_log_of(atom) := {log | some log in _logs; contains(atom, log)} if {
	regex.match(`cloudaudit\.googleapis\.com(/|%2F)`, atom)
} else := _logs if {
	contains(atom, ":")
} else := set()

_services(part) := {found[1] | some found in regex.find_all_string_submatch_n(`serviceName\s*=\s*"?([a-z.]+\.googleapis\.com)`, part, -1)}

# methods gives the names of methods that a filter asks for; "*" is every one of the service. No entry is of two methods at once.
# Undefined where the filter denies something, or is about another service.
methods(filter, service) := set() if {
	_about(filter, service)
	count([part | some part in regex.split(`\s+AND\s+|\n+`, regex.replace(filter, `\s+OR\s+`, " OR ")); contains(part, "methodName")]) > 1
} else := names if {
	_about(filter, service)
	names := {_last(found[1]) | some found in regex.find_all_string_submatch_n(`protoPayload\.methodName\s*(?:=~|=|:)\s*"?([A-Za-z0-9_.*]+)"?`, filter, -1)}
	count(names) > 0
} else := {"*"} if {
	_about(filter, service)
	contains(filter, service)
	regex.match(`^\(?\s*protoPayload\.serviceName\s*=\s*"?[a-z.]+"?\s*\)?$`, trim_space(filter))
} else := set() if {
	_about(filter, service)
}

_last(name) := parts[count(parts) - 1] if parts := split(name, ".")

_about(filter, service) if {
	not regex.match(`(^|[\s(])(NOT\s|-)|!=|!~`, filter)
	_serves(filter, service)
}

_serves(filter, _) if not contains(filter, "serviceName")

_serves(filter, service) if contains(filter, service)

# denied says that a filter asks for calls that were refused.
denied(filter) if regex.match(`protoPayload\.status\.(code\s*=\s*"?7"?(\D|$)|message\s*[:=]\s*"?PERMISSION_DENIED)`, filter)
