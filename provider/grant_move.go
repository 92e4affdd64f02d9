package provider

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// MoveState takes an aws_kms_grant over (moved { from = aws_kms_grant.x }); Read fills in the rest. A grant without a
// name is made anew, since nothing of a grant can be changed.
func (r *grantResource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{{StateMover: moveGrantFromAWS}}
}

func moveGrantFromAWS(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	if req.SourceTypeName != "aws_kms_grant" || !strings.HasSuffix(req.SourceProviderAddress, "hashicorp/aws") {
		return
	}
	var source struct {
		KeyID          string `json:"key_id"`
		GrantID        string `json:"grant_id"`
		Region         string `json:"region"`
		RetireOnDelete bool   `json:"retire_on_delete"`
	}
	if req.SourceRawState == nil || json.Unmarshal(req.SourceRawState.JSON, &source) != nil || source.KeyID == "" || source.GrantID == "" {
		resp.Diagnostics.AddError("The aws_kms_grant cannot be moved", "Its state holds no key_id or no grant_id. Remove it from the state (terraform state rm) and import the grant instead.")
		return
	}
	for name, value := range map[string]string{"id": source.GrantID, "grant_id": source.GrantID, "key_id": source.KeyID, "region": source.Region} {
		if value != "" {
			resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root(name), value)...)
		}
	}
	resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root("retire_on_destroy"), source.RetireOnDelete)...)
}
