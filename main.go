// Command terraform-provider-keywright is the Terraform provider when Terraform starts it, and the command line
// keywright otherwise.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/keywright/terraform-provider-keywright/internal/cli"
	"github.com/keywright/terraform-provider-keywright/provider"
)

// version is stamped by the linker: -X main.version=1.2.3.
var version = "dev"

// Terraform starts a plugin with this cookie in the environment. Its value tells our door from the environment of
// another plugin that happens to run keywright. Source: terraform-plugin-go, tf6server.
const (
	cookieName  = "TF_PLUGIN_MAGIC_COOKIE"
	cookieValue = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	debug := len(args) > 0 && args[0] == "-debug"
	if os.Getenv(cookieName) != cookieValue && !debug {
		return cli.Run(ctx, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, version, args)
	}
	if err := provider.Serve(ctx, version, debug); err != nil {
		fmt.Fprintln(os.Stderr, "keywright: serving the provider:", err)
		return 1
	}
	return 0
}
