package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// capabilitiesFunction is provider::keywright::capabilities.
type capabilitiesFunction struct{}

func newCapabilitiesFunction() function.Function { return capabilitiesFunction{} }

func (capabilitiesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "capabilities"
}

func (capabilitiesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "What a key policy lets whom do",
		MarkdownDescription: "For every principal that a key policy names, such as `AWS:arn:aws:iam::123456789012:role/app`, its capabilities: `can`, or `undecided` where that is left to identity policies. " +
			"What is not there, it cannot do. A condition on an Allow does not take a capability away.",
		Parameters: []function.Parameter{function.StringParameter{Name: "policy", MarkdownDescription: "The key policy, JSON."}},
		Return:     function.MapReturn{ElementType: types.MapType{ElemType: types.StringType}},
	}
}

func (capabilitiesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	document, err := keypolicy.Parse(text)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	found := map[string]map[string]string{}
	for who, verdicts := range keypolicy.Analyse(document, nil, nil).Principals {
		found[who] = map[string]string{}
		for capability := range verdicts {
			if v := verdicts[capability].Verdict; v != keypolicy.Cannot {
				found[who][capability] = string(v)
			}
		}
	}
	resp.Error = resp.Result.Set(ctx, found)
}
