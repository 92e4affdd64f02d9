package google

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func data() map[string]table.Data {
	return map[string]table.Data{
		"google_client_config": {Block: clientConfig(), Read: readClientConfig},
		"google_iam_policy":    {Block: policyData(), Read: readPolicyData},
		"google_project":       {Block: projectData(), Read: readProject},
	}
}

func clientConfig() table.Block {
	return table.Block{Attrs: table.Attrs{
		"access_token": table.Computed(table.Text).Sensitive(), "default_labels": table.Computed(table.Labels),
		"id": table.Optional(table.Text).Computed(), "project": table.Computed(table.Text),
		"region": table.Computed(table.Text), "zone": table.Computed(table.Text),
	}}
}

func readClientConfig(_ table.Values, s table.Settings) (map[string]any, error) {
	return map[string]any{
		"access_token": "standin", "default_labels": s.DefaultTags, "project": s.Account, "region": s.Region, "zone": "",
		"id": fmt.Sprintf("projects/%q/regions/%q/zones/%q", s.Account, s.Region, ""),
	}, nil
}

func projectData() table.Block {
	return table.Block{Attrs: table.Attrs{
		"id": table.Optional(table.Text).Computed(), "name": table.Computed(table.Text),
		"number": table.Computed(table.Text), "project_id": table.Optional(table.Text),
	}}
}

func readProject(config table.Values, s table.Settings) (map[string]any, error) {
	id := config.Text("project_id")
	if id == "" {
		id = s.Account
	}
	number := "1" + fmt.Sprintf("%011d", crc32.ChecksumIEEE([]byte(id)))
	return map[string]any{"id": "projects/" + id, "name": id, "number": number}, nil
}

func policyData() table.Block {
	return table.Block{
		Attrs: table.Attrs{"id": table.Optional(table.Text).Computed(), "policy_data": table.Computed(table.Text)},
		Blocks: table.Blocks{
			"audit_config": table.Set(0, 0, table.Block{
				Attrs: table.Attrs{"service": table.Required(table.Text)},
				Blocks: table.Blocks{"audit_log_configs": table.Set(1, 0, table.Block{Attrs: table.Attrs{
					"exempted_members": table.Optional(table.Names), "log_type": table.Required(table.Text),
				}})},
			}),
			"binding": table.Set(0, 0, table.Block{
				Attrs:  table.Attrs{"members": table.Required(table.Names), "role": table.Required(table.Text)},
				Blocks: table.Blocks{"condition": condition()},
			}),
		},
	}
}

type binding struct {
	Condition *expr    `json:"condition,omitempty"`
	Members   []string `json:"members,omitempty"`
	Role      string   `json:"role,omitempty"`
}

type expr struct {
	Description string `json:"description,omitempty"`
	Expression  string `json:"expression,omitempty"`
	Title       string `json:"title,omitempty"`
}

// readPolicyData writes the bindings as the API takes them, in the order of their roles.
func readPolicyData(config table.Values, _ table.Settings) (map[string]any, error) {
	var out struct {
		Bindings []binding `json:"bindings,omitempty"`
	}
	for _, b := range config.Blocks("binding") {
		one := binding{Role: b.Text("role"), Members: b.Texts("members")}
		slices.Sort(one.Members)
		for _, c := range b.Blocks("condition") {
			one.Condition = &expr{Description: c.Text("description"), Expression: c.Text("expression"), Title: c.Text("title")}
		}
		out.Bindings = append(out.Bindings, one)
	}
	slices.SortStableFunc(out.Bindings, func(a, b binding) int { return strings.Compare(a.Role, b.Role) })
	text, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("policy data: %w", err)
	}
	return map[string]any{"policy_data": string(text), "id": strconv.FormatUint(uint64(crc32.ChecksumIEEE(text)), 10)}, nil
}
