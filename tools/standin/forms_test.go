package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/keywright/terraform-provider-keywright/tools/standin/aws"
	"github.com/keywright/terraform-provider-keywright/tools/standin/azurerm"
	"github.com/keywright/terraform-provider-keywright/tools/standin/cloudflare"
	"github.com/keywright/terraform-provider-keywright/tools/standin/github"
	"github.com/keywright/terraform-provider-keywright/tools/standin/google"
	"github.com/keywright/terraform-provider-keywright/tools/standin/keywright"
	"github.com/keywright/terraform-provider-keywright/tools/standin/random"
	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
	"github.com/keywright/terraform-provider-keywright/tools/standin/tls"
	"github.com/keywright/terraform-provider-keywright/tools/standin/vault"
)

var update = flag.Bool("update", false, "write the forms of the types anew")

// formsFile is what internal/source knows of the types, where no provider can be asked.
const formsFile = "../../internal/source/schema/stock.json"

type form struct {
	Attributes map[string]attributeForm `json:"attributes,omitempty"`
	Blocks     map[string]blockForm     `json:"blocks,omitempty"`
}

type attributeForm struct {
	Type      any  `json:"type"`
	Computed  bool `json:"computed,omitempty"`
	Sensitive bool `json:"sensitive,omitempty"`
	WriteOnly bool `json:"write_only,omitempty"`
	Default   any  `json:"default,omitempty"`
}

type blockForm struct {
	Nesting  string `json:"nesting"`
	Computed bool   `json:"computed,omitempty"`
	form
}

// What a directory is read by is this table and no other.
func TestFormsAreWritten(t *testing.T) {
	t.Parallel()
	forms := map[string]map[string]form{"resource": {}, "data": {}}
	for _, p := range []table.Provider{aws.Provider(), azurerm.Provider(), cloudflare.Provider(), github.Provider(), google.Provider(), keywright.Provider(), random.Provider(), tls.Provider(), vault.Provider()} {
		for name, r := range p.Resources {
			forms["resource"][name] = formOf(r.Full())
		}
		for name, d := range p.Data {
			forms["data"][name] = formOf(d.Block)
		}
	}
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(forms); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(formsFile, want.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(formsFile); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the table says (%v): run this test with -update", formsFile, err)
	}
}

func formOf(b table.Block) form {
	out := form{Attributes: map[string]attributeForm{}, Blocks: map[string]blockForm{}}
	for name, a := range b.Attrs {
		out.Attributes[name] = attributeForm{
			Type: a.Type, Computed: a.IsComputed, Sensitive: a.IsSensitive, WriteOnly: a.IsWriteOnly, Default: a.DefaultValue,
		}
	}
	for name, n := range b.Blocks {
		nesting := map[table.Nesting]string{table.InList: "list", table.InSet: "set", table.Single: "single"}[n.Nesting]
		out.Blocks[name] = blockForm{Nesting: nesting, Computed: n.IsComputed, form: formOf(n.Block)}
	}
	return out
}
