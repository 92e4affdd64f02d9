package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.Out, versionLine(a.version))
			return err
		},
	}
}

func versionLine(version string) string {
	return fmt.Sprintf("keywright %s\n", version)
}
