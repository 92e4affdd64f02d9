package provider

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// claims notes, for one run, which existing key holds which alias. A create that is planned for an alias which a
// protected key of this state holds is either a second resource with that alias, or -replace, which Terraform plans as
// an update followed by a create and which no resource sees as a destruction. Both are refused.
type claims struct {
	mu        sync.Mutex
	protected map[string]string // region and alias → ARN of the protected key
	creating  map[string]bool
}

func newClaims() *claims {
	return &claims{protected: map[string]string{}, creating: map[string]bool{}}
}

// plan notes what is planned and refuses what contradicts it, in whichever order the two come.
func (c *claims) plan(m, state *keyModel, replaced bool, tell say, diags *diag.Diagnostics) {
	if m.Alias.IsUnknown() || m.Region.IsUnknown() {
		return
	}
	at := m.Region.ValueString() + " " + m.Alias.ValueString()
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case state == nil:
		c.creating[at] = true
	case !replaced && state.DeletionProtection.ValueBool() && state.Alias.Equal(m.Alias):
		c.protected[at] = state.ARN.ValueString()
	}
	if arn := c.protected[at]; arn != "" && c.creating[at] {
		tell(diags, path.Root("alias"), "The key is protected",
			fmt.Sprintf("alias/%s in %s belongs to %s, a key of this state with deletion_protection, and another key is to be made for it. If two resources declare the alias, give one of them another. If the key shall be replaced (-replace), set deletion_protection = false first and apply that alone.",
				m.Alias.ValueString(), m.Region.ValueString(), arn))
	}
}
