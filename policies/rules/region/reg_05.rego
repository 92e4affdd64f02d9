# METADATA
# title: What is encrypted and its key are in one region
# description: |
#   A key is used in its own region alone. A store or a secret that names the key of another region is encrypted by
#   something else, or cannot be opened at all; either way its data is not where the policy says its protection is. Secrets
#   are kept in, and replicated to, regions of the policy's jurisdiction and no others.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_store: true
#   every_secret: true
#   source:
#     - POL-SEC-KM-001 5
#     - POL-SEC-ENC-001 3.3
#     - DTA-ENC-001 3.2
#   controls:
#     - DORA 9(4)(d)
#     - GDPR 32(1)
#     - RTS (EU) 2024/1774 Art. 6
#     - ISO 27001:2022 A.8.24
#   remediation: Encrypt the store with a key of its own region.
#   avoid: |
#     resource "aws_s3_bucket" "documents" {
#       region = "eu-west-1"
#     }
#     resource "aws_s3_bucket_server_side_encryption_configuration" "documents" {
#       bucket = aws_s3_bucket.documents.id
#       rule {
#         apply_server_side_encryption_by_default {
#           sse_algorithm     = "aws:kms"
#           kms_master_key_id = "arn:aws:kms:eu-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
#         }
#       }
#     }
#   prefer: |
#     resource "aws_s3_bucket_server_side_encryption_configuration" "documents" {
#       bucket = aws_s3_bucket.documents.id
#       rule {
#         apply_server_side_encryption_by_default {
#           sse_algorithm     = "aws:kms"
#           kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
#         }
#       }
#     }
package keywright.rules.region.reg_05

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.places
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some store in array.concat(stores.rows_alive, secrets.alive)
	judged := _judged(store, stores.attribute(store, "region"))
]

# Of a secret, the region of a replica.
_is_replica(store) if {
	startswith(store.part, "replica[")
	store.kind == "secret"
}

# In Google Cloud a secret lies where its copies lie, and in Azure where its vault lies: it has no region beside.
_is_replica(store) if {
	store.kind == "secret"
	clouds.of(store) in {"azure", "google"}
}

# What is kept where it is made, and of which that is known.
_is_kept(store) if _is_replica(store)

_is_kept(store) if {
	store.kind in {"secret", "parameter"}
	store.part == ""
	store.region != ""
	places.of(store)
}

_is_somewhere(store) if _is_replica(store)

_is_somewhere(store) if {
	store.kind in {"secret", "parameter"}
	store.part == ""
}

_lies(store) := "is kept in" if {
	clouds.of(store) == "aws"
	store.part == ""
} else := {"aws": "is replicated to", "azure": "is kept in", "google": "is replicated to"}[clouds.of(store)]

_where(row) := row.country if {
	row.country != ""
} else := row.name

_judged(store, attribute) := finding.fail(store.address, attribute, {
	"message": sprintf("%s %s %s (%s), outside %s.", [store.address, _lies(store), store.region, _where(places.of(store)), settings.jurisdiction]),
	"expected": sprintf("regions in %s", [settings.jurisdiction]),
	"actual": store.region,
}) if {
	_is_kept(store)
	not settings.jurisdiction in places.of(store).jurisdictions
} else := finding.undetermined(store.address, attribute, object.get(store.unknown, "region", "its region is not known here"), {
	"message": sprintf("Whether %s is kept within %s cannot be told.", [store.address, settings.jurisdiction]),
	"expected": sprintf("regions in %s", [settings.jurisdiction]),
}) if {
	_is_somewhere(store)
	not places.of(store)
} else := finding.fail(store.address, attribute, {
	"message": sprintf("%s is in %s, and names a key of %s.", [stores.name(store), store.region, region]),
	"expected": sprintf("a key of %s", [store.region]),
	"actual": store.key,
}) if {
	region := stores.key_region(store)
	not "" in {region, store.region}
	region != store.region
} else := finding.undetermined(store.address, attribute, concat("; ", sort(gaps)), object.union(stores.weight(store), {
	"message": sprintf("Whether %s and its key are in one region cannot be told.", [stores.name(store)]),
	"expected": "one region",
	"under": "ENC-01",
})) if {
	gaps := _gaps(store)
	count(gaps) > 0
} else := finding.pass(store.address, attribute) if {
	count(_gaps(store)) == 0
}

# A service has a key of its own in each region, and what is not encrypted has none that could be elsewhere.
_gaps(store) := set() if {
	store.managed in {"service", "none"}
} else := {sprintf("its key: %s", [store.unknown.key])} if {
	store.unknown.key
} else := set() if {
	stores.key_region(store) == store.region
	store.region != ""
} else := {sprintf("its region: %s", [object.get(store.unknown, "region", "not known")]) | store.region == ""} | {sprintf("the region of its key: %s", [_why(store)]) |
	stores.key_region(store) == ""
}

_why(store) := stores.key(store).unknown.region if {
	true
} else := "not known"
