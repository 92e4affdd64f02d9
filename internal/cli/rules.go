package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

func newRules(a *app) *cobra.Command {
	var formats []string
	cmd := &cobra.Command{
		Use:     "rules [flags] [ID]",
		Short:   "list the rules, or explain one",
		Long:    "Lists the rules that check applies, or explains one: what must hold and why, how to mend a breach, and HCL that it refuses and accepts.",
		Example: "  keywright rules\n  keywright rules ACC-01\n  keywright rules --format json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			outs, err := parseOutputs(formats, report.Kinds())
			if err != nil {
				return err
			}
			e, err := engine.New(cmd.Context())
			if err != nil {
				return err
			}
			return a.explain(e.Rules(), args, outs)
		},
	}
	cmd.Flags().StringArrayVar(&formats, "format", []string{"text"}, "how to print them: `KIND[=FILE]`, text or json")
	return cmd
}

// explain prints all rules, or the one named.
func (a *app) explain(rules []finding.Rule, args []string, outs []output) error {
	one := len(args) == 1
	if one {
		r, err := ruleNamed(rules, args[0])
		if err != nil {
			return err
		}
		rules = []finding.Rule{r}
	}
	return a.emit(outs, func(w io.Writer, o output) error {
		layout := a.layout(o, true)
		if one {
			return report.WriteRule(w, o.kind, rules[0], layout)
		}
		return report.WriteRules(w, o.kind, rules, layout)
	})
}
