# METADATA
# title: How a principal comes to an identity
# description: The step of an escalation in which it assumes a role, takes an identity over or joins a group, as a sentence.
package keywright.lib.arrivals

import data.keywright.lib.identity_leads
import data.keywright.lib.identity_paths

# step says how a principal, which has a name, comes to a node: {"node", "verdict"}. Of several ways the first that is as sure
# as the verdict is told.
step(principal, name, to, strangers) := _taken(name, to.node, taker) if {
	taker := identity_paths.takes(principal, to.node, strangers, to.verdict)
} else := sprintf("%s may come to %s: identity policies let %s write those of %s, as which it may act as well, and so take every right.", [name, to.node, writer, written]) if {
	not _trusts(to.node)
	some [writer, written] in [min(identity_paths.writers(principal))]
} else := _taken(name, to.node, taker) if {
	taker := identity_paths.taker(principal, to.node, strangers, to.verdict)
} else := sprintf("%s may come to %s: the trust policy of %s %s.", [name, to.node, concat(" and ", identity_paths.trusting(to.node)), _lets(to.node)])

_taken(name, node, taker) := sprintf("%s may come to %s: identity policies let %s %s.", [name, node, taker.name, _words(taker.way, node)])

_words("seizes", node) := {
	"role": "rewrite whom it trusts (iam:UpdateAssumeRolePolicy), or take that right",
	"user": "make credentials for it (iam:CreateAccessKey), or take that right",
}[split(node, "/")[0]]

_words("passes", _) := "have a service that it trusts act as it, by passing it on (iam:PassRole) or by changing what runs as it"

_words("joins", _) := "put users into it (iam:AddUserToGroup)"

_trusts(node) if node in identity_leads.hidden

_trusts(node) if node in identity_leads.trusted

_lets(node) := "is known only after apply, and may let it" if {
	node in identity_leads.hidden
} else := "lets it"
