# METADATA
# title: Event patterns
# description: |
#   Which events of KMS the pattern of a rule of EventBridge lets through. All fields of a pattern have to match, and one value of each
#   is enough. Read are texts, prefixes and letter case of what every such event has: source, detail-type, account, region, eventSource,
#   eventName, and errorCode by texts or by its absence. Whatever else a pattern asks for narrows it, and leaves open what it lets through;
#   but decryptions by all identities but some are what an alarm for them is for. Source: Amazon EventBridge User Guide, "Amazon
#   EventBridge event patterns" and "AWS service events delivered via AWS CloudTrail".
package keywright.lib.event_patterns

import data.keywright.lib.settings

# about_kms says that a pattern is for events of KMS, be it among others.
about_kms(pattern) if _matches(object.get(pattern, "source", []), "aws.kms") != "no"

about_kms(pattern) if _matches(object.get(_detail(pattern), "eventSource", []), "kms.amazonaws.com") != "no"

# events gives the names of the events that set a rule of a region off: "*" where the pattern names none.
events(pattern, region) := {name |
	_comes(pattern, region) == "yes"
	_succeeds(pattern) == "yes"
	some name in _heard(_names(pattern), _narrowed(pattern), pattern)
}

# denied says that refused attempts set the rule off.
denied(pattern, region) if {
	_comes(pattern, region) == "yes"
	count(_narrowed(pattern)) == 0
	some code in _texts(object.get(_detail(pattern), "errorCode", []))
	regex.match("AccessDenied|UnauthorizedOperation", code)
} else := false

# gaps gives what a pattern asks for and is not read.
gaps(pattern, region) := {sprintf("its pattern asks for %s, which is not read", [concat(", ", sort(open))]) |
	_comes(pattern, region) != "no"
	open := _narrowed(pattern) | _open(pattern, region)
	count(open) > 0
}

# Every event has these, with these values.
_comes(pattern, region) := "no" if {
	some verdict in _envelope(pattern, region)
	verdict == "no"
} else := "maybe" if {
	some verdict in _envelope(pattern, region)
	verdict == "maybe"
} else := "yes"

_envelope(pattern, region) := {
	"source": _stated(pattern, "source", {"aws.kms"}),
	"detail-type": _stated(pattern, "detail-type", {"AWS API Call via CloudTrail"}),
	"eventSource": _stated(_detail(pattern), "eventSource", {"kms.amazonaws.com"}),
	"region": _stated(pattern, "region", {region}),
	"account": _stated(pattern, "account", _accounts),
}

_accounts := {account | some account in _listed} | {"" | count(_listed) == 0}

_listed := object.get(settings.profile, ["policy", "accounts"], [])

# The word that an event has; "" where that is not known.
_stated(fields, name, words) := "yes" if {
	not fields[name]
} else := "yes" if {
	some word in words
	_matches(fields[name], word) == "yes"
} else := "maybe" if {
	"" in words
} else := "maybe" if {
	some word in words
	_matches(fields[name], word) == "maybe"
} else := "no"

_matches(wanted, word) := "yes" if {
	word in _texts(wanted)
} else := "yes" if {
	some matcher in _matchers(wanted)
	_fits(matcher, word)
} else := "maybe" if {
	some matcher in _matchers(wanted)
	not matcher.prefix
	not matcher["equals-ignore-case"]
} else := "no"

_fits(matcher, word) if {
	is_string(matcher.prefix)
	startswith(word, matcher.prefix)
}

_fits(matcher, word) if {
	is_string(matcher["equals-ignore-case"])
	lower(word) == lower(matcher["equals-ignore-case"])
}

_names(pattern) := {"*"} if {
	not _detail(pattern).eventName
} else := _texts(_detail(pattern).eventName)

_heard(names, narrowed, _) := names if count(narrowed) == 0

_heard(names, narrowed, pattern) := {"Decrypt"} if {
	narrowed == {"userIdentity"}
	count(names & {"Decrypt", "*"}) > 0
	_spares(pattern)
}

# All but some.
_spares(pattern) if {
	walk(_detail(pattern).userIdentity, [path, _])
	path[count(path) - 1] == "anything-but"
}

_narrowed(pattern) := (object.keys(pattern) - {"source", "detail-type", "detail", "region", "account"}) | (object.keys(_detail(pattern)) - {"eventSource", "eventName", "errorCode"})

_open(pattern, region) := {name | some name, verdict in _envelope(pattern, region); verdict == "maybe"} | ({"eventName" | count(_matchers(object.get(_detail(pattern), "eventName", []))) > 0} | {"errorCode" | _succeeds(pattern) == "maybe"})

# What is refused has an error code, and what succeeds has none.
_succeeds(pattern) := "yes" if {
	not _detail(pattern).errorCode
} else := "yes" if {
	{"exists": false} in _matchers(_detail(pattern).errorCode)
} else := "maybe" if {
	count(_matchers(_detail(pattern).errorCode)) > 0
} else := "no"

_detail(pattern) := detail if {
	detail := pattern.detail
	is_object(detail)
} else := {}

_texts(wanted) := {item | is_array(wanted); some item in wanted; is_string(item)}

_matchers(wanted) := {item | is_array(wanted); some item in wanted; is_object(item)}
