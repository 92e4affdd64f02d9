package serve

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
)

// unsupported answers the calls that a table cannot: each says so by name, so that nothing looks done.
type unsupported struct{ provider string }

func (u unsupported) refuse(what string) error {
	return fmt.Errorf("the stand-in for %s does not support %s", u.provider, what)
}

// GetResourceIdentitySchemas gives none: the tables have no identities.
func (u unsupported) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

// UpgradeResourceIdentity refuses.
func (u unsupported) UpgradeResourceIdentity(context.Context, *tfprotov5.UpgradeResourceIdentityRequest) (*tfprotov5.UpgradeResourceIdentityResponse, error) {
	return nil, u.refuse("resource identities")
}

// MoveResourceState refuses.
func (u unsupported) MoveResourceState(_ context.Context, r *tfprotov5.MoveResourceStateRequest) (*tfprotov5.MoveResourceStateResponse, error) {
	return nil, u.refuse(fmt.Sprintf("moving %s to %s", r.SourceTypeName, r.TargetTypeName))
}

// GenerateResourceConfig refuses.
func (u unsupported) GenerateResourceConfig(context.Context, *tfprotov5.GenerateResourceConfigRequest) (*tfprotov5.GenerateResourceConfigResponse, error) {
	return nil, u.refuse("generating configuration")
}

// GetFunctions gives none.
func (u unsupported) GetFunctions(context.Context, *tfprotov5.GetFunctionsRequest) (*tfprotov5.GetFunctionsResponse, error) {
	return &tfprotov5.GetFunctionsResponse{}, nil
}

// CallFunction refuses.
func (u unsupported) CallFunction(_ context.Context, r *tfprotov5.CallFunctionRequest) (*tfprotov5.CallFunctionResponse, error) {
	return nil, u.refuse("the function " + r.Name)
}

// ValidateEphemeralResourceConfig refuses.
func (u unsupported) ValidateEphemeralResourceConfig(_ context.Context, r *tfprotov5.ValidateEphemeralResourceConfigRequest) (*tfprotov5.ValidateEphemeralResourceConfigResponse, error) {
	return nil, u.refuse("the ephemeral resource " + r.TypeName)
}

// OpenEphemeralResource refuses.
func (u unsupported) OpenEphemeralResource(_ context.Context, r *tfprotov5.OpenEphemeralResourceRequest) (*tfprotov5.OpenEphemeralResourceResponse, error) {
	return nil, u.refuse("the ephemeral resource " + r.TypeName)
}

// RenewEphemeralResource refuses.
func (u unsupported) RenewEphemeralResource(_ context.Context, r *tfprotov5.RenewEphemeralResourceRequest) (*tfprotov5.RenewEphemeralResourceResponse, error) {
	return nil, u.refuse("the ephemeral resource " + r.TypeName)
}

// CloseEphemeralResource refuses.
func (u unsupported) CloseEphemeralResource(_ context.Context, r *tfprotov5.CloseEphemeralResourceRequest) (*tfprotov5.CloseEphemeralResourceResponse, error) {
	return nil, u.refuse("the ephemeral resource " + r.TypeName)
}
