# METADATA
# title: Keys of Cloud KMS
# description: |
#   What a google_kms_crypto_key says of itself, under keywright's names. Its place and its project are its key ring's. Source:
#   the documentation of the provider hashicorp/google 7, google_kms_crypto_key and google_kms_key_ring.
package keywright.lib.google_keys

import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.settings
import data.keywright.lib.values

# cells gives a key's attributes.
cells(resource) := object.union(labels.of(resource), {
	"arn": _none,
	"key_id": values.read(resource, "id"),
	"region": location(resource),
	"account": project(resource),
	"bypass_lockout_check": _none,
	"deletion_protection": _protection(resource),
	"spec": _spec(resource),
	"usage": _usage(resource),
	"origin": _origin(resource),
	"multi_region": _multi(location(resource)),
	"enabled": _enabled(resource),
	"deletion_window_days": _window(resource),
})

_none := {"value": null, "basis": ""}

_rings := plan.resources.google_kms_key_ring

_ring_blocks := {ring.block | some ring in _rings}

# What two blocks bring in is neither's.
_by_id := {id: ring |
	some id, rings in _borne
	count(rings) == 1
	some ring in rings
}

_borne[ring.values.id] contains ring if {
	some ring in _rings
	is_string(ring.values.id)
}

# ring gives the key ring of a key, if it is in the plan.
ring(resource) := _by_id[resource.values.key_ring] if {
	is_string(resource.values.key_ring)
} else := plan.by_address[address] if {
	address := references.one(resource, "key_ring", _ring_blocks)
}

# named gives project and location of a ring or key by its name, in the forms that the provider takes.
named(text) := {"project": parts[1], "location": parts[3]} if {
	startswith(text, "projects/")
	parts := split(text, "/")
	count(parts) >= 6
} else := {"project": parts[0], "location": parts[1]} if {
	parts := split(text, "/")
	count(parts) == 3
} else := {"project": "", "location": parts[0]} if {
	parts := split(text, "/")
	count(parts) == 2
}

# location gives where a key is, in lower case.
location(resource) := {"value": lower(named(resource.values.key_ring).location), "basis": values.basis(resource)} if {
	is_string(resource.values.key_ring)
	not resource.sensitive.key_ring
} else := {"value": lower(cell.value), "basis": cell.basis} if {
	cell := values.read(ring(resource), "location")
	is_string(cell.value)
} else := {"unknown": sprintf("the location of its key ring: %s", [reason])} if {
	reason := values.read(ring(resource), "location").unknown
} else := {"unknown": "its key ring is known only after apply"}

# project gives the project of a key.
project(resource) := {"value": found, "basis": values.basis(resource)} if {
	is_string(resource.values.key_ring)
	found := named(resource.values.key_ring).project
	found != ""
} else := cell if {
	cell := values.read(ring(resource), "project")
	is_string(cell.value)
} else := {"unknown": "the project of its key ring is known only after apply"}

# rings are the names by which what is said of a key ring may be for a key: its address, and its full name.
rings(resource) := {name | name := ring(resource).address} | {name |
	some text in ({text | text := resource.values.key_ring} | {text | text := ring(resource).values.id})
	name := full_ring(text)
}

# full_ring is the full name of a key ring.
full_ring(text) := text if {
	is_string(text)
	regex.match(`^projects/[^/]+/locations/[^/]+/keyRings/[^/]+$`, text)
} else := sprintf("projects/%s/locations/%s/keyRings/%s", split(text, "/")) if {
	is_string(text)
	regex.match(`^[^/]+/[^/]+/[^/]+$`, text)
}

_purposes := {
	"ENCRYPT_DECRYPT": "ENCRYPT_DECRYPT",
	"RAW_ENCRYPT_DECRYPT": "ENCRYPT_DECRYPT",
	"ASYMMETRIC_DECRYPT": "ENCRYPT_DECRYPT",
	"ASYMMETRIC_SIGN": "SIGN_VERIFY",
	"MAC": "GENERATE_VERIFY_MAC",
	"KEY_ENCAPSULATION": "ENCAPSULATE_DECAPSULATE",
}

_usage(resource) := object.union(cell, {"value": object.get(_purposes, cell.value, cell.value)}) if {
	cell := _purpose(resource)
	is_string(cell.value)
} else := _purpose(resource)

_purpose(resource) := values.optional(resource, "purpose", "ENCRYPT_DECRYPT")

_template(resource, name) := values.at(resource, ["version_template", 0, name])

# Without a template a key that encrypts has Google's own algorithm.
_spec(resource) := cell if {
	cell := _template(resource, "algorithm")
	object.get(cell, "value", "") != null
} else := {"value": "GOOGLE_SYMMETRIC_ENCRYPTION", "basis": "default"} if {
	_purpose(resource).value == "ENCRYPT_DECRYPT"
} else := {"unknown": "its version_template says no algorithm"}

_levels := {
	"SOFTWARE": "GOOGLE_SOFTWARE",
	"HSM": "GOOGLE_HSM",
	"HSM_SINGLE_TENANT": "GOOGLE_HSM_SINGLE_TENANT",
	"EXTERNAL": "EXTERNAL_KEY_STORE",
	"EXTERNAL_VPC": "EXTERNAL_KEY_STORE",
}

_origin(resource) := {"unknown": imported.unknown} if {
	imported := values.optional(resource, "import_only", false)
	imported.unknown
} else := {"value": "EXTERNAL", "basis": imported.basis} if {
	imported := values.optional(resource, "import_only", false)
	imported.value == true
} else := {"value": "GOOGLE_SOFTWARE", "basis": "default"} if {
	_template(resource, "protection_level").value == null
} else := {"value": _levels[cell.value], "basis": cell.basis} if {
	cell := _template(resource, "protection_level")
} else := {"unknown": object.get(_template(resource, "protection_level"), "unknown", "keywright does not know its protection_level")}

# A key of a group of regions, or of all the world, is in several at once.
_multi(place) := {"unknown": place.unknown} if {
	place.unknown
} else := {"value": kinds[place.value] != "region", "basis": place.basis} if {
	kinds[place.value]
} else := {"unknown": sprintf("keywright knows no location %q", [place.value])}

kinds := {row.code: row.kind | some row in data.keywright.data.google_regions.regions}

# A key is on while its primary version is. Of a key without one, no plan tells the states of its versions.
_enabled(resource) := {"value": state == "ENABLED", "basis": values.basis(resource)} if {
	state := resource.values.primary[0].state
	is_string(state)
} else := {"value": true, "basis": "default"} if {
	resource.actions == ["create"]
} else := {"unknown": "the states of its versions are not in the plan"}

_window(resource) := {"value": floor(seconds(cell.value) / 86400), "basis": cell.basis} if {
	cell := values.optional(resource, "destroy_scheduled_duration", null)
	is_string(cell.value)
} else := {"value": 30, "basis": "default"} if {
	values.optional(resource, "destroy_scheduled_duration", null).value == null
} else := {"unknown": object.get(values.optional(resource, "destroy_scheduled_duration", null), "unknown", "its destroy_scheduled_duration is no number of seconds")}

# seconds reads a duration such as 7776000s.
seconds(text) := to_number(trim_suffix(text, "s")) if regex.match(`^[0-9]+(\.[0-9]+)?s$`, text)

_protection(resource) := {"value": true, "basis": values.basis(resource)} if {
	resource.values.deletion_policy == "PREVENT"
} else := {"value": kept, "basis": "source"} if {
	kept := settings.facts.kept[resource.address]
	is_boolean(kept)
} else := {"unknown": "its deletion_policy is not PREVENT, and prevent_destroy stands in the source, which tells nothing of this key"}

# abandoned says that Terraform leaves a key in Cloud KMS when its resource goes.
abandoned(resource) if resource.values.deletion_policy == "ABANDON"

# setting is a key's own rotation, as a cell; period the days of it.
setting(resource) := {"unknown": cell.unknown} if {
	cell := _rotation(resource)
	cell.unknown
} else := {"value": "none", "basis": _rotation(resource).basis} if {
	_rotation(resource).value in {null, ""}
} else := {"value": "automatic", "basis": _rotation(resource).basis}

period(resource) := {"value": ceil(seconds(cell.value) / 86400), "basis": cell.basis} if {
	cell := _rotation(resource)
	is_string(cell.value)
	cell.value != ""
} else := {"unknown": "its rotation_period is no number of seconds"} if {
	setting(resource).value == "automatic"
} else := _none

_rotation(resource) := values.optional(resource, "rotation_period", null)
