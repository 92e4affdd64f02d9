package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// judgeAtPlan holds the planned key against the rules about one key.
func (r *keyResource) judgeAtPlan(context.Context, *keyModel, *diag.Diagnostics) {}

// judgeAtApply does so again where the plan did not know everything.
func (r *keyResource) judgeAtApply(context.Context, *keyModel, *diag.Diagnostics) {}
