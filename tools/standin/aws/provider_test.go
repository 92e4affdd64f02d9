package aws

import (
	"regexp"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// provider makes a provider's configuration.
func provider(t *testing.T, given fields) table.Values {
	t.Helper()
	return table.Object(body(t, config(), given))
}

func TestConfigure(t *testing.T) {
	role := []fields{{"role_arn": "arn:aws:iam::210987654321:role/deploy"}}
	cases := map[string]struct {
		config fields
		env    map[string]string
		want   table.Settings
	}{
		"by the block": {fields{"region": "eu-north-1"}, nil, table.Settings{Region: "eu-north-1", Account: defaultAccount, Partition: "aws"}},
		"by the environment": {
			fields{}, map[string]string{"AWS_REGION": "eu-west-1", AccountVariable: "111122223333"},
			table.Settings{Region: "eu-west-1", Account: "111122223333", Partition: "aws"},
		},
		"the block before the environment": {
			fields{"region": "cn-north-1", "allowed_account_ids": []string{"222233334444"}},
			map[string]string{"AWS_REGION": "eu-west-1", AccountVariable: "111122223333"},
			table.Settings{Region: "cn-north-1", Account: "222233334444", Partition: "aws-cn"},
		},
		"the role that is taken before all": {
			fields{"region": "us-gov-west-1", "assume_role": role, "allowed_account_ids": []string{"222233334444"}}, nil,
			table.Settings{Region: "us-gov-west-1", Account: "210987654321", Partition: "aws-us-gov"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := configure(provider(t, c.config), func(name string) string { return c.env[name] })
			if err != nil {
				t.Fatal(err)
			}
			if got.Region != c.want.Region || got.Account != c.want.Account || got.Partition != c.want.Partition {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
	if _, err := configure(provider(t, fields{}), func(string) string { return "" }); err == nil {
		t.Error("a provider without any region was accepted")
	}
}

// The tables must hold together: every name they refer to exists, and every value they give fits its type.
func TestTables(t *testing.T) {
	p := Provider()
	checkBlock(t, "provider", p.Config)
	for name, r := range p.Resources {
		if !strings.HasPrefix(name, "aws_") {
			t.Errorf("%s: a resource type begins with the provider's name", name)
		}
		if r.ID == "" {
			t.Errorf("%s has no template of its id", name)
		}
		full := r.Full()
		checkBlock(t, name, full)
		checkTemplate(t, name, "id", full, r.ID)
	}
	for name, d := range p.Data {
		checkBlock(t, "data "+name, d.Block)
	}
}

var (
	nameOf       = regexp.MustCompile(`^[a-z0-9_]+$`)
	placeholders = regexp.MustCompile(`\{([^}"]*)\}`)
	generated    = []string{"uuid", "hex8", "hex17", "hex32", "upper16", "region", "account", "partition", "dns_suffix"}
)

func checkBlock(t *testing.T, where string, b table.Block) {
	t.Helper()
	for name, a := range b.Attrs {
		at := where + "." + name
		if !nameOf.MatchString(name) || a.Type == nil {
			t.Errorf("%s: bad name or no type", at)
		}
		if a.IsRequired == (a.IsOptional || a.IsComputed) {
			t.Errorf("%s must be either required, or optional or computed", at)
		}
		for _, other := range append(a.Against, a.Needs) {
			if _, ok := b.Attrs[other]; other != "" && !ok {
				t.Errorf("%s refers to %s, which is not beside it", at, other)
			}
		}
		if _, err := table.Value(a.Type, a.DefaultValue); err != nil {
			t.Errorf("%s: default: %v", at, err)
		}
		if text, ok := a.AppliedValue.(string); ok {
			checkTemplate(t, where, name, b, text)
		} else if _, computed := a.AppliedValue.(func(table.Values) any); !computed {
			if _, err := table.Value(a.Type, a.AppliedValue); err != nil {
				t.Errorf("%s: value after apply: %v", at, err)
			}
		}
	}
	for name, n := range b.Blocks {
		if n.Max != 0 && n.Min > n.Max {
			t.Errorf("%s.%s: at least %d and at most %d", where, name, n.Min, n.Max)
		}
		checkBlock(t, where+"."+name, n.Block)
	}
}

func checkTemplate(t *testing.T, where, name string, b table.Block, template string) {
	t.Helper()
	for _, found := range placeholders.FindAllStringSubmatch(template, -1) {
		if _, own := b.Attrs[found[1]]; own || strings.Contains(strings.Join(generated, " "), found[1]) {
			continue
		}
		t.Errorf("%s.%s: the template %q names %q, which nothing fills", where, name, template, found[1])
	}
}
