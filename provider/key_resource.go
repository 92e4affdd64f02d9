package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var (
	_ resource.ResourceWithConfigure      = (*keyResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*keyResource)(nil)
	_ resource.ResourceWithImportState    = (*keyResource)(nil)
	_ resource.ResourceWithValidateConfig = (*keyResource)(nil)
)

// keyResource is keywright_key.
type keyResource struct{ configured }

func newKeyResource() resource.Resource { return &keyResource{} }

func (r *keyResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_key"
}

// configured is what every resource gets from the provider.
type configured struct{ session *session }

func (c *configured) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return // validation comes before configuration
	}
	s, ok := req.ProviderData.(*session)
	if !ok {
		resp.Diagnostics.AddError("Provider data of another type",
			fmt.Sprintf("Resources expect a session and got %T. This is a fault of keywright: please report it.", req.ProviderData))
		return
	}
	c.session = s
}

// ready says that KMS can be called, and if not adds why.
func (c *configured) ready(diags *diag.Diagnostics) bool {
	if c.session == nil || c.session.client == nil {
		notConfigured(diags)
		return false
	}
	return true
}
