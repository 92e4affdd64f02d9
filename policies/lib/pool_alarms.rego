# METADATA
# title: Alarms on pools
# description: |
#   What whoever runs a pool of data keys publishes of it, and the alarms on that. An alarm is for an irregularity if the name of
#   its metric is the one that stands here, whatever the case of its letters and what stands between its words: DekPoolFutureKeys
#   and dek_pool_future_keys are one. Its dimension Pool says which pool it is for; without one it is for all.
package keywright.lib.pool_alarms

import data.keywright.lib.plan
import data.keywright.lib.values

# irregularities gives the six, by the metric that tells of each.
irregularities := {
	"DekPoolCurrentKeys": "a wrong number of current keys",
	"DekPoolFutureKeys": "a wrong number of future keys",
	"DekPoolWrapFailures": "keys that cannot be wrapped or unwrapped",
	"DekPoolGenerationFailures": "keys that cannot be made",
	"DekPoolExpiredKeys": "EXPIRED keys that are left over",
	"DekPoolNotReplaced": "applications that do not replace their pool",
}

# due are the alarms on metrics of pools, with what each tells of and for which pool.
due := [{"alarm": alarm, "event": event, "pool": pool.value, "unknown": {"pool": reason | reason := pool.unknown}} |
	some alarm in plan.resources.aws_cloudwatch_metric_alarm
	is_string(alarm.values.metric_name)
	event := _events[_letters(alarm.values.metric_name)]
	pool := _pool(alarm)
]

_events := {_letters(event): event | some event, _ in irregularities}

_letters(name) := regex.replace(lower(name), `[^a-z0-9]`, "")

_pool(alarm) := {"value": "", "unknown": values.reason(alarm, "dimensions")} if {
	values.unknown(alarm, "dimensions")
} else := {"value": name} if {
	name := alarm.values.dimensions.Pool
	is_string(name)
} else := {"value": ""}
