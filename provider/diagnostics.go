package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// addError turns an error of the client into a diagnostic at the attribute it names.
func addError(diags *diag.Diagnostics, err error) {
	e := kms.AsError(err)
	if e == nil {
		diags.AddError("KMS call failed", "An unexpected error came back: "+err.Error()+".")
		return
	}
	detail := e.Detail
	if e.Err != nil {
		detail += "\n\nOriginal error: " + e.Err.Error()
	}
	if e.Attribute == "" {
		diags.AddError(e.Summary, detail)
		return
	}
	root, _, _ := strings.Cut(e.Attribute, ".")
	diags.AddAttributeError(path.Root(root), e.Summary, detail)
}

// addKeyError does the same for one entry of a resource's keys.
func addKeyError(diags *diag.Diagnostics, name string, err error) {
	at := path.Root("keys").AtMapKey(name)
	if e := kms.AsError(err); e != nil {
		detail := e.Detail
		if e.Err != nil {
			detail += "\n\nOriginal error: " + e.Err.Error()
		}
		diags.AddAttributeError(at, e.Summary, detail)
		return
	}
	diags.AddAttributeError(at, "KMS call failed", "An unexpected error came back: "+err.Error()+".")
}

// notConfigured says that the provider's configuration is not known yet, so that no call can be made.
func notConfigured(diags *diag.Diagnostics) {
	diags.AddError("Provider configuration not known yet",
		"The provider block rests on values that are only known after apply, so that KMS cannot be asked. Give region and credentials from variables, data sources or the environment, or apply what they rest on first (-target).")
}
