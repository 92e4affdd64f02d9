package provider

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

var _ resource.ResourceWithMoveState = (*keyResource)(nil)

// MoveState takes an aws_kms_key over (moved { from = aws_kms_key.x }). As for an import, Read fills in the rest; the
// first plan shows what the declaration changes of the policy.
func (r *keyResource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{{StateMover: moveFromAWS}}
}

func moveFromAWS(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	if req.SourceTypeName != "aws_kms_key" || !strings.HasSuffix(req.SourceProviderAddress, "hashicorp/aws") {
		return
	}
	var source struct {
		ARN   string `json:"arn"`
		KeyID string `json:"key_id"`
	}
	if req.SourceRawState == nil || json.Unmarshal(req.SourceRawState.JSON, &source) != nil || source.ARN == "" {
		resp.Diagnostics.AddError("The aws_kms_key cannot be moved", "Its state holds no ARN. Remove it from the state (terraform state rm) and import the key instead.")
		return
	}
	ref, err := kms.ParseReference(source.ARN)
	if err != nil {
		resp.Diagnostics.AddError("The aws_kms_key cannot be moved", sentence(err)+" Remove it from the state (terraform state rm) and import the key instead.")
		return
	}
	for name, value := range map[string]string{"id": ref.ID, "key_id": ref.ID, "arn": source.ARN, "region": ref.Region} {
		resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root(name), value)...)
	}
}
