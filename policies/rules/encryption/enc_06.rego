# METADATA
# title: Backups are kept as long as the profile says
# description: |
#   What says how long backups are kept, such as a database, a plan of backups or the lifecycle of a bucket of backups,
#   says the days of the profile: fewer lose data that is still asked for, more keep data that should be gone, and the key
#   with it. In a bucket that keeps versions the days of the object and those of the old version count together; one day of an old
#   version, the least that S3 takes, may come on top. A pool of data keys that says how long it keeps its EXPIRED keys says the same days.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 3.3
#     - "KSA: statuses"
#   controls:
#     - GDPR 5(1)(e)
#     - DORA 12(1)
#     - PCI-DSS 4.0.1 3.2.1
#     - ISO 27001:2022 A.8.13
#   remediation: Set the retention to the profile's days, or backup_retention_days of the domain in the profile to what is meant; in a bucket that keeps versions, end those that are no longer current too (noncurrent_version_expiration).
#   avoid: |
#     resource "aws_db_instance" "drop" {
#       backup_retention_period = 7
#     }
#   prefer: |
#     resource "aws_db_instance" "drop" {
#       backup_retention_period = 30
#     }
package keywright.rules.encryption.enc_06

import data.keywright.lib.finding
import data.keywright.lib.old_versions
import data.keywright.lib.pools
import data.keywright.lib.retentions
import data.keywright.lib.settings
import data.keywright.lib.stores

report := array.concat(
	array.concat(
		[judged |
			some place in retentions.alive
			_concerns(place)
			judged := _judged(place)
		],
		[judged |
			some store in retentions.buckets
			count({store.address, store.name} & retentions.stated) == 0
			judged := _bare(store)
		],
	),
	[judged | some pool in pools.alive; judged := _of_pool(pool)],
)

# A pool that says nothing keeps its keys as long as the profile says.
_of_pool(pool) := finding.undetermined(pool.address, "backup_retention_days", concat("; ", sort(_unsaid(pool))), {
	"message": sprintf("Whether %s keeps EXPIRED keys as long as backups are kept cannot be told.", [pools.name(pool)]),
	"expected": "the days that the profile names for its purpose",
}) if {
	count(_unsaid(pool)) > 0
} else := finding.fail(pool.address, "backup_retention_days", {
	"message": sprintf("%s keeps EXPIRED keys for %v days; the profile says %v of its backups.", [pools.capital(pool), pool.backup_retention_days, _of_purpose(pool)]),
	"expected": sprintf("%v days", [_of_purpose(pool)]),
	"actual": sprintf("%v days", [pool.backup_retention_days]),
	"basis": "plan",
}) if {
	is_number(pool.backup_retention_days)
	pool.backup_retention_days != _of_purpose(pool)
} else := finding.pass(pool.address, "backup_retention_days") if {
	_of_purpose(pool)
}

_of_purpose(pool) := days if {
	days := settings.domains[pool.purpose].backup_retention_days
	is_number(days)
}

_unsaid(pool) := {sprintf("%s: %s", [name, pool.unknown[name]]) | some name in ["purpose", "backup_retention_days"]; pool.unknown[name]} | {sprintf("the profile names no days for backups of %q", [pool.purpose]) |
	is_number(pool.backup_retention_days)
	not _of_purpose(pool)
}

# The lifecycle of a bucket is asked about only where the bucket is for backups.
_concerns(place) if not retentions.of_bucket(place)

_concerns(place) if stores.is_backup(retentions.store(place.store))

_judged(place) := finding.undetermined(place.address, place.attribute, concat("; ", sort(_gaps(place))), {
	"message": sprintf("How long %s keeps backups cannot be told.", [place.address]),
	"expected": _expected(place),
}) if {
	count(_gaps(place)) > 0
} else := _of_bucket(place, retentions.store(place.store)) if {
	retentions.of_bucket(place)
	is_number(place.days)
} else := finding.pass(place.address, place.attribute) if {
	place.days == _days(place)
} else := finding.fail(place.address, place.attribute, {
	"message": sprintf("%s keeps backups for %s; the profile says %d days.", [place.address, _said(place), _days(place)]),
	"expected": _expected(place),
	"actual": _said(place),
	"basis": "plan",
})

# What is read of a bucket does not show all that narrows a rule.
_partly := "nothing of the inputs sets its lifecycle, and what was read of it shows neither sizes of objects that a rule is for nor newer versions that it spares; have it in an aws_s3_bucket_lifecycle_configuration"

# Where a bucket keeps versions, what its lifecycle ends is not gone yet.
_of_bucket(place, store) := finding.pass(place.address, place.attribute) if {
	old_versions.judged(place, store, _days(place)) == "yes"
	not place.read
} else := finding.undetermined(place.address, place.attribute, _partly, {
	"message": sprintf("How long %s keeps all of its backups cannot be told.", [place.address]),
	"expected": _expected(place),
}) if {
	old_versions.judged(place, store, _days(place)) == "yes"
} else := finding.undetermined(place.address, place.attribute, concat("; ", sort(old_versions.gaps(place, store))), {
	"message": sprintf("How long %s keeps old versions of backups cannot be told.", [place.address]),
	"expected": _expected(place),
}) if {
	old_versions.judged(place, store, _days(place)) == "maybe"
} else := finding.fail(place.address, place.attribute, {
	"message": sprintf("%s keeps backups for %s: %s; the profile says %d days.", [place.address, old_versions.kept(place, store), fault, _days(place)]),
	"expected": sprintf("%s, old versions included", [_expected(place)]),
	"actual": old_versions.kept(place, store),
	"basis": "plan",
}) if {
	fault := old_versions.fault(place, store)
} else := finding.fail(place.address, place.attribute, {
	"message": sprintf("%s keeps backups for %s; the profile says %d days.", [place.address, _said(place), _days(place)]),
	"expected": _expected(place),
	"actual": _said(place),
	"basis": "plan",
})

_bare(store) := finding.undetermined(store.address, stores.attribute(store, "retention"), concat("; ", sort(_elsewhere)), {
	"message": sprintf("Whether anything says how long %s keeps backups cannot be told.", [stores.name(store)]),
	"expected": "a lifecycle that ends them after the profile's days",
}) if {
	count(_elsewhere) > 0
} else := finding.fail(store.address, stores.attribute(store, "retention"), {
	"message": sprintf("%s keeps backups for ever: nothing of the inputs says when they end.", [stores.name(store)]),
	"expected": "a lifecycle that ends them after the profile's days",
	"actual": "for ever",
	"basis": "plan",
})

# A lifecycle whose bucket is not known may be any bucket's.
_elsewhere := {sprintf("%s may be for it; which bucket that is for is known only after apply", [place.address]) |
	some place in retentions.alive
	place.type == "aws_s3_bucket_lifecycle_configuration"
	place.store == ""
}

_gaps(place) := union({
	{reason | reason := place.unknown.days},
	{sprintf("%s says something else, and they overwrite each other", [other]) | other := retentions.rival(place)},
	{sprintf("%s goes, and takes the lifecycle of the bucket with it", [other]) | other := retentions.leaver(place)},
	{"the profile names no days for backups" | not _days(place)},
})

_days(place) := retentions.days(retentions.store(place.store)) if {
	retentions.store(place.store)
} else := retentions.usual

_said(place) := sprintf("%d days", [place.days]) if {
	is_number(place.days)
} else := _unset[place.type]

_unset := {
	"aws_db_instance": "as long as RDS does by itself, a day at most",
	"aws_docdb_cluster": "as long as DocumentDB does by itself, a day",
	"aws_neptune_cluster": "as long as Neptune does by itself, a day",
	"aws_rds_cluster": "as long as RDS does by itself, a day at most",
	"aws_redshift_cluster": "as long as Redshift does by itself, a day",
	"aws_backup_plan": "ever",
	"aws_s3_bucket": "ever",
	"aws_s3_bucket_lifecycle_configuration": "ever",
}

_expected(place) := sprintf("%d days", [_days(place)]) if {
	_days(place)
} else := "the days that the profile names"
