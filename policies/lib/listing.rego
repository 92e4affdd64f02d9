# METADATA
# title: Lists in messages
# description: Says which addresses a message is about, without repeating all of a long list at every key.
package keywright.lib.listing

_most := 5

# short names the first five addresses and says how many more there are.
short(addresses) := concat(", ", sort(addresses)) if {
	count(addresses) <= _most
} else := sprintf("%s and %d more", [
	concat(", ", array.slice(sort(addresses), 0, _most)),
	count(addresses) - _most,
])
