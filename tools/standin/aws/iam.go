package aws

import (
	"cmp"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// generatedName is the name that the provider makes: the prefix that the configuration gives, or its own, the time and a
// counter, 26 digits together.
func generatedName(v table.Values) any {
	return cmp.Or(v.Text("name_prefix"), "terraform-") + "202601010000000000{hex8}"
}

func iam() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_iam_access_key":              iamAccessKey(),
		"aws_iam_group":                   iamGroup(),
		"aws_iam_group_membership":        iamGroupMembership(),
		"aws_iam_group_policy":            iamInlinePolicy("group"),
		"aws_iam_group_policy_attachment": iamAttachment("group"),
		"aws_iam_policy":                  iamPolicy(),
		"aws_iam_policy_attachment":       iamPolicyAttachment(),
		"aws_iam_role":                    iamRole(),
		"aws_iam_role_policy":             iamInlinePolicy("role"),
		"aws_iam_role_policy_attachment":  iamAttachment("role"),
		"aws_iam_user":                    iamUser(),
		"aws_iam_user_group_membership":   iamUserGroupMembership(),
		"aws_iam_user_policy":             iamInlinePolicy("user"),
		"aws_iam_user_policy_attachment":  iamAttachment("user"),
	}
}

func iamRole() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Tagged: true, Block: table.Block{
		Attrs: named(table.Attrs{
			"arn":                   table.Computed(table.Text).As("arn:{partition}:iam::{account}:role{path}{name}"),
			"assume_role_policy":    table.Required(table.Text).JSON(),
			"create_date":           table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
			"description":           table.Optional(table.Text).As(""),
			"force_detach_policies": table.Optional(table.Flag).Default(false),
			"managed_policy_arns":   table.Optional(table.Names).Computed().As([]string{}),
			"max_session_duration":  table.Optional(table.Number).Default(3600).Between(3600, 43200),
			"path":                  table.Optional(table.Text).ForceNew().Default("/"),
			"permissions_boundary":  table.Optional(table.Text).As(""),
			"unique_id":             table.Computed(table.Text).As("AROA{upper16}"),
		}),
		Blocks: table.Blocks{"inline_policy": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"name": table.Optional(table.Text), "policy": table.Optional(table.Text).JSON(),
		}}).Computed()},
	}}
}

func iamUser() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Tagged: true, Block: table.Block{Attrs: table.Attrs{
		"arn":                  table.Computed(table.Text).As("arn:{partition}:iam::{account}:user{path}{name}"),
		"force_destroy":        table.Optional(table.Flag).Default(false),
		"name":                 table.Required(table.Text),
		"path":                 table.Optional(table.Text).Default("/"),
		"permissions_boundary": table.Optional(table.Text).As(""),
		"unique_id":            table.Computed(table.Text).As("AIDA{upper16}"),
	}}}
}

func iamGroup() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"arn":       table.Computed(table.Text).As("arn:{partition}:iam::{account}:group{path}{name}"),
		"name":      table.Required(table.Text),
		"path":      table.Optional(table.Text).Default("/"),
		"unique_id": table.Computed(table.Text).As("AGPA{upper16}"),
	}}}
}

func iamPolicy() table.Resource {
	return table.Resource{ID: "{arn}", Global: true, Tagged: true, Block: table.Block{Attrs: named(table.Attrs{
		"arn":              table.Computed(table.Text).As("arn:{partition}:iam::{account}:policy{path}{name}"),
		"attachment_count": table.Computed(table.Number).As(0),
		"description":      table.Optional(table.Text).ForceNew().As(""),
		"path":             table.Optional(table.Text).ForceNew().Default("/"),
		"policy":           table.Required(table.Text).JSON(),
		"policy_id":        table.Computed(table.Text).As("ANPA{upper16}"),
	})}}
}

// iamInlinePolicy is the policy inside a role, user or group.
func iamInlinePolicy(of string) table.Resource {
	return table.Resource{ID: "{" + of + "}:{name}", Global: true, Block: table.Block{Attrs: named(table.Attrs{
		of:       table.Required(table.Text).ForceNew(),
		"policy": table.Required(table.Text).JSON(),
	})}}
}

// iamAttachment ties a managed policy to a role, user or group.
func iamAttachment(of string) table.Resource {
	return table.Resource{ID: "{" + of + "}-20260101000000{hex8}", Global: true, Block: table.Block{Attrs: table.Attrs{
		of:           table.Required(table.Text).ForceNew(),
		"policy_arn": table.Required(table.Text).ForceNew().ARN(),
	}}}
}

func iamPolicyAttachment() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"groups":     table.Optional(table.Names),
		"name":       table.Required(table.Text).ForceNew(),
		"policy_arn": table.Required(table.Text).ForceNew().ARN(),
		"roles":      table.Optional(table.Names),
		"users":      table.Optional(table.Names),
	}}}
}

// iamGroupMembership is all members of a group.
func iamGroupMembership() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"group": table.Required(table.Text).ForceNew(),
		"name":  table.Required(table.Text).ForceNew(),
		"users": table.Required(table.Names),
	}}}
}

// iamUserGroupMembership puts a user into groups beside those it is in already.
func iamUserGroupMembership() table.Resource {
	return table.Resource{ID: "terraform-20260101000000{hex8}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"groups": table.Required(table.Names),
		"user":   table.Required(table.Text).ForceNew(),
	}}}
}

func iamAccessKey() table.Resource {
	return table.Resource{ID: "AKIASTANDIN-{hex8}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"create_date":                    table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		"encrypted_secret":               table.Computed(table.Text),
		"encrypted_ses_smtp_password_v4": table.Computed(table.Text),
		"key_fingerprint":                table.Computed(table.Text),
		"pgp_key":                        table.Optional(table.Text).ForceNew(),
		"secret":                         table.Computed(table.Text).Sensitive().As("stand-in-no-secret"),
		"ses_smtp_password_v4":           table.Computed(table.Text).Sensitive().As("stand-in-no-secret"),
		"status":                         table.Optional(table.Text).Default("Active").In("Active", "Inactive"),
		"user":                           table.Required(table.Text).ForceNew(),
	}}}
}

// named adds name and name_prefix, of which one may be set and either is filled in.
func named(attrs table.Attrs) table.Attrs {
	attrs["name"] = table.Optional(table.Text).Computed().ForceNew().Without("name_prefix").As(generatedName)
	attrs["name_prefix"] = table.Optional(table.Text).Computed().ForceNew().Without("name").As("")
	return attrs
}
