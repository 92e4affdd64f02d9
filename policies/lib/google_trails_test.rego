package keywright.lib.google_trails_test

import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.google_alarms
import data.keywright.lib.google_log_filters
import data.keywright.lib.google_trails
import data.keywright.lib.identities_test as identity

both := {"activity", "data_access"}

test_filters_that_are_read if {
	google_log_filters.taken("") == {"logs": both, "services": null}
	google_log_filters.taken(`logName:"cloudaudit.googleapis.com"`) == {"logs": both, "services": null}
	google_log_filters.taken(`log_id("cloudaudit.googleapis.com/activity") OR log_id("cloudaudit.googleapis.com/data_access")`) == {"logs": both, "services": null}
	google_log_filters.taken(`log_id("cloudaudit.googleapis.com/activity")`).logs == {"activity"}
	google_log_filters.taken(`logName="projects/drop-prod/logs/cloudaudit.googleapis.com%2Fdata_access"`).logs == {"data_access"}
	google_log_filters.taken(`log_id("cloudaudit.googleapis.com/policy")`).logs == set()
	google_log_filters.taken(`protoPayload.serviceName="cloudkms.googleapis.com" OR protoPayload.serviceName="secretmanager.googleapis.com"`).services == {"cloudkms.googleapis.com", "secretmanager.googleapis.com"}
	google_log_filters.taken(`logName:"cloudaudit.googleapis.com" AND (protoPayload.serviceName="cloudkms.googleapis.com" OR protoPayload.serviceName="run.googleapis.com")`).services == {"cloudkms.googleapis.com", "run.googleapis.com"}
	google_log_filters.taken("logName:\"cloudaudit.googleapis.com\"\nprotoPayload.serviceName=\"cloudkms.googleapis.com\"").services == {"cloudkms.googleapis.com"}
	google_log_filters.taken(`protoPayload.serviceName="cloudkms.googleapis.com" AND protoPayload.serviceName="run.googleapis.com"`).services == set()
}

test_filters_that_are_not_read if {
	every filter in [
		"severity>=NOTICE",
		`logName:"cloudaudit.googleapis.com" AND severity>=NOTICE`,
		`NOT logName:"cloudaudit.googleapis.com"`,
		`-logName:"cloudaudit.googleapis.com"`,
		`logName:"cloudaudit.googleapis.com" AND NOT protoPayload.methodName="Decrypt"`,
		`logName!="projects/p/logs/cloudaudit.googleapis.com%2Factivity"`,
		`logName:"cloudaudit.googleapis.com" OR severity>=NOTICE`,
		`(logName:"cloudaudit.googleapis.com" AND protoPayload.serviceName="cloudkms.googleapis.com") OR severity=ERROR`,
		`logName:"cloudaudit.googleapis.com" OR protoPayload.serviceName="cloudkms.googleapis.com"`,
		`sample(insertId, 0.1)`,
	] {
		not google_log_filters.taken(filter)
	}
}

kms := "cloudkms.googleapis.com"

test_methods if {
	google_log_filters.methods(`protoPayload.methodName="DestroyCryptoKeyVersion" OR protoPayload.methodName:"google.cloud.kms.v1.KeyManagementService.Decrypt"`, kms) == {"DestroyCryptoKeyVersion", "Decrypt"}
	google_log_filters.methods("protoPayload.methodName=\"Decrypt\" OR\n  protoPayload.methodName=\"Encrypt\"", kms) == {"Decrypt", "Encrypt"}
	google_log_filters.methods(`protoPayload.methodName="Decrypt" AND protoPayload.methodName="Encrypt"`, kms) == set()
	google_log_filters.methods("protoPayload.methodName=\"Decrypt\"\nprotoPayload.methodName=\"Encrypt\"", kms) == set()
	google_log_filters.methods(`protoPayload.serviceName="cloudkms.googleapis.com"`, kms) == {"*"}
	google_log_filters.methods(`protoPayload.serviceName="cloudkms.googleapis.com" AND protoPayload.status.code=7`, kms) == set()
	not google_log_filters.methods(`protoPayload.serviceName="run.googleapis.com" AND protoPayload.methodName="Decrypt"`, kms)
	not google_log_filters.methods(`NOT protoPayload.methodName="Decrypt"`, kms)
	not google_log_filters.methods(`protoPayload.methodName!="Decrypt"`, kms)
	google_log_filters.denied(`protoPayload.status.code=7`)
	not google_log_filters.denied(`protoPayload.status.code=70`)
	not google_log_filters.denied(`protoPayload.status.code=5`)
}

sink(more) := identity.change("google_logging_project_sink.s", "google_logging_project_sink", object.union(
	{"name": "s", "project": "drop-prod", "destination": "storage.googleapis.com/audit", "filter": ""},
	more,
))

config(service, block, project) := identity.change("google_project_iam_audit_config.c", "google_project_iam_audit_config", {
	"project": project,
	"service": service,
	"audit_log_config": [block],
})

reads := {"log_type": "DATA_READ"}

bucket(more) := identity.change("google_storage_bucket.audit", "google_storage_bucket", object.union({"name": "audit", "location": "europe-west3"}, more))

row(changes) := found if {
	[found] := google_trails.rows with input as identity.plan(changes) with data.keywright_profile as fixture.profile
}

test_what_is_logged if {
	row([sink({}), config("allServices", reads, "drop-prod")]).records == "all"
	row([sink({}), config(kms, reads, "drop-prod")]).records == "all"
	row([sink({}), config(kms, reads, "drop-prod")]).records_secrets == "some"
	row([sink({}), config(kms, reads, "drop-test")]).records == "some"
	row([sink({}), config(kms, {"log_type": "ADMIN_READ"}, "drop-prod")]).records == "some"
	row([sink({}), config(kms, {"log_type": "DATA_READ", "exempted_members": ["user:a@b.c"]}, "drop-prod")]).records == "some"
	row([sink({})]).records == "some"
	row([sink({"filter": `protoPayload.serviceName="run.googleapis.com"`}), config(kms, reads, "drop-prod")]).records == "none"
	row([sink({"disabled": true}), config(kms, reads, "drop-prod")]).logging == false
	row([sink({"filter": "severity>=NOTICE"}), config(kms, reads, "drop-prod")]).unknown.records
	row([sink({"exclusions": [{"name": "x", "filter": "y", "disabled": false}]}), config(kms, reads, "drop-prod")]).unknown.records
	row([sink({"exclusions": [{"name": "x", "filter": "y", "disabled": true}]}), config(kms, reads, "drop-prod")]).records == "all"
	row([identity.hiding(sink({}), "filter"), config(kms, reads, "drop-prod")]).unknown.records
	row([identity.hiding(sink({}), "project"), config(kms, reads, "drop-prod")]).unknown.records
}

organization(more) := identity.change("google_logging_organization_sink.o", "google_logging_organization_sink", object.union({"name": "o", "org_id": "1", "destination": "storage.googleapis.com/audit"}, more))

everywhere := identity.change("google_organization_iam_audit_config.c", "google_organization_iam_audit_config", {"org_id": "1", "service": "allServices", "audit_log_config": [reads]})

test_sinks_of_an_organisation if {
	row([organization({"include_children": true}), everywhere]).records == "all"
	row([organization({}), everywhere]).records == "none"
	row([organization({"include_children": true}), config("allServices", reads, "drop-prod")]).records == "some"
	row([sink({}), everywhere]).records == "all"
}

test_stores if {
	locked := row([sink({}), bucket({"retention_policy": [{"is_locked": true, "retention_period": "157852800"}], "encryption": [{"default_kms_key_name": "projects/p/locations/l/keyRings/r/cryptoKeys/k"}]})])
	[locked.lock, locked.lock_days, locked.managed, locked.store] == ["COMPLIANCE", 1827, "customer", "google_storage_bucket.audit"]
	open := row([sink({}), bucket({"retention_policy": [{"is_locked": false, "retention_period": "86400"}]})])
	[open.lock, open.lock_days, open.managed] == ["GOVERNANCE", 1, "service"]
	row([sink({}), bucket({})]).lock == "none"
	row([sink({})]).unknown.store
	row([sink({}), identity.hiding(bucket({"retention_policy": []}), "retention_policy")]).unknown.store
	logs := identity.change("google_logging_project_bucket_config.b", "google_logging_project_bucket_config", {"project": "projects/drop-prod", "location": "global", "bucket_id": "b", "locked": true, "retention_days": 1827})
	of_logs := row([sink({"destination": "logging.googleapis.com/projects/drop-prod/locations/global/buckets/b"}), logs])
	[of_logs.lock, of_logs.lock_days, of_logs.managed] == ["COMPLIANCE", 1827, "service"]
}

alert(conditions, more) := identity.change("google_monitoring_alert_policy.p", "google_monitoring_alert_policy", object.union({"combiner": "OR", "enabled": true, "notification_channels": ["c"], "conditions": conditions}, more))

matched(filter) := {"condition_matched_log": [{"filter": filter}]}

threshold(more) := {"condition_threshold": [object.union({"filter": `metric.type="logging.googleapis.com/user/m"`, "comparison": "COMPARISON_GT", "threshold_value": 3, "duration": "60s", "aggregations": [{"alignment_period": "240s", "per_series_aligner": "ALIGN_DELTA"}]}, more)]}

metric := identity.change("google_logging_metric.m", "google_logging_metric", {"name": "m", "filter": `protoPayload.methodName="Decrypt"`})

alarms(changes) := rows if {
	rows := google_alarms.rows with input as identity.plan(changes) with data.keywright_profile as fixture.profile
}

decrypt := `protoPayload.methodName="Decrypt"`

test_alarms if {
	[entry] := alarms([alert([matched(decrypt)], {})])
	[entry.events, entry.seconds, entry.attempts, entry.acts, entry.denied] == [["Decrypt"], 0, 1, true, false]
	[counted] := alarms([metric, alert([threshold({})], {})])
	[counted.events, counted.seconds, counted.attempts] == [["Decrypt"], 300, 4]
	[rate] := alarms([metric, alert([threshold({"aggregations": [{"alignment_period": "60s", "per_series_aligner": "ALIGN_RATE"}]})], {})])
	rate.attempts == null
	[silent] := alarms([alert([matched(decrypt)], {"notification_channels": []})])
	silent.acts == false
	[off] := alarms([alert([matched(decrypt)], {"enabled": false})])
	off.acts == false
	alarms([alert([matched(decrypt), matched("severity=ERROR")], {"combiner": "AND"})]) == []
	count(alarms([alert([matched(decrypt), matched("severity=ERROR")], {})])) >= 1
	alarms([alert([threshold({})], {})]) == []
	alarms([object.union(metric, {"change": {"after": {"disabled": true}}}), alert([threshold({})], {})]) == []
}
