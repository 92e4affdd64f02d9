# Policies of Vault and who bears them: what is right is undetermined, for Vault may hold more; others fail ACC-01, ACC-02, ACC-09, ACC-14.

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

# Right: an application that encrypts and decrypts, and nothing else.
data "vault_policy_document" "application" {
  rule {
    path         = "transit/encrypt/database"
    capabilities = ["update"]
    description  = "new records"
  }
  rule {
    path         = "transit/decrypt/database"
    capabilities = ["update"]
    allowed_parameter {
      key   = "ciphertext"
      value = []
    }
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

# Right: an administrator of the keys who uses none of them.
resource "vault_policy" "administrator" {
  name   = "administrator"
  policy = <<-EOT
    # no use: neither data nor codes
    path "transit/keys/+" {
      capabilities = ["read", "create", "update"]
    }
    path "transit/keys/+/rotate" {
      capabilities = ["update"]
    }
  EOT
}

resource "vault_identity_group" "administrators" {
  name     = "administrators"
  policies = [vault_policy.administrator.name]
}

# Wrong: one segment too many is left open, and reaches decrypt, rewrap and export.
resource "vault_policy" "operator" {
  name   = "operator"
  policy = <<-EOT
    path "transit/+/database" { capabilities = ["update"] }
    path "transit/keys/database/*" { capabilities = ["update"] }
    path "transit/decrypt/database" { capabilities = ["deny"] } // rewrap still is open
  EOT
}

resource "vault_approle_auth_backend_role" "operator" {
  role_name      = "operator"
  token_policies = [vault_policy.operator.name]
}

# Wrong: who manages keys and gives policies to entities comes to all of them.
resource "vault_policy" "people" {
  name = "people"
  policy = jsonencode({
    path = {
      "identity/*"                   = { capabilities = ["create", "read", "update", "delete", "list"] }
      "transit/encrypt/database"     = { capabilities = ["update"] }
      "transit/keys/database/rotate" = { capabilities = ["update"] }
    }
  })
}

resource "vault_identity_entity" "ada" {
  name     = "ada"
  policies = [vault_policy.people.name]
}

# Wrong: the keys of tomorrow as well. Nobody of the plan bears it.
resource "vault_policy" "migration" {
  name   = "migration"
  policy = <<-EOT
    path "transit/rewrap/*" {
      policy = "write"
    }
  EOT
}
