package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// ImportState resolves the reference; Read, which Terraform calls next, fills in the rest.
func (r *keyResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if !r.ready(&resp.Diagnostics) {
		return
	}
	key, err := r.session.client.Find(ctx, req.ID)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return
	}
	for name, value := range map[string]string{"id": key.ID, "key_id": key.ID, "arn": key.ARN, "region": key.Region} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	if ref, err := kms.ParseReference(req.ID); err == nil {
		if alias, ok := strings.CutPrefix(ref.ID, "alias/"); ok {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("alias"), alias)...)
		}
	}
}
