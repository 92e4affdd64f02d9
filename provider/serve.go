// Package provider is the Terraform provider: schemas, plans and diagnostics. What keys, policies and rotation are is
// decided in internal/kms and internal/keypolicy.
package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// Address is where the provider is in the registry.
const Address = "registry.terraform.io/keywright/keywright"

// New returns the provider's constructor, as Terraform's servers want it.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &keywrightProvider{version: version} }
}

// Serve answers Terraform until it hangs up. With debug it waits for one to be attached.
func Serve(ctx context.Context, version string, debug bool) error {
	return providerserver.Serve(ctx, New(version), providerserver.ServeOpts{Address: Address, Debug: debug, ProtocolVersion: 6})
}
