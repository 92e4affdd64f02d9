# METADATA
# title: Callers whom a key policy knows by a condition alone
# description: |
#   A key policy may let everyone, or an account, use a key whose ARN, name or tags fit a condition. Whoever takes identities over
#   may come to one that fits: one of the account that is not in the plan, or whose name is known only after apply. Which there
#   are, nobody knows, so that this is never certain.
package keywright.lib.unnamed_callers

import data.keywright.lib.identity_paths
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_takeover

# gains gives the uses of a key that a principal, which has a name, may come to as such a caller.
gains(principal, name, key, uses) := {gain |
	count(identity_takeover.takers) > 0
	some row in key.access
	some capability in (uses & {given | some given in object.get(row, "unnamed", [])})
	row.capabilities[capability]
	some words in object.get(row, "conditions", [])
	regex.match(`(?i)^aws:(principalarn|principaltag/|principaltype|userid|username)`, words)
	_takes(principal)
	gain := {"capability": capability, "edge": "assume", "verdict": "undecided", "steps": [
		sprintf("Identity policies let %s take other identities over, and which there are is not in the plan.", [name]),
		sprintf("The key policy lets %s use the key where %s, which one of them may meet.", [row.principal, words]),
	]}
}

_takes(principal) if identity_resources.of_principal(principal) in identity_takeover.takers

_takes(principal) if {
	some node, _ in identity_paths.becomes(principal)
	node in identity_takeover.takers
}
