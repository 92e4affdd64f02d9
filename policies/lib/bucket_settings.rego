# METADATA
# title: What rules ask of what is set of buckets
# description: |
#   A bucket of the inputs has its own word, and what resources of their own set of it. What such a resource is for may be known
#   only after apply: then it may be for any bucket.
package keywright.lib.bucket_settings

import data.keywright.lib.listing
import data.keywright.lib.rows

_all := object.get(rows.inventory, "bucket_settings", [])

_by_store := {store: settings | some store, settings in _of_store}

_of_store[setting.store] contains setting if {
	some setting in _all
	setting.store != ""
}

# of gives what is set of a bucket, by its address or by its name.
of(store) := {setting |
	some name in ({store.address, store.name} - {""})
	some setting in _by_store[name]
}

# separate are those of them that a resource of a type sets, and that are there once the plan is applied.
separate(store, type) := {setting | some setting in of(store); setting.type == type; rows.alive(setting)}

# own gives what a bucket says of itself.
own(store) := setting if {
	some setting in _by_store[store.address]
	setting.type == "aws_s3_bucket"
	rows.alive(setting)
}

# loose says of resources of a type whose bucket cannot be told that each bucket may have them; undefined where there are none.
loose(type) := sprintf("%s may be for it; which bucket that is for is known only after apply", [listing.short(_loose[type])]) if {
	count(_loose[type]) > 0
}

_loose[setting.type] contains setting.address if {
	some setting in _all
	rows.alive(setting)
	setting.store == ""
}

# versions gives whether a bucket keeps old versions of its objects: {"state": "enabled", "suspended" or "disabled"}, or
# {"unknown": reason}. Where they are suspended it makes no more of them, and those that are there stay.
versions(store) := {"state": "enabled"} if {
	some setting in of(store)
	rows.alive(setting)
	setting.locked
} else := {"unknown": sprintf("%s overwrite each other", [concat(" and ", sort({setting.address | some setting in stated}))])} if {
	stated := separate(store, _versioning)
	count({setting.versions | some setting in stated}) > 1
} else := {"unknown": sprintf("%s goes, and suspends the versions that %s asks for", [listing.short(going), listing.short({setting.address | some setting in stated})])} if {
	stated := separate(store, _versioning)
	count(stated) > 0
	every setting in stated { setting.versions != "suspended" }
	going := _going(store, _versioning) - {setting.address | some setting in of(store); setting.versions == "disabled"}
	count(going) > 0
} else := _told(store, setting) if {
	some setting in separate(store, _versioning)
} else := {"unknown": reason} if {
	reason := loose(_versioning)
} else := {"state": "suspended"} if {
	some setting in of(store)
	setting.type == _versioning
	setting.versions != "disabled"
} else := _told(store, own(store)) if {
	own(store)
} else := {"unknown": "the bucket is not in the inputs"}

# transport gives what becomes of requests to a bucket without TLS, and which version it asks for: what its policy says.
transport(store) := {"unknown": sprintf("%s overwrite each other", [concat(" and ", sort(writers))])} if {
	writers := {setting.address | some setting in separate(store, _policy)} | {setting.address | setting := own(store); setting.writes}
	count(writers) > 1
} else := {"unknown": sprintf("%s goes, and takes with it the policy that %s writes", [listing.short(going), listing.short({writer.address | some writer in writers})])} if {
	going := _going(store, _policy)
	writers := {setting | some setting in separate(store, _policy)} | {setting | setting := own(store); setting.writes}
	count(going) > 0
	count(writers) > 0
	every writer in writers { writer.plain != "served" }
} else := {"unknown": sprintf("%s, which is elsewhere in the inputs, writes its policy; plan them together", [setting.address])} if {
	some setting in separate(store, _policy)
	setting.store != store.address
} else := _asked(setting) if {
	some setting in separate(store, _policy)
} else := _asked(own(store)) if {
	own(store).writes
} else := {"unknown": reason} if {
	reason := loose(_policy)
} else := _bare if {
	some setting in of(store)
	setting.type == _policy
} else := _asked(own(store)) if {
	own(store)
} else := {"unknown": "the bucket is not in the inputs"}

# What goes takes with it what is set of the bucket, whichever resource set that.
_going(store, type) := {setting.address | some setting in of(store); setting.type == type; "delete" in setting.actions; not rows.alive(setting)}

_policy := "aws_s3_bucket_policy"

_asked(setting) := {"unknown": setting.unknown.policy} if setting.unknown.policy

_asked(setting) := {"plain": setting.plain, "lets_in": setting.lets_in, "minimum": setting.minimum} if not setting.unknown.policy

# With the resource goes the policy.
_bare := {"plain": "served", "lets_in": [], "minimum": "1.2"}

# public gives whether everyone may be let into a bucket: {"value": false}, or {"unknown": reason}. Without a resource that keeps the
# public out, its ACLs and its policy decide.
public(store) := {"unknown": sprintf("%s overwrite each other", [concat(" and ", sort({setting.address | some setting in stated}))])} if {
	stated := separate(store, _access)
	count({[setting.closed, setting.unknown] | some setting in stated}) > 1
} else := {"unknown": sprintf("%s goes, and takes with it what keeps the public out", [listing.short(going)])} if {
	going := _going(store, _access)
	count(going) > 0
} else := {"value": false} if {
	some setting in separate(store, _access)
	setting.closed
} else := {"unknown": reason} if {
	some setting in separate(store, _access)
	reason := object.get(setting.unknown, "closed", sprintf("%s leaves it to ACLs and policies of the bucket, which are not read for that", [setting.address]))
} else := {"unknown": reason} if {
	reason := loose(_access)
} else := {"unknown": "no aws_s3_bucket_public_access_block of the inputs keeps the public out of it, and its ACLs and policy are not read for that"}

_access := "aws_s3_bucket_public_access_block"

_versioning := "aws_s3_bucket_versioning"

_told(_, setting) := {"state": setting.versions} if setting.versions == "enabled"

_told(store, setting) := {"unknown": reason} if {
	setting.versions != "enabled"
	reason := array.concat([reason | reason := setting.unknown.versions], [reason | reason := own(store).unknown.locked])[0]
}

_told(store, setting) := {"state": _quiet(store, setting)} if {
	setting.versions in {"disabled", "suspended"}
	not setting.unknown.versions
	not own(store).unknown.locked
}

# What is new has no old versions.
_quiet(store, _) := "disabled" if _new(store)

_quiet(store, setting) := setting.versions if not _new(store)

_new(store) if "create" in own(store).actions
