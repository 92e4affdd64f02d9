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
	r.importKey(ctx, req.ID, resp)
}

func (c *configured) importKey(ctx context.Context, id string, resp *resource.ImportStateResponse) *kms.Key {
	if !c.ready(&resp.Diagnostics) {
		return nil
	}
	key, err := c.session.client.Find(ctx, id)
	if err != nil {
		addError(&resp.Diagnostics, err)
		return nil
	}
	for name, value := range map[string]string{"id": key.ID, "key_id": key.ID, "arn": key.ARN, "region": key.Region} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	if ref, err := kms.ParseReference(id); err == nil {
		if alias, ok := strings.CutPrefix(ref.ID, "alias/"); ok {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("alias"), alias)...)
		}
	}
	return key
}
