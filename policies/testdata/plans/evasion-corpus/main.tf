# A corpus of key policies: ways in which an administrator comes to decrypt, or strangers to a key, without a look of it,
# and twins that look as suspicious and are safe. What is right by IAM's rules of each policy stands in expected.json.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

locals {
  policies = { for file in fileset(path.module, "policies/*.json") : trimsuffix(basename(file), ".json") => file("${path.module}/${file}") }

  # The first word of a name says what sort of key the policy is on; without one of these it is a symmetric encryption key.
  sorts = {
    agree = { spec = "ECC_NIST_P384", usage = "KEY_AGREEMENT" }
    kem   = { spec = "ML_KEM_768", usage = "ENCAPSULATE_DECAPSULATE" }
    mac   = { spec = "HMAC_512", usage = "GENERATE_VERIFY_MAC" }
    sign  = { spec = "ECC_NIST_P384", usage = "SIGN_VERIFY" }
  }
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

resource "aws_kms_key" "case" {
  for_each = { for name, policy in local.policies : name => policy if !startswith(name, "external-") }

  policy                   = each.value
  multi_region             = startswith(each.key, "mrk-")
  customer_master_key_spec = try(local.sorts[split("-", each.key)[0]].spec, "SYMMETRIC_DEFAULT")
  key_usage                = try(local.sorts[split("-", each.key)[0]].usage, "ENCRYPT_DECRYPT")
  enable_key_rotation      = !contains(keys(local.sorts), split("-", each.key)[0])
  deletion_window_in_days  = 30
  tags                     = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_external_key" "case" {
  for_each = { for name, policy in local.policies : name => policy if startswith(name, "external-") }

  policy                  = each.value
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}
