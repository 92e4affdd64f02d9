package provider

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestMoveFromAWS(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newKeyResource()
	var schema resource.SchemaResponse
	r.Schema(ctx, resource.SchemaRequest{}, &schema)
	const aws = "registry.terraform.io/hashicorp/aws"
	for name, c := range map[string]struct {
		address, kind, state string
		region               string
		fails                bool
	}{
		"a key":                {aws, "aws_kms_key", `{"arn":"arn:aws:kms:eu-west-1:123456789012:key/1","key_id":"1","policy":"{}"}`, "eu-west-1", false},
		"an imported key":      {aws, "aws_kms_external_key", `{"arn":"arn:aws:kms:eu-west-1:123456789012:key/1","key_material_base64":"c2VjcmV0"}`, "eu-west-1", false},
		"another type":         {aws, "aws_kms_alias", `{"arn":"arn:aws:kms:eu-west-1:123456789012:alias/a"}`, "", false},
		"another's key":        {"registry.terraform.io/x/y", "aws_kms_key", `{"arn":"arn:aws:kms:eu-west-1:123456789012:key/1"}`, "", false},
		"nothing in the state": {aws, "aws_kms_key", `{}`, "", true},
		"an ARN of a bucket":   {aws, "aws_kms_key", `{"arn":"arn:aws:s3:::b"}`, "", true},
	} {
		resp := resource.MoveStateResponse{TargetState: tfsdk.State{Schema: schema.Schema, Raw: tftypes.NewValue(schema.Schema.Type().TerraformType(ctx), nil)}}
		for _, mover := range r.(resource.ResourceWithMoveState).MoveState(ctx) {
			mover.StateMover(ctx, resource.MoveStateRequest{SourceProviderAddress: c.address, SourceTypeName: c.kind, SourceRawState: &tfprotov6.RawState{JSON: []byte(c.state)}}, &resp)
		}
		if resp.Diagnostics.HasError() != c.fails {
			t.Errorf("%s: %v", name, resp.Diagnostics)
		}
		region := ""
		if !resp.TargetState.Raw.IsNull() {
			resp.TargetState.GetAttribute(ctx, path.Root("region"), &region)
		}
		if region != c.region {
			t.Errorf("%s: the region is %q, want %q", name, region, c.region)
		}
	}
}

func TestMoveReplicaFromAWS(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newReplicaKeyResource()
	var schema resource.SchemaResponse
	r.Schema(ctx, resource.SchemaRequest{}, &schema)
	resp := resource.MoveStateResponse{TargetState: tfsdk.State{Schema: schema.Schema, Raw: tftypes.NewValue(schema.Schema.Type().TerraformType(ctx), nil)}}
	const primary = "arn:aws:kms:eu-north-1:123456789012:key/mrk-1"
	for _, mover := range r.(resource.ResourceWithMoveState).MoveState(ctx) {
		mover.StateMover(ctx, resource.MoveStateRequest{SourceProviderAddress: "registry.terraform.io/hashicorp/aws", SourceTypeName: "aws_kms_replica_key",
			SourceRawState: &tfprotov6.RawState{JSON: []byte(`{"arn":"arn:aws:kms:eu-west-1:123456789012:key/mrk-1","primary_key_arn":"` + primary + `"}`)}}, &resp)
	}
	for name, want := range map[string]string{"key_id": "mrk-1", "region": "eu-west-1", "primary_key_arn": primary} {
		got := ""
		resp.Diagnostics.Append(resp.TargetState.GetAttribute(ctx, path.Root(name), &got)...)
		if resp.Diagnostics.HasError() || got != want {
			t.Errorf("%s is %q, want %q: %v", name, got, want, resp.Diagnostics)
		}
	}
}

func TestMoveGrantFromAWS(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newGrantResource()
	var schema resource.SchemaResponse
	r.Schema(ctx, resource.SchemaRequest{}, &schema)
	for state, want := range map[string]string{
		`{"key_id":"k","grant_id":"g","region":"eu-west-1","retire_on_delete":true,"grant_token":"secret"}`: "g",
		`{"key_id":"k","grant_id":"g"}`: "g",
		`{"key_id":"k"}`:                "",
	} {
		resp := resource.MoveStateResponse{TargetState: tfsdk.State{Schema: schema.Schema, Raw: tftypes.NewValue(schema.Schema.Type().TerraformType(ctx), nil)}}
		moveGrantFromAWS(ctx, resource.MoveStateRequest{SourceProviderAddress: "registry.terraform.io/hashicorp/aws", SourceTypeName: "aws_kms_grant", SourceRawState: &tfprotov6.RawState{JSON: []byte(state)}}, &resp)
		if resp.Diagnostics.HasError() != (want == "") {
			t.Errorf("%s: %v", state, resp.Diagnostics)
		}
		id := ""
		if !resp.TargetState.Raw.IsNull() {
			resp.TargetState.GetAttribute(ctx, path.Root("grant_id"), &id)
		}
		if id != want {
			t.Errorf("%s: the grant is %q, want %q", state, id, want)
		}
	}
}
