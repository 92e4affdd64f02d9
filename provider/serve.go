// Package provider is the Terraform provider: schemas, plans and diagnostics. What keys, policies and rotation are is
// decided in internal/kms and internal/keypolicy.
package provider

import (
	"context"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// Address is where the provider is in the registry.
const Address = "registry.terraform.io/keywright/keywright"

// New returns the provider's constructor, as Terraform's servers want it.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &keywrightProvider{version: version, journal: journalDirectory()} }
}

// journalDirectory is a place of the provider's own in Terraform's data directory, which init makes; empty where there is none.
func journalDirectory() string {
	folder := os.Getenv("TF_DATA_DIR")
	if folder == "" {
		folder = ".terraform"
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(folder, "keywright")
}

// garbagePercent is how much the heap may grow before it is cleared. A plan judges each key by itself, and what that takes is
// garbage at once: at Go's own 100 a fifth of a plan's time goes into clearing a heap that stays small.
const garbagePercent = 400

// Serve answers Terraform until it hangs up. With wait it waits for a debugger to be attached.
func Serve(ctx context.Context, version string, wait bool) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	return providerserver.Serve(ctx, New(version), providerserver.ServeOpts{Address: Address, Debug: wait, ProtocolVersion: 6})
}
