package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// planPrimary decides which key of a multi-region set is the primary: the one whose declaration says so, else whichever
// is. made says what a new key is when it is made.
func (m *keyModel) planPrimary(config, state *keyModel, made bool, diags *diag.Diagnostics) {
	is := types.BoolNull()
	switch {
	case state != nil:
		is = state.Primary
	case m.MultiRegion.IsUnknown():
		is = types.BoolUnknown()
	case m.MultiRegion.ValueBool():
		is = types.BoolValue(made)
	}
	switch wanted := config.Primary; {
	case wanted.IsNull():
		m.Primary = is
	case wanted.IsUnknown():
		m.Primary = types.BoolUnknown()
	case wanted.ValueBool() && !m.MultiRegion.IsUnknown() && !m.MultiRegion.ValueBool():
		diags.AddAttributeError(path.Root("primary"), "The key is of one region", "Only keys with multi_region = true have a primary. Leave primary out.")
	case !wanted.ValueBool() && is.ValueBool():
		diags.AddAttributeError(path.Root("primary"), "A primary does not step back",
			fmt.Sprintf("The key %s is the primary of its set, and KMS makes another one the primary instead of taking it from one. Set primary = true on that key, and leave it out here.", m.Alias.ValueString()))
	}
}

// promoted says that the configuration makes the key the primary. What it leaves out is not in the plan's place: a
// promotion by hand since the plan stands.
func promoted(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) bool {
	var wanted types.Bool
	diags.Append(config.GetAttribute(ctx, path.Root("primary"), &wanted)...)
	return wanted.ValueBool()
}

// lead notes which region's key is to be the primary of a set, and refuses two.
func (c *claims) lead(id, region string, diags *diag.Diagnostics) {
	if id == "" || region == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first := c.leading[id]; first != "" && first != region {
		diags.AddAttributeError(path.Root("primary"), "Two primaries",
			fmt.Sprintf("Both the key of %s and that of %s are declared to be the primary of %s. A set of multi-region keys has one: leave primary out of the other.", first, region, id))
	}
	c.leading[id] = region
}

// set is what is planned of the keys of one multi-region set: the primary that goes, another key that stays, and whether
// one of those that stay is the primary.
type set struct {
	going, staying string
	led            bool
}

// member notes that a key of a set goes or stays, and refuses that its primary goes before the others: nobody could make
// one of them the primary any more. Where two say that they are the primary, the one that stays is believed: Terraform
// may plan a destruction from what the last run knew. The lock is held.
func (c *claims) member(state *keyModel, stays bool, tell say, diags *diag.Diagnostics) {
	if !state.MultiRegion.ValueBool() || state.KeyID.ValueString() == "" {
		return
	}
	s := c.sets[state.KeyID.ValueString()]
	switch {
	case stays:
		s.staying, s.led = state.ARN.ValueString(), s.led || state.Primary.ValueBool()
	case state.Primary.ValueBool():
		s.going = state.ARN.ValueString()
	default:
		return
	}
	c.sets[state.KeyID.ValueString()] = s
	if s.going != "" && s.staying != "" && !s.led {
		tell(diags, path.Root("primary"), "The primary goes and a replica stays",
			fmt.Sprintf("%s is the primary of its set and would be destroyed while %s stays: nothing could be replicated or rotated any more. Set primary = true on the key that stays and apply that first.", s.going, s.staying))
	}
}
