# METADATA
# title: What rows of access have in common outside AWS
# description: |
#   The fields of finding.Access that other clouds have no use for: no grants, no requests by MFA or network, nothing that
#   an account leaves to identity policies.
package keywright.lib.cloud_access

# base gives a row with these fields.
base(principal, capabilities) := {
	"principal": principal,
	"capabilities": capabilities,
	"in_view": false,
	"accounts": [],
	"named": true,
	"without_mfa": capabilities,
	"off_network": capabilities,
	"open_grant": "no",
	"grantees": [],
	"confined": false,
	"unnamed": [],
	"acts": {"replicate": "no", "import": "no"},
	"for_services": false,
	"grants_perhaps": false,
}
