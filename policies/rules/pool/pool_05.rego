# METADATA
# title: Someone is told of what goes wrong in a pool
# description: |
#   Of each pool alarms exist for the six irregularities: a wrong number of current keys, a wrong number of future keys, keys that
#   cannot be wrapped or unwrapped, keys that cannot be made, EXPIRED keys that are left over, and applications that do not
#   replace their pool. An alarm is known for one of them by the name of its metric: DekPoolCurrentKeys, DekPoolFutureKeys,
#   DekPoolWrapFailures, DekPoolGenerationFailures, DekPoolExpiredKeys or DekPoolNotReplaced, whatever their letters' case and
#   what stands between the words. Its dimension Pool names the pool, without one it is for all; and it counts only if it does
#   something. Whether its threshold fits the pool's numbers is not read.
# custom:
#   severity: medium
#   scope: estate
#   rows: all
#   source:
#     - "KSA: monitoring"
#   controls:
#     - DORA 10
#     - ISO 27001:2022 A.8.16
#     - PCI-DSS 4.0.1 10.4.1
#   remediation: Publish the missing metrics of the pool and put an alarm with an action on each.
#   avoid: |
#     resource "keywright_dek_pool" "hub" {
#       name = "processor-hub-pii" # and nobody is told of it
#     }
#   prefer: |
#     resource "aws_cloudwatch_metric_alarm" "hub" {
#       for_each = toset([
#         "DekPoolCurrentKeys", "DekPoolFutureKeys", "DekPoolWrapFailures",
#         "DekPoolGenerationFailures", "DekPoolExpiredKeys", "DekPoolNotReplaced",
#       ])
#       alarm_name    = each.key
#       metric_name   = each.key
#       dimensions    = { Pool = keywright_dek_pool.hub.name }
#       alarm_actions = [aws_sns_topic.security.arn]
#     }
package keywright.rules.pool.pool_05

import data.keywright.lib.finding
import data.keywright.lib.pool_alarms
import data.keywright.lib.pools
import data.keywright.lib.settings
import data.keywright.lib.trails

report := [judged | some pool in pools.alive; judged := _judged(pool)]

_judged(pool) := finding.pass(pool.address, "alarms") if {
	count(_missing(pool)) == 0
} else := finding.not_assessed(pool.address, "estate", sprintf("Nobody is told of what goes wrong in %s: %s.", [pools.name(pool), concat(", ", sort(_missing(pool)))])) if {
	not settings.estate_complete
} else := finding.undetermined(pool.address, "alarms", concat("; ", sort(_open(pool))), {
	"message": sprintf("Whether anyone is told of all that goes wrong in %s cannot be told.", [pools.name(pool)]),
	"expected": _expected,
}) if {
	count(_open(pool)) > 0
} else := finding.fail(pool.address, "alarms", {
	"message": sprintf("Nobody is told of some of what goes wrong in %s: %s.", [pools.name(pool), concat(", ", sort(_missing(pool)))]),
	"expected": _expected,
	"actual": sprintf("no alarm for %s", [concat(", ", sort(_missing(pool)))]),
	"basis": "plan",
})

_missing(pool) := {words | some event, words in pool_alarms.irregularities; not _told(pool, event)}

_told(_, event) if event in _of_all

_told(pool, event) if {
	pool.name != ""
	event in _by_pool[pool.name]
}

_of_all := {event |
	some alarm in trails.alarms
	alarm.acts
	alarm.pool == ""
	not alarm.unknown.pool
	some event in alarm.events
}

_by_pool := {name: events | some name, events in _events}

_events[alarm.pool] contains event if {
	some alarm in trails.alarms
	alarm.acts
	alarm.pool != ""
	some event in alarm.events
}

# What is known only after apply may tell of anything.
_open(pool) := {sprintf("%s: %s", [alarm.address, alarm.unknown.pool]) | some alarm in trails.alarms; alarm.unknown.pool} | {sprintf("its name: %s", [pool.unknown.name]) | pool.unknown.name}

_expected := "an alarm for each of the six irregularities"
