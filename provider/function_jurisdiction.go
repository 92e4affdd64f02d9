package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// jurisdictionFunction is provider::keywright::jurisdiction.
type jurisdictionFunction struct{}

func newJurisdictionFunction() function.Function { return jurisdictionFunction{} }

func (jurisdictionFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "jurisdiction"
}

func (jurisdictionFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "The jurisdictions that a region is in",
		MarkdownDescription: "The country of an AWS region, and EU and EEA where the country is in them: `contains(provider::keywright::jurisdiction(\"eu-west-2\"), \"EEA\")` is false.",
		Parameters:          []function.Parameter{function.StringParameter{Name: "region", MarkdownDescription: "The region's code, such as `eu-north-1`."}},
		Return:              function.SetReturn{ElementType: types.StringType},
	}
}

func (jurisdictionFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var code string
	if resp.Error = req.Arguments.Get(ctx, &code); resp.Error != nil {
		return
	}
	region, ok := data.RegionNamed(code)
	if !ok {
		resp.Error = function.NewArgumentFuncError(0, fmt.Sprintf("%q is not in the table of regions, so that nobody can say in which country it is", code))
		return
	}
	resp.Error = resp.Result.Set(ctx, region.Jurisdictions)
}
