package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

const rootLong = `keywright makes a key-management policy something that Terraform plans, CI blocks and auditors read.

  terraform plan -out=tfplan
  terraform show -json tfplan > plan.json
  keywright check plan.json              say what breaks the policy, and block
  keywright docs plan.json --out docs    write the auditor's document

The policy is read from ./keywright.hcl; without that file the built-in profile, a strict one, applies.

Exit status: 0 nothing blocks; 1 something blocks; 2 the input or the usage is wrong.
Environment: TF_VAR_NAME gives the variable NAME of a directory its value, and TF_WORKSPACE names its workspace; NO_COLOR (not empty) and TERM=dumb switch colours off; CI (any value but false) keeps binary plans
from being read without --allow-exec.`

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:               "keywright",
		Short:             "check and document key management declared in Terraform",
		Long:              rootLong,
		Version:           a.version,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              knownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return usage(cmd, "no command was given") },

		SuggestionsMinimumDistance: 2,
	}
	root.SetVersionTemplate(versionLine(a.version))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return withHint(err, seeHelp(cmd))
	})
	root.AddCommand(
		newCheck(a),
		newDocs(a),
		newInventory(a),
		newRules(a),
		newLocalKMS(a),
		newVersion(a),
	)
	return root
}

// knownCommand refuses a command that there is not, with the one that was meant.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := seeHelp(cmd)
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return errorf(hint, "there is no command %q", args[0])
}

// usage prints how a command is used on standard error, and returns what was wrong.
func usage(cmd *cobra.Command, problem string) error {
	if _, err := fmt.Fprintln(cmd.ErrOrStderr(), cmd.UsageString()); err != nil {
		return err
	}
	return withHint(errors.New(problem), seeHelp(cmd))
}

func seeHelp(cmd *cobra.Command) string {
	return cmd.CommandPath() + " --help says how it is used"
}

// somePlans wants at least one argument, and shows the usage where there is none.
func somePlans(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage(cmd, "no plan was given")
	}
	return nil
}
