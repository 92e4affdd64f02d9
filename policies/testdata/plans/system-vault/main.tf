# A small estate in Vault: keys of the transit engine, policies, and who bears them. Nothing fails; tests change one fact at a time.

terraform {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
}

provider "vault" {
  address = "https://vault.drop.example"
}

resource "vault_transit_secret_backend_key" "data" {
  for_each           = toset(["application-secrets", "database"])
  backend            = "transit"
  name               = each.key
  auto_rotate_period = 30240000
}

resource "vault_audit" "file" {
  type    = "file"
  options = { file_path = "/var/log/vault/audit.log" }
}

# By hand, with two approvals.
resource "vault_transit_secret_backend_key" "backup" {
  backend = "transit"
  name    = "backup"
}

resource "vault_transit_secret_backend_key" "tokens" {
  backend            = "signing"
  name               = "tokens"
  type               = "ed25519"
  auto_rotate_period = 7776000
}

resource "vault_kv_secret_v2" "database" {
  mount                = "kv"
  name                 = "database"
  data_json_wo         = jsonencode({ password = "write-only" })
  data_json_wo_version = 1
}

data "vault_policy_document" "application" {
  rule {
    path         = "transit/encrypt/database"
    capabilities = ["update"]
  }
  rule {
    path         = "transit/decrypt/database"
    capabilities = ["update"]
  }
}

resource "vault_policy" "application" {
  name   = "application"
  policy = data.vault_policy_document.application.hcl
}

resource "vault_kubernetes_auth_backend_role" "application" {
  role_name                        = "application"
  bound_service_account_names      = ["drop"]
  bound_service_account_namespaces = ["drop"]
  token_policies                   = [vault_policy.application.name]
}

resource "vault_policy" "backup" {
  name = "backup"
  policy = jsonencode({
    path = {
      "transit/encrypt/backup" = { capabilities = ["update"] }
    }
  })
}

resource "vault_approle_auth_backend_role" "backup" {
  role_name      = "backup"
  token_policies = [vault_policy.backup.name]
}

resource "vault_policy" "signer" {
  name   = "signer"
  policy = <<-EOT
    path "signing/sign/tokens" { capabilities = ["update"] }
    path "signing/verify/tokens" { capabilities = ["update"] }
  EOT
}

resource "vault_jwt_auth_backend_role" "signer" {
  role_name       = "signer"
  role_type       = "jwt"
  user_claim      = "sub"
  token_policies  = [vault_policy.signer.name]
}

resource "vault_policy" "administrator" {
  name   = "administrator"
  policy = <<-EOT
    # no use: neither data nor signatures
    path "transit/keys/+" { capabilities = ["read", "create"] }
    path "transit/keys/+/rotate" { capabilities = ["update"] }
    path "signing/keys/+" { capabilities = ["read", "create"] }
    path "signing/keys/+/rotate" { capabilities = ["update"] }
  EOT
}

resource "vault_identity_group" "administrators" {
  name     = "administrators"
  policies = [vault_policy.administrator.name]
}

resource "vault_policy" "auditor" {
  name   = "auditor"
  policy = <<-EOT
    path "transit/keys/*" { capabilities = ["read", "list"] }
    path "signing/keys/*" { capabilities = ["read", "list"] }
  EOT
}

resource "vault_ldap_auth_backend_group" "auditors" {
  groupname = "auditors"
  policies  = [vault_policy.auditor.name]
}
