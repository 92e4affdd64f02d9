# A whole estate of one key of Vault, of which it is decided who may use it; that it says nothing of itself fails KEY-04, and that no audit
# device records its use AUD-01 and AUD-02.

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

resource "vault_transit_secret_backend_key" "database" {
  backend            = "transit"
  name               = "database"
  auto_rotate_period = 7776000
}

resource "vault_policy" "application" {
  name   = "application"
  policy = <<-EOT
    path "transit/encrypt/database" { capabilities = ["update"] }
    path "transit/decrypt/database" { capabilities = ["update"] }
  EOT
}

resource "vault_kubernetes_auth_backend_role" "application" {
  role_name                        = "application"
  bound_service_account_names      = ["drop"]
  bound_service_account_namespaces = ["drop"]
  token_policies                   = [vault_policy.application.name]
}

resource "vault_policy" "administrator" {
  name   = "administrator"
  policy = <<-EOT
    path "transit/keys/+" { capabilities = ["read"] }
    path "transit/keys/+/rotate" { capabilities = ["update"] }
  EOT
}

resource "vault_identity_group" "administrators" {
  name     = "administrators"
  policies = [vault_policy.administrator.name]
}
