package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

// listing is what inventory is asked.
type listing struct {
	judging
	formats []string
}

func newInventory(a *app) *cobra.Command {
	l := &listing{}
	cmd := &cobra.Command{
		Use:     "inventory [flags] PLAN|DIR...",
		Short:   "print the key register",
		Long:    "Prints what a plan, a state or a directory of configuration holds of keys, their access, rotation, separation and residency, for other programs.",
		Example: "  keywright inventory plan.json\n  keywright inventory --format json=register.json plan.json",
		Args:    somePlans,
		RunE:    func(cmd *cobra.Command, args []string) error { return l.run(cmd, a, args) },
	}
	l.flags(cmd)
	cmd.Flags().StringArrayVar(&l.formats, "format", []string{"json"}, "the register: `KIND[=FILE]`, json")
	return cmd
}

func (l *listing) run(cmd *cobra.Command, a *app, args []string) error {
	outs, err := parseOutputs(l.formats, []string{"json"})
	if err != nil {
		return err
	}
	v, err := a.judge(cmd.Context(), args, l.judging, engine.Options{})
	if err != nil {
		return err
	}
	a.tellIfNothing(v, args)
	return a.emit(outs, func(w io.Writer, _ output) error { return report.WriteInventory(w, &v.Inventory) })
}
