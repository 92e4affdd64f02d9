# Good keys: policies of the kinds that the service's own guide shows and recommends, one key each. What may be found
# on them, and why, stands in expected.json.

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
  purposes = {
    account-narrowed-to-a-role         = "database"
    administrators-and-users           = "database"
    administrators-and-users-named     = "database"
    administrators-of-the-guide        = "pii"
    alias-at-request                   = "database"
    backup-vault                       = "database"
    cloudfront-origin                  = "database"
    cloudtrail                         = "log"
    cloudwatch-logs                    = "log"
    context-keys                       = "pii"
    default                            = "database"
    default-internal                   = "log"
    delegation-bounded                 = "database"
    delegation-bounded-resource-grants = "database"
    deletion-window                    = "database"
    dynamodb-table                     = "pii"
    ebs-auto-scaling                   = "database"
    enclave                            = "pii"
    encryption-context                 = "pii"
    encryption-context-required        = "pii"
    endpoint-only                      = "database"
    external-role                      = "database"
    external-role-with-grants          = "database"
    grants-bounded                     = "database"
    grants-with-context                = "aml-kyc"
    log-delivery                       = "log"
    mfa-by-age                         = "database"
    mfa-denied-without                 = "database"
    mfa-for-deletion                   = "database"
    office-network                     = "database"
    organisation-fence                 = "database"
    organisation-reads                 = "database"
    organisation-role                  = "database"
    organisation-trail                 = "log"
    principal-tag                      = "database"
    rds-instance                       = "database"
    s3-bucket                          = "aml-kyc"
    s3-inventory                       = "database"
    secrets-manager-account            = "application-secrets"
    secrets-manager-roles              = "application-secrets"
    session-tagged-role                = "pii"
    single-sign-on                     = "database"
    sns-topic                          = "database"
    split-encrypt-decrypt              = "pii"
    sqs-queue                          = "database"
    users-read-only-account            = "database"
    via-service                        = "database"
    via-service-denied-elsewhere       = "database"
    vpc-only                           = "database"
  }

  classes = {
    log = "internal"
  }
}

resource "aws_kms_key" "case" {
  for_each                = local.purposes
  description             = each.key
  policy                  = file("${path.module}/policies/${each.key}.json.tftpl")
  enable_key_rotation     = true
  rotation_period_in_days = each.value == "log" ? 90 : 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = each.value
    DataClassification = lookup(local.classes, each.value, "restricted")
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "unsaid" {
  description             = "the service's default policy, because none is said"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}
