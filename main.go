// Command terraform-provider-keywright is the Terraform provider when Terraform starts it, and the command line
// keywright otherwise.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/keywright/terraform-provider-keywright/provider"
)

// version is stamped by the linker: -X main.version=1.2.3.
var version = "dev"

// Terraform starts a plugin with this cookie in the environment. Its value tells our door from the environment of a
// plugin that happens to run keywright. Source: terraform-plugin-go, tf6server.
const (
	cookieName  = "TF_PLUGIN_MAGIC_COOKIE"
	cookieValue = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string) int {
	debug := len(args) > 0 && (args[0] == "-debug" || args[0] == "--debug")
	if os.Getenv(cookieName) == cookieValue || debug {
		// Terraform stops a provider by its protocol; an interrupt of the terminal reaches both and must not cut calls short.
		if err := provider.Serve(context.WithoutCancel(ctx), version, debug); err != nil {
			fmt.Fprintln(os.Stderr, "keywright: serving the provider:", err)
			return 1
		}
		return 0
	}
	fmt.Fprintln(os.Stderr, "keywright: start this through Terraform, or with -debug")
	return 2
}
