# METADATA
# title: What rules ask of a pool
# description: |
#   The pools that stay or come, and the status of their data keys, which follows from the windows of a key and the clock:
#   FUTURE before encrypt_from, ENCRYPT until encrypt_until, DECRYPT after it, RECRYPT from recrypt_from, EXPIRED from
#   expired_at. A window ends before its last instant: at encrypt_until itself a key only decrypts.
package keywright.lib.pools

import data.keywright.lib.clock
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.windows

# alive are the pools that are there once the plan is applied.
alive := [pool | some pool in object.get(rows.inventory, "pools", []); rows.alive(pool)]

# name is what a pool is called in messages.
name(pool) := sprintf("the pool %s", [pool.name]) if {
	pool.name != ""
} else := pool.address

# capital begins a sentence with it.
capital(pool) := sprintf("The pool %s", [pool.name]) if {
	pool.name != ""
} else := pool.address

# coming says that a pool is only made by the change, and what keys it will have is not told yet.
coming(pool) if {
	"create" in pool.actions
	pool.unknown.deks
}

# unmade says of a pool to come that its keys are yet to be judged.
unmade(pool) := finding.not_assessed(pool.address, "key", "The keys of a pool are not assessed before the pool is made: their windows and what wraps them are recorded then.")

# gaps gives why the keys of a pool are not known, or that there are none to say anything of.
gaps(pool) := {reason | reason := pool.unknown.deks} | {"it holds no key" |
	not pool.unknown.deks
	count(pool.deks) == 0
}

# windowed are the windows that decide a status.
windowed := ["encrypt_from", "encrypt_until", "recrypt_from", "expired_at"]

# doubts gives why the status of a key is not known.
doubts(dek) := {sprintf("%s of %s: %s", [window, called(dek), dek.unknown[window]]) | some window in windowed; dek.unknown[window]} | ({sprintf("%s has no %s", [called(dek), window]) |
	some window in ["encrypt_from", "encrypt_until"]
	dek[window] == ""
	not dek.unknown[window]
} | {"no clock was given" | not clock.now})

# status gives the status of a key; it is undefined where it is not known.
status(dek) := "EXPIRED" if {
	count(doubts(dek)) == 0
	windows.past(dek.expired_at)
} else := "RECRYPT" if {
	count(doubts(dek)) == 0
	windows.past(dek.recrypt_from)
} else := "DECRYPT" if {
	count(doubts(dek)) == 0
	windows.past(dek.encrypt_until)
} else := "ENCRYPT" if {
	count(doubts(dek)) == 0
	windows.past(dek.encrypt_from)
} else := "FUTURE" if {
	count(doubts(dek)) == 0
}

# of gives the keys of a pool that have a status.
of(pool, wanted) := [dek | some dek in pool.deks; status(dek) == wanted]

# unsure gives why the status of any key of a pool is not known.
unsure(pool) := gaps(pool) | union({doubts(dek) | some dek in pool.deks})

# called is what a key is called in messages.
called(dek) := sprintf("key %s", [short(dek.alias)]) if {
	dek.alias != ""
} else := "a key without an alias that is known"

# short leaves of a fingerprint what tells it apart.
short(alias) := sprintf("%s…", [substring(alias, 0, 12)]) if {
	count(alias) > 12
} else := alias

# token stands for the material of the KEK that wraps a key: equal tokens are one KEK, and of different ones no two are. A replica
# has its primary's. It is undefined where an identifier does not tell: an alias may be any key's.
token(identifier) := _of_arn(key.primary) if {
	key := domains.by_address[identifier]
	key.primary != ""
	not domains.by_address[key.primary]
} else := _of_key(domains.by_address[key.primary]) if {
	key := domains.by_address[identifier]
	key.primary != ""
} else := _of_key(key) if {
	key := domains.by_address[identifier]
	key.kind != "replica"
} else := _of_arn(identifier) if {
	not domains.by_address[identifier]
}

_of_key(key) := key.key_id if {
	key.key_id != ""
} else := key.address

# An id is one key's, and of a multi-region key its replicas' as well.
_of_arn(identifier) := id if {
	id := split(identifier, "/")[1]
	regex.match(`^arn:[^/]*:key/[^/]+$`, identifier)
} else := identifier if {
	regex.match(`^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, identifier)
}

# retentions are how many days the backups of what a pool encrypts are kept, by the profile and by the pool itself.
retentions(pool) := {days |
	some days in [object.get(object.get(settings.domains, pool.purpose, {}), "backup_retention_days", null), pool.backup_retention_days]
	is_number(days)
}

# retention_gaps gives why they are not known.
retention_gaps(pool) := {reason | some attribute in ["purpose", "backup_retention_days"]; reason := pool.unknown[attribute]} | {sprintf("nothing says how long backups of %s are kept", [_purpose(pool)]) |
	count(retentions(pool)) == 0
}

_purpose(pool) := pool.purpose if {
	pool.purpose != ""
} else := "what it encrypts"
