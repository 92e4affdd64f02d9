package google

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// iam are the three resources of each thing that has an IAM policy, by the attribute that names the thing.
func iam() map[string]table.Resource {
	out := map[string]table.Resource{}
	for prefix, names := range map[string]string{
		"google_kms_crypto_key":        "crypto_key_id",
		"google_kms_key_ring":          "key_ring_id",
		"google_project":               "project",
		"google_folder":                "folder",
		"google_organization":          "org_id",
		"google_secret_manager_secret": "secret_id",
		"google_service_account":       "service_account_id",
	} {
		out[prefix+"_iam_binding"] = iamBinding(names)
		out[prefix+"_iam_member"] = iamMember(names)
		out[prefix+"_iam_policy"] = iamPolicy(names)
	}
	return out
}

func iamBinding(names string) table.Resource {
	return table.Resource{ID: "{" + names + "}/{role}", Global: true, Block: table.Block{
		Attrs: onThing(names, table.Attrs{
			"members": table.Required(table.Names),
			"role":    table.Required(table.Text).ForceNew(),
		}),
		Blocks: table.Blocks{"condition": condition().Replacing()},
	}}
}

func iamMember(names string) table.Resource {
	return table.Resource{ID: "{" + names + "}/{role}/{member}", Global: true, Block: table.Block{
		Attrs: onThing(names, table.Attrs{
			"member": table.Required(table.Text).ForceNew(),
			"role":   table.Required(table.Text).ForceNew(),
		}),
		Blocks: table.Blocks{"condition": condition().Replacing()},
	}}
}

func iamPolicy(names string) table.Resource {
	return table.Resource{ID: "{" + names + "}", Global: true, Block: table.Block{
		Attrs: onThing(names, table.Attrs{"policy_data": table.Required(table.Text)}),
	}}
}

func onThing(names string, attrs table.Attrs) table.Attrs {
	attrs["etag"] = table.Computed(table.Text).As("BwX{hex8}=")
	attrs[names] = table.Required(table.Text).ForceNew()
	if names == "secret_id" {
		attrs["project"] = ownProject()
	}
	return attrs
}

func condition() table.Nested {
	return table.List(0, 1, table.Block{Attrs: table.Attrs{
		"description": table.Optional(table.Text),
		"expression":  table.Required(table.Text),
		"title":       table.Required(table.Text),
	}})
}

func identities() map[string]table.Resource {
	return map[string]table.Resource{
		"google_service_account": {
			ID: "projects/{project}/serviceAccounts/{email}", Global: true, Plan: both(project, email), Block: table.Block{Attrs: table.Attrs{
				"account_id":                   table.Required(table.Text).ForceNew(),
				"create_ignore_already_exists": table.Optional(table.Flag),
				"deletion_policy":              deletionPolicy(),
				"description":                  table.Optional(table.Text),
				"disabled":                     table.Optional(table.Flag).Default(false),
				"display_name":                 table.Optional(table.Text),
				"email":                        table.Computed(table.Text).As("{account_id}@{project}.iam.gserviceaccount.com"),
				"member":                       table.Computed(table.Text).As("serviceAccount:{account_id}@{project}.iam.gserviceaccount.com"),
				"name":                         table.Computed(table.Text).As("projects/{project}/serviceAccounts/{email}"),
				"project":                      ownProject(),
				"unique_id":                    table.Computed(table.Text).As("1{hex17}"),
			}},
		},
		"google_project_iam_custom_role": {
			ID: "projects/{project}/roles/{role_id}", Global: true, Plan: project, Block: table.Block{Attrs: table.Attrs{
				"deleted":         table.Computed(table.Flag).As(false),
				"deletion_policy": deletionPolicy(),
				"description":     table.Optional(table.Text),
				"name":            table.Computed(table.Text).As("projects/{project}/roles/{role_id}"),
				"permissions":     table.Required(table.Names),
				"project":         ownProject(),
				"role_id":         table.Required(table.Text).ForceNew(),
				"stage":           table.Optional(table.Text).Default("GA"),
				"title":           table.Required(table.Text),
			}},
		},
	}
}

// email is known at plan where name and project are.
func email(planned table.Values, creates bool, _ table.Settings) error {
	if !creates || !planned.Known("account_id") || !planned.Known("project") {
		return nil
	}
	address := planned.Text("account_id") + "@" + planned.Text("project") + ".iam.gserviceaccount.com"
	planned["email"] = tftypes.NewValue(table.Text, address)
	planned["member"] = tftypes.NewValue(table.Text, "serviceAccount:"+address)
	return nil
}
