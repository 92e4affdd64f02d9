// Command standin is a Terraform provider that stands in for a public one, so that plans can be made from real
// configuration where no registry and no cloud can be reached. Which provider it is follows from the name it is
// started by (terraform-provider-aws_v6.0.0) or from its first argument.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"

	"github.com/keywright/terraform-provider-keywright/tools/standin/aws"
	"github.com/keywright/terraform-provider-keywright/tools/standin/azurerm"
	"github.com/keywright/terraform-provider-keywright/tools/standin/cloudflare"
	"github.com/keywright/terraform-provider-keywright/tools/standin/github"
	"github.com/keywright/terraform-provider-keywright/tools/standin/google"
	"github.com/keywright/terraform-provider-keywright/tools/standin/keywright"
	"github.com/keywright/terraform-provider-keywright/tools/standin/random"
	"github.com/keywright/terraform-provider-keywright/tools/standin/serve"
	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
	"github.com/keywright/terraform-provider-keywright/tools/standin/tls"
	"github.com/keywright/terraform-provider-keywright/tools/standin/vault"
)

func main() {
	if err := run(os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "standin:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	providers := map[string]func() table.Provider{
		"aws": aws.Provider, "azurerm": azurerm.Provider, "cloudflare": cloudflare.Provider, "github": github.Provider, "google": google.Provider, "keywright": keywright.Provider,
		"random": random.Provider, "tls": tls.Provider, "vault": vault.Provider,
	}
	name := called(args)
	provider, ok := providers[name]
	if !ok {
		known := slices.Sorted(maps.Keys(providers))
		return fmt.Errorf("there is no table for the provider %q, only for %s: start it by the name terraform-provider-NAME or with NAME as its first argument",
			name, strings.Join(known, ", "))
	}
	t := provider()
	return tf5server.Serve("registry.terraform.io/hashicorp/"+t.Name, func() tfprotov5.ProviderServer { return serve.New(t) })
}

// called is the provider that the program was asked to be.
func called(args []string) string {
	if len(args) > 1 {
		return args[1]
	}
	name := strings.TrimSuffix(filepath.Base(args[0]), ".exe")
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "terraform-provider-"), "_")
	return name
}
