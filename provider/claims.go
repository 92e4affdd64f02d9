package provider

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// claims notes what one run plans for each alias, because resources see only themselves. A create finds an existing key
// by its alias and takes it up, so that a plan must not create for an alias whose key another resource keeps or
// destroys. Terraform also plans -replace as an update followed by a create, which no resource sees as a destruction.
type claims struct {
	mu       sync.Mutex
	existing map[string]claim         // region and alias → the key that has it
	creating map[string]tftypes.Value // region and alias → configuration of the resource that makes it
	keeping  map[string]bool          // ARNs of keys that stay
	leaving  map[string]string        // region and alias → ARN of a key that goes
	renaming map[string]string        // region and alias → ARN of a key that is to have it and has another
	sets     map[string]set           // id of a multi-region key → what is planned of its set
	leading  map[string]string        // id of a multi-region key → region whose key is to be the primary
	grants   map[string]grantClaim    // region, key and name of a grant → what is planned of it
}

// grantClaim is a grant that stays, and one that is made.
type grantClaim struct {
	kept     string         // its id
	keeper   tftypes.Value  // configuration of the resource that has it
	creating *tftypes.Value // of the resource that makes one
}

// claim is a key of the state and what its resource says.
type claim struct {
	arn       string
	protected bool
	config    tftypes.Value
}

func newClaims() *claims {
	return &claims{existing: map[string]claim{}, creating: map[string]tftypes.Value{}, keeping: map[string]bool{}, leaving: map[string]string{}, renaming: map[string]string{}, sets: map[string]set{}, leading: map[string]string{}, grants: map[string]grantClaim{}}
}

// plan notes that a key is made or kept, and refuses what contradicts it, in whichever order the two come.
func (c *claims) plan(m, state *keyModel, config tftypes.Value, replaced bool, tell say, diags *diag.Diagnostics) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := whereabouts(m)
	switch {
	case state == nil:
		c.creating[at] = config
	case replaced:
		return // its creation is planned next
	default:
		at = whereabouts(state)
		c.existing[at] = claim{arn: state.ARN.ValueString(), protected: state.DeletionProtection.ValueBool(), config: config}
		if arn := state.ARN.ValueString(); c.keeping[arn] {
			diags.AddAttributeWarning(path.Root("arn"), "Two resources hold one key",
				fmt.Sprintf("The key %s is in this state twice: what one resource declares the other undoes, and the end of one ends the key for both. Remove one of them from the state (terraform state rm), which leaves the key as it is, and its declaration.", arn))
		}
		c.keeping[state.ARN.ValueString()] = true
		c.member(state, true, tell, diags)
		if to := whereabouts(m); to != at {
			c.renaming[to] = state.ARN.ValueString()
			c.judge(to, tell, diags)
		}
	}
	c.judge(at, tell, diags)
}

// destroy notes that a key goes.
func (c *claims) destroy(state *keyModel, tell say, diags *diag.Diagnostics) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := whereabouts(state)
	c.leaving[at] = state.ARN.ValueString()
	c.member(state, false, tell, diags)
	c.judge(at, tell, diags)
}

func (c *claims) judge(at string, tell say, diags *diag.Diagnostics) {
	if at == "" {
		return
	}
	config, creating := c.creating[at]
	held, exists := c.existing[at]
	switch gone := c.leaving[at]; {
	case gone != "" && c.keeping[gone]:
		diags.AddAttributeError(path.Root("arn"), "Two resources hold one key",
			fmt.Sprintf("The key %s would be destroyed by one resource while another keeps it. Remove the former from the state (terraform state rm), which leaves the key as it is.", gone))
	case gone != "" && creating:
		diags.AddAttributeError(path.Root("alias"), "The key would be destroyed and made again",
			fmt.Sprintf("The key %s goes with its resource while another resource makes a key for the same alias. If the resource was only renamed, say so with a moved block. If another key is meant, apply the destruction first.", gone))
	case exists && c.renaming[at] != "" && c.renaming[at] != held.arn:
		diags.AddAttributeError(path.Root("alias"), "Alias in use",
			fmt.Sprintf("The alias belongs to %s, a key of this state, and %s is to have it. An alias names one key: keep them apart, or, if the first is given another alias in this change, apply that first. Two keys change places by way of a third alias.", held.arn, c.renaming[at]))
	case !creating || !exists:
	case held.protected:
		tell(diags, path.Root("alias"), "The key is protected",
			fmt.Sprintf("The alias belongs to %s, a key of this state with deletion_protection, and another key is to be made for it. If two resources declare the alias, give one of them another. If the key shall be replaced (-replace), set deletion_protection = false first and apply that alone.", held.arn))
	case !held.config.Equal(config):
		diags.AddAttributeError(path.Root("alias"), "Alias declared twice",
			fmt.Sprintf("The alias belongs to %s, a key of this state, and another resource makes a key for it. Give one of them another alias; if the first is given another one in this change, apply that first.", held.arn))
	default:
		diags.AddAttributeWarning(path.Root("alias"), "The key is made anew",
			fmt.Sprintf("The alias belongs to %s, a key of this state, which is replaced. If that was not asked for (-replace, taint), two resources declare the same key: remove one.", held.arn))
	}
}

// whereabouts is where an alias is, or empty while that is not known.
func whereabouts(m *keyModel) string {
	if m.Alias.ValueString() == "" || m.Region.ValueString() == "" {
		return ""
	}
	return m.Region.ValueString() + " " + m.Alias.ValueString()
}
