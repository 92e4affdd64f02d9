# Certificates of Azure Key Vault: one that is right; others that fail ENC-05 by their life or their key, or stand in plain (SEC-03); and one whose life is not known.

terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}

provider "azurerm" {
  features {}
}

locals {
  group  = "drop"
  tenant = "22222222-2222-2222-2222-222222222222"
}

resource "azurerm_key_vault" "primary" {
  name                       = "drop-primary"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_certificate" "right" {
  name         = "right"
  key_vault_id = azurerm_key_vault.primary.id
  certificate_policy {
    issuer_parameters {
      name = "DigiCert"
    }
    key_properties {
      exportable = false
      reuse_key  = false
      key_type   = "EC-HSM"
      curve      = "P-384"
    }
    secret_properties {
      content_type = "application/x-pkcs12"
    }
    lifetime_action {
      action {
        action_type = "AutoRenew"
      }
      trigger {
        days_before_expiry = 20
      }
    }
    x509_certificate_properties {
      subject            = "CN=right.example.com"
      key_usage          = ["digitalSignature"]
      validity_in_months = 2
    }
  }
}

resource "azurerm_key_vault_certificate" "yearly" {
  name         = "yearly"
  key_vault_id = azurerm_key_vault.primary.id
  certificate_policy {
    issuer_parameters {
      name = "Self"
    }
    key_properties {
      exportable = false
      reuse_key  = false
      key_type   = "RSA"
      key_size   = 4096
    }
    secret_properties {
      content_type = "application/x-pkcs12"
    }
    lifetime_action {
      action {
        action_type = "AutoRenew"
      }
      trigger {
        days_before_expiry = 20
      }
    }
    x509_certificate_properties {
      subject            = "CN=yearly.example.com"
      key_usage          = ["digitalSignature"]
      validity_in_months = 12
    }
  }
}

resource "azurerm_key_vault_certificate" "curve" {
  name         = "curve"
  key_vault_id = azurerm_key_vault.primary.id
  certificate_policy {
    issuer_parameters {
      name = "Self"
    }
    key_properties {
      exportable = false
      reuse_key  = false
      key_type   = "EC"
      curve      = "P-256K"
    }
    secret_properties {
      content_type = "application/x-pkcs12"
    }
    lifetime_action {
      action {
        action_type = "AutoRenew"
      }
      trigger {
        days_before_expiry = 20
      }
    }
    x509_certificate_properties {
      subject            = "CN=curve.example.com"
      key_usage          = ["digitalSignature"]
      validity_in_months = 2
    }
  }
}

resource "azurerm_key_vault_certificate" "later" {
  name         = "later"
  key_vault_id = azurerm_key_vault.primary.id
  certificate_policy {
    issuer_parameters {
      name = "DigiCert"
    }
    key_properties {
      exportable = false
      reuse_key  = false
      key_type   = "EC-HSM"
      curve      = "P-384"
    }
    secret_properties {
      content_type = "application/x-pkcs12"
    }
    lifetime_action {
      action {
        action_type = "AutoRenew"
      }
      trigger {
        days_before_expiry = 20
      }
    }
    x509_certificate_properties {
      subject            = "CN=later.example.com"
      key_usage          = ["digitalSignature"]
      validity_in_months = tonumber(formatdate("M", timestamp()))
    }
  }
}

variable "certificate" {
  type      = string
  sensitive = true
  default   = "bm90IGEgY2VydGlmaWNhdGU="
}

resource "azurerm_key_vault_certificate" "imported" {
  name         = "imported"
  key_vault_id = azurerm_key_vault.primary.id
  certificate {
    contents = var.certificate
  }
}
