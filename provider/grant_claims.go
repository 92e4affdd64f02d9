package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// planGrant notes that a grant is made or kept, and refuses two resources that mean one, in whichever order they come: a
// create would take the other's grant up, or revoke it as an earlier version of its own.
func (c *claims) planGrant(m, state *grantModel, config tftypes.Value, replaced bool, diags *diag.Diagnostics) {
	if replaced {
		return // its creation is planned next
	}
	at := grantAt(m)
	if state != nil {
		at = grantAt(state)
	}
	if at == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	claim := c.grants[at]
	if state == nil {
		claim.creating = &config
	} else {
		if claim.kept != "" && claim.kept == state.GrantID.ValueString() {
			diags.AddAttributeWarning(path.Root("grant_id"), "Two resources hold one grant",
				fmt.Sprintf("The grant %s is in this state twice: the end of one resource ends it for both. Remove one of them from the state (terraform state rm), which leaves the grant as it is, and its declaration.", claim.kept))
		}
		claim.kept, claim.keeper = state.GrantID.ValueString(), config
	}
	c.grants[at] = claim
	if claim.kept == "" || claim.creating == nil {
		return
	}
	if claim.keeper.Equal(*claim.creating) {
		diags.AddAttributeWarning(path.Root("name"), "The grant is made anew",
			fmt.Sprintf("The key has the grant %s of this name, of this state, which is replaced. If that was not asked for (-replace, taint), two resources declare the same grant: remove one.", claim.kept))
		return
	}
	diags.AddAttributeError(path.Root("name"), "Grant declared twice",
		fmt.Sprintf("The key has the grant %s of this name, of this state, and another resource makes one. Give each grant of a key a name of its own.", claim.kept))
}

// grantAt is where a grant is, or empty while that is not known.
func grantAt(m *grantModel) string {
	if m.Region.ValueString() == "" || m.KeyID.ValueString() == "" || m.Name.ValueString() == "" {
		return ""
	}
	return m.Region.ValueString() + " " + keyPart(m.KeyID) + " " + m.Name.ValueString()
}
