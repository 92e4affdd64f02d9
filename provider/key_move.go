package provider

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

var (
	_ resource.ResourceWithMoveState = (*keyResource)(nil)
	_ resource.ResourceWithMoveState = (*replicaKeyResource)(nil)
)

// MoveState takes an aws_kms_key or aws_kms_external_key over (moved { from = aws_kms_key.x }). As for an import, Read fills in the rest; the
// first plan shows what the declaration changes of the policy.
func (r *keyResource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{{StateMover: moveKey("aws_kms_key")}, {StateMover: moveKey("aws_kms_external_key")}}
}

// MoveState takes an aws_kms_replica_key over.
func (r *replicaKeyResource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{{StateMover: moveKey("aws_kms_replica_key")}}
}

// moveKey takes over what names a key in the state of the AWS provider's resource of a type.
func moveKey(kind string) func(context.Context, resource.MoveStateRequest, *resource.MoveStateResponse) {
	return func(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
		if req.SourceTypeName != kind || !strings.HasSuffix(req.SourceProviderAddress, "hashicorp/aws") {
			return
		}
		var source struct {
			ARN        string `json:"arn"`
			PrimaryARN string `json:"primary_key_arn"`
		}
		if req.SourceRawState == nil || json.Unmarshal(req.SourceRawState.JSON, &source) != nil || source.ARN == "" {
			resp.Diagnostics.AddError("The "+kind+" cannot be moved", "Its state holds no ARN. Remove it from the state (terraform state rm) and import the key instead.")
			return
		}
		ref, err := kms.ParseReference(source.ARN)
		if err != nil {
			resp.Diagnostics.AddError("The "+kind+" cannot be moved", sentence(err)+" Remove it from the state (terraform state rm) and import the key instead.")
			return
		}
		values := map[string]string{"id": ref.ID, "key_id": ref.ID, "arn": source.ARN, "region": ref.Region}
		if source.PrimaryARN != "" {
			values["primary_key_arn"] = source.PrimaryARN
		}
		for name, value := range values {
			resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, path.Root(name), value)...)
		}
	}
}
