// Package google is the table of the provider registry.terraform.io/hashicorp/google as far as keys, what they encrypt
// and who may use them are concerned: attribute names and their behaviour as version 7 of that provider has them.
package google

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// The label that the provider adds to what it makes, unless it is told not to.
const (
	attributionKey   = "goog-terraform-provisioned"
	attributionValue = "true"
)

// Provider is the whole table.
func Provider() table.Provider {
	resources := map[string]table.Resource{}
	for _, part := range []map[string]table.Resource{kms(), iam(), identities(), stores(), databases(), volumes(), authorities(), secrets(), trails(), workloads()} {
		maps.Copy(resources, part)
	}
	return table.Provider{Name: "google", Config: config(), Resources: resources, Data: data(), Configure: configure}
}

func config() table.Block {
	attrs := table.Attrs{
		"add_terraform_attribution_label": table.Optional(table.Flag),
		"default_labels":                  table.Optional(table.Labels),
		"scopes":                          table.Optional(table.Texts),
		"user_project_override":           table.Optional(table.Flag),
	}
	for _, text := range []string{
		"access_token", "billing_project", "credentials", "impersonate_service_account", "project", "region",
		"request_reason", "request_timeout", "terraform_attribution_label_addition_strategy", "universe_domain", "zone",
	} {
		attrs[text] = table.Optional(table.Text)
	}
	return table.Block{Attrs: attrs}
}

// configure reads what plans depend on. The account is the project, which may be left out: then each resource names its own.
func configure(config table.Values, env func(string) string) (table.Settings, error) {
	out := table.Settings{
		Region: config.Text("region"), RegionUnknown: config.Unknown("region"),
		Account: config.Text("project"), DefaultTags: config.Labels("default_labels"),
		TagsUnknown: config.Unknown("default_labels"), Extra: map[string]string{},
	}
	if out.Account == "" && !config.Unknown("project") {
		out.Account = env("GOOGLE_PROJECT")
	}
	if !config.Known("add_terraform_attribution_label") || config.Flag("add_terraform_attribution_label") {
		out.Extra[attributionKey] = attributionValue
	}
	return out, nil
}

// project is the resource's own, else the provider's; it is known at plan.
func project(planned table.Values, _ bool, s table.Settings) error {
	if planned.Unknown("project") && s.Account != "" {
		planned["project"] = tftypes.NewValue(table.Text, s.Account)
	}
	return nil
}

// labelled is the resource's labels over the provider's default labels, with the provider's own on what is new.
func labelled(planned table.Values, creates bool, s table.Settings) error {
	if planned.Unknown("labels") || s.TagsUnknown {
		for _, name := range []string{"terraform_labels", "effective_labels"} {
			planned[name] = tftypes.NewValue(table.Labels, tftypes.UnknownValue)
		}
		return nil
	}
	all := maps.Clone(s.DefaultTags)
	if value := s.Extra[attributionKey]; value != "" && (creates || planned.Labels("effective_labels")[attributionKey] != "") {
		all[attributionKey] = value
	}
	maps.Copy(all, planned.Labels("labels"))
	for _, name := range []string{"terraform_labels", "effective_labels"} {
		v, err := table.Value(table.Labels, all)
		if err != nil {
			return fmt.Errorf("labels: %w", err)
		}
		planned[name] = v
	}
	return nil
}

// both does one after the other.
func both(first, second func(table.Values, bool, table.Settings) error) func(table.Values, bool, table.Settings) error {
	return func(planned table.Values, creates bool, s table.Settings) error {
		if err := first(planned, creates, s); err != nil {
			return err
		}
		return second(planned, creates, s)
	}
}

// withLabels are the attributes of what has labels.
func withLabels(attrs table.Attrs) table.Attrs {
	attrs["labels"] = table.Optional(table.Labels)
	attrs["terraform_labels"] = table.Computed(table.Labels)
	attrs["effective_labels"] = table.Computed(table.Labels)
	return attrs
}

func ownProject() table.Attr { return table.Optional(table.Text).Computed().ForceNew().As("{account}") }

func deletionPolicy() table.Attr { return table.Optional(table.Text).Computed().As("DELETE") }
