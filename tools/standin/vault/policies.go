package vault

import (
	"fmt"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func policy() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"name": table.Required(table.Text).ForceNew(), "namespace": table.Optional(table.Text).ForceNew(), "policy": table.Required(table.Text),
	}}}
}

// policyDocument has of a rule what says who may do what.
func policyDocument() table.Data {
	parameter := func() table.Nested {
		return table.List(0, 0, table.Block{Attrs: table.Attrs{"key": table.Required(table.Text), "value": table.Required(table.Texts)}})
	}
	return table.Data{
		Block: table.Block{
			Attrs: table.Attrs{"hcl": table.Computed(table.Text), "id": table.Optional(table.Text).Computed(), "namespace": table.Optional(table.Text)},
			Blocks: table.Blocks{"rule": table.List(0, 0, table.Block{
				Attrs: table.Attrs{
					"capabilities": table.Required(table.Texts), "description": table.Optional(table.Text), "max_wrapping_ttl": table.Optional(table.Text),
					"min_wrapping_ttl": table.Optional(table.Text), "path": table.Required(table.Text), "required_parameters": table.Optional(table.Texts),
				},
				Blocks: table.Blocks{"allowed_parameter": parameter(), "denied_parameter": parameter()},
			})},
		},
		Read: func(config table.Values, _ table.Settings) (map[string]any, error) {
			var out strings.Builder
			for _, rule := range config.Blocks("rule") {
				if text := rule.Text("description"); text != "" {
					fmt.Fprintf(&out, "# %s\n", text)
				}
				fmt.Fprintf(&out, "path %q {\n  capabilities = %s\n", rule.Text("path"), list(rule.Texts("capabilities")))
				for _, name := range []string{"allowed_parameter", "denied_parameter"} {
					if parameters := rule.Blocks(name); len(parameters) > 0 {
						fmt.Fprintf(&out, "  %ss = {\n", name)
						for _, p := range parameters {
							fmt.Fprintf(&out, "    %q = %s\n", p.Text("key"), list(p.Texts("value")))
						}
						out.WriteString("  }\n")
					}
				}
				out.WriteString("}\n\n")
			}
			return map[string]any{"hcl": out.String(), "id": "1"}, nil
		},
	}
}

func list(words []string) string {
	quoted := slices.Clone(words)
	for i, word := range quoted {
		quoted[i] = fmt.Sprintf("%q", word)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// authRole is a role by which one logs in; its name stands in one attribute.
func authRole(kind, name, mount string, more table.Attrs) table.Resource {
	attrs := table.Attrs{
		"backend":                 table.Optional(table.Text).ForceNew().Default(mount),
		name:                      table.Required(table.Text).ForceNew(),
		"namespace":               table.Optional(table.Text).ForceNew(),
		"token_no_default_policy": table.Optional(table.Flag),
		"token_policies":          table.Optional(table.Names),
		"token_ttl":               table.Optional(table.Number),
	}
	for name, attr := range more {
		attrs[name] = attr
	}
	return table.Resource{ID: "auth/{backend}/" + kind + "/{" + name + "}", Global: true, Block: table.Block{Attrs: attrs}}
}

func authRoles() map[string]table.Resource {
	names := func(list ...string) table.Attrs {
		attrs := table.Attrs{}
		for _, name := range list {
			attrs[name] = table.Optional(table.Names)
		}
		return attrs
	}
	login := names("bound_audiences", "allowed_redirect_uris")
	login["role_type"] = table.Optional(table.Text)
	login["user_claim"] = table.Required(table.Text)
	secret := names("secret_id_bound_cidrs")
	secret["bind_secret_id"] = table.Optional(table.Flag).Default(true)
	secret["role_id"] = table.Optional(table.Text).Computed()
	return map[string]table.Resource{
		"vault_approle_auth_backend_role":    authRole("role", "role_name", "approle", secret),
		"vault_aws_auth_backend_role":        authRole("role", "role", "aws", names("bound_iam_principal_arns")),
		"vault_azure_auth_backend_role":      authRole("role", "role", "azure", names("bound_service_principal_ids")),
		"vault_cert_auth_backend_role":       authRole("certs", "name", "cert", table.Attrs{"certificate": table.Required(table.Text)}),
		"vault_gcp_auth_backend_role":        authRole("role", "role", "gcp", table.Attrs{"type": table.Required(table.Text), "bound_service_accounts": table.Optional(table.Names)}),
		"vault_jwt_auth_backend_role":        authRole("role", "role_name", "jwt", login),
		"vault_kubernetes_auth_backend_role": authRole("role", "role_name", "kubernetes", names("bound_service_account_names", "bound_service_account_namespaces")),
	}
}

// giving is what gives policies by another attribute than token_policies.
func giving(id string, attrs table.Attrs) table.Resource {
	attrs["namespace"] = table.Optional(table.Text).ForceNew()
	return table.Resource{ID: id, Global: true, Block: table.Block{Attrs: attrs}}
}

func identities() map[string]table.Resource {
	return map[string]table.Resource{
		"vault_identity_entity": giving("{uuid}", table.Attrs{
			"disabled": table.Optional(table.Flag).Default(false), "external_policies": table.Optional(table.Flag).Default(false),
			"metadata": table.Optional(table.Labels), "name": table.Optional(table.Text).Computed(), "policies": table.Optional(table.Names),
		}),
		"vault_identity_entity_policies": giving("{entity_id}", table.Attrs{
			"entity_id": table.Required(table.Text).ForceNew(), "entity_name": table.Computed(table.Text), "exclusive": table.Optional(table.Flag).Default(true),
			"policies": table.Required(table.Names),
		}),
		"vault_identity_group": giving("{uuid}", table.Attrs{
			"external_policies": table.Optional(table.Flag).Default(false), "member_entity_ids": table.Optional(table.Names),
			"member_group_ids": table.Optional(table.Names), "metadata": table.Optional(table.Labels), "name": table.Optional(table.Text).Computed(),
			"policies": table.Optional(table.Names), "type": table.Optional(table.Text).Default("internal").ForceNew(),
		}),
		"vault_identity_group_member_entity_ids": giving("{group_id}", table.Attrs{
			"exclusive": table.Optional(table.Flag).Default(true), "group_id": table.Required(table.Text).ForceNew(),
			"group_name": table.Computed(table.Text), "member_entity_ids": table.Optional(table.Names),
		}),
		"vault_identity_group_policies": giving("{group_id}", table.Attrs{
			"exclusive": table.Optional(table.Flag).Default(true), "group_id": table.Required(table.Text).ForceNew(),
			"group_name": table.Computed(table.Text), "policies": table.Required(table.Names),
		}),
		"vault_ldap_auth_backend_group": giving("auth/{backend}/groups/{groupname}", table.Attrs{
			"backend": table.Optional(table.Text).ForceNew().Default("ldap"), "groupname": table.Required(table.Text).ForceNew(),
			"policies": table.Optional(table.Names),
		}),
		"vault_token": giving("{uuid}", table.Attrs{
			"client_token": table.Computed(table.Text).Sensitive(), "display_name": table.Optional(table.Text).ForceNew(),
			"no_default_policy": table.Optional(table.Flag).ForceNew(), "policies": table.Optional(table.Names).ForceNew(),
		}),
		"vault_token_auth_backend_role": giving("auth/token/roles/{role_name}", table.Attrs{
			"allowed_policies": table.Optional(table.Names), "allowed_policies_glob": table.Optional(table.Names),
			"disallowed_policies": table.Optional(table.Names), "role_name": table.Required(table.Text).ForceNew(),
			"token_no_default_policy": table.Optional(table.Flag),
		}),
	}
}
