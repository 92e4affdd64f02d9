# Keys of Vault's transit engine and secrets of its key-value engine: a key that is right, and others that fail KEY-01, KEY-08, ROT-01, SEC-03.

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

resource "vault_audit" "file" {
  type    = "file"
  options = { file_path = "/var/log/vault/audit.log" }
}

variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}

resource "vault_transit_secret_backend_key" "right" {
  backend            = "transit"
  name               = "database"
  auto_rotate_period = 7776000
}

resource "vault_transit_secret_backend_key" "short" {
  backend          = "transit"
  name             = "short"
  type             = "aes128-gcm96"
  exportable       = true
  deletion_allowed = true
}

resource "vault_transit_secret_backend_key" "tokens" {
  backend            = "transit"
  name               = "tokens"
  type               = "ed25519"
  auto_rotate_period = 2592000
}

resource "vault_kv_secret_v2" "plain" {
  mount     = "kv"
  name      = "plain"
  data_json = jsonencode({ password = var.password })
}

resource "vault_kv_secret_v2" "write_only" {
  mount                = "kv"
  name                 = "write-only"
  data_json_wo         = jsonencode({ password = var.password })
  data_json_wo_version = 1
}
