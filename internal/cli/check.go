package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

const checkLong = `Says what in a plan or a state breaks the key-management policy, and blocks.

PLAN is the JSON of a plan or a state (terraform show -json), HCP Terraform's {"plan": …}, or - for standard input.
Several are judged together: a backup key may live in another state than the key that it backs up. A binary plan is
read by starting terraform, which starts the providers of its folder: only with --allow-exec, or where you sit at a
terminal outside CI.

A directory of .tf or .tofu files in place of a PLAN is judged by what it tells, without credentials, providers or
terraform init, as if all of it were made anew: so that a pull request from a fork can be checked. Variables have their
values by Terraform's order: defaults, TF_VAR_*, terraform.tfvars, terraform.tfvars.json, *.auto.tfvars, then --var and
--var-file. What only a plan can know is undetermined, or not assessed where it is about changes.

An outcome is pass, fail, undetermined (the plan does not know; it says what is missing), not assessed (an input was
not given) or excepted (by the register of exceptions). Only pass is a pass.

Exit status: 0 nothing blocks; 1 something blocks; 2 the input or the usage is wrong.`

const checkExample = `  keywright check plan.json
  terraform show -json tfplan | keywright check -
  keywright check --format text --format json=verdict.json plan.json backup/plan.json
  keywright check --var-file production.tfvars --account 123456789012 infra/
  keywright check --rule ACC-01 --all --now 2026-11-21T00:00:00Z plan.json`

// checking is what check is asked.
type checking struct {
	judging
	formats      []string
	failOn       string
	undetermined string
	require      []string
	rules        []string
	all          bool
}

func newCheck(a *app) *cobra.Command {
	c := &checking{}
	cmd := &cobra.Command{
		Use:     "check [flags] PLAN|DIR...",
		Short:   "say what breaks the policy, and block",
		Long:    checkLong,
		Example: checkExample,
		Args:    somePlans,
		RunE:    func(cmd *cobra.Command, args []string) error { return c.run(cmd, a, args) },
	}
	c.flags(cmd)
	f := cmd.Flags()
	f.StringArrayVar(&c.formats, "format", []string{"text"}, "a report: `KIND[=FILE]`, text or json; may be repeated")
	f.StringVar(&c.failOn, "fail-on", "", "the lowest severity that blocks, a `LEVEL`: critical, high, medium or low (default the profile's)")
	f.StringVar(&c.undetermined, "undetermined", "block", "what is undetermined on restricted keys, a `MODE`: block or warn")
	f.StringSliceVar(&c.require, "require", nil, "block where an `INPUT` is missing: estate or keys (approvals and evidence cannot be given yet)")
	f.StringArrayVar(&c.rules, "rule", nil, "apply only the rule of this `ID`, and those about the input as a whole; may be repeated")
	f.BoolVar(&c.all, "all", false, "list what passes and what was not assessed, too")
	return cmd
}

var severities = []string{string(finding.Critical), string(finding.High), string(finding.Medium), string(finding.Low)}

// options turns the flags into what the engine takes. The engine lists everything: the report chooses.
func (c *checking) options() (engine.Options, error) {
	o := engine.Options{FailOn: finding.Severity(c.failOn), Undetermined: c.undetermined, Require: c.require, Rules: c.rules, All: true}
	if c.failOn != "" && !slices.Contains(severities, c.failOn) {
		return o, oneOf("--fail-on", c.failOn, severities)
	}
	if c.undetermined != "block" && c.undetermined != "warn" {
		return o, oneOf("--undetermined", c.undetermined, []string{"block", "warn"})
	}
	for _, r := range c.require {
		if !slices.Contains(requirable, r) {
			return o, oneOf("--require", r, requirable)
		}
	}
	return o, nil
}

func oneOf(flag, given string, allowed []string) error {
	return errorf("it is one of "+strings.Join(allowed, ", "), "%s does not take %q", flag, given)
}

func (c *checking) run(cmd *cobra.Command, a *app, args []string) error {
	outs, err := parseOutputs(c.formats, report.Kinds())
	if err != nil {
		return err
	}
	o, err := c.options()
	if err != nil {
		return err
	}
	v, err := a.judge(cmd.Context(), args, c.judging, o)
	if err != nil {
		return err
	}
	if err := a.emit(outs, func(w io.Writer, o output) error {
		return report.Write(w, o.kind, &v.Result, a.layout(o, c.all))
	}); err != nil {
		return err
	}
	a.tellIfNothing(v, args)
	for _, why := range v.unmet() {
		a.say(why)
	}
	if v.Result.Summary.Blocked {
		return errBlocked
	}
	return nil
}

// layout is how to lay a report out: for the terminal where it goes to one, plain in a file.
func (a *app) layout(o output, all bool) report.Options {
	if o.file != "" {
		return report.Options{All: all}
	}
	return report.Options{All: all, Color: colored(a.Out), Width: columns(a.Out)}
}
