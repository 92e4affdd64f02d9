# Drop's key-management policy POL-SEC-KM-001, phase 2: five KEKs, each with one purpose and its own roles.

provider "keywright" {
  region      = "eu-north-1"
  ownership   = "drop-prod"
  policy_file = "${path.module}/keywright.hcl"
  enforcement = var.enforcement
}

# Section 5: keys live in the EEA, the backup key in a region of its own.
resource "keywright_residency" "eea" {
  primary_region = "eu-north-1"
  backup_region  = "eu-west-1"
  jurisdiction   = "EEA"
}

# KEK-02: the national ID number has a key that protects nothing else; a service of its own writes, only compliance
# decrypts.
resource "keywright_key" "national_id" {
  alias                = "drop-national-id-key"
  description          = "KEK-02: national ID numbers, field-level"
  purpose              = "national-id"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["users.fodselsnummer"]
  region               = keywright_residency.eea.primary_region
  deletion_window_days = 30
  deletion_protection  = var.deletion_protection
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    key-encrypt  = { principals = [local.roles["identity"]], data_keys = true, vpc_endpoint_ids = [var.kms_endpoint_id] }
    key-decrypt  = { principals = [local.roles["compliance"]], mfa = true }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

# KEK-01: the master of the data keys for name, e-mail and phone.
resource "keywright_key" "pii" {
  alias                = "drop-pii-key"
  description          = "KEK-01: personal data, master of its data keys"
  purpose              = "pii"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["users.name", "users.email", "users.phone"]
  region               = keywright_residency.eea.primary_region
  deletion_window_days = 30
  deletion_protection  = var.deletion_protection
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = [var.kms_endpoint_id] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

# KEK-03: KYC documents in S3 and AML investigation records, kept five years, and the key as long.
resource "keywright_key" "kyc" {
  alias                = "drop-kyc-key"
  description          = "KEK-03: KYC documents and AML records"
  purpose              = "aml-kyc"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["s3:drop-kyc-documents", "kyc.kyc_document_ref"]
  region               = keywright_residency.eea.primary_region
  deletion_window_days = 30
  deletion_protection  = var.deletion_protection
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    application  = { principals = [local.roles["kyc"]], vpc_endpoint_ids = [var.kms_endpoint_id] }
    service      = { principals = [local.roles["kyc"]], services = ["s3"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

# The database's storage encryption.
resource "keywright_key" "database" {
  alias                = "drop-db-master-key"
  description          = "Database KEK: RDS storage encryption"
  purpose              = "database"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["rds:drop-postgres"]
  region               = keywright_residency.eea.primary_region
  deletion_window_days = 30
  deletion_protection  = var.deletion_protection
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    service      = { principals = [local.roles["app"]], services = ["rds"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

# BACKUP-01: backups, under a key in another region.
resource "keywright_key" "backup" {
  alias                = "drop-backup-key"
  description          = "BACKUP-01: database backups"
  purpose              = "backup"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["s3:drop-backups"]
  region               = keywright_residency.eea.backup_region
  deletion_window_days = 30
  deletion_protection  = var.deletion_protection
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    key-encrypt  = { principals = [local.roles["backup"]], data_keys = true }
    key-decrypt  = { principals = [local.roles["restore"]], mfa = true }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

# Section 3.6: KEKs rotate every year by themselves; the backup key by hand, with two people.
resource "keywright_rotation" "annual" {
  method           = "automatic"
  period_days      = 365
  alert_after_days = 7
  keys = {
    national_id = keywright_key.national_id
    pii         = keywright_key.pii
    kyc         = keywright_key.kyc
    database    = keywright_key.database
  }
}

resource "keywright_rotation" "backup" {
  method           = "manual"
  period_days      = 365
  alert_after_days = 7
  owner            = "security-team"
  approval         = "rotate-key"
  keys = {
    backup = keywright_key.backup
  }
}

# Section 4: the keys are separate keys, the backup key elsewhere, and nobody decrypts both the national ID and more.
resource "keywright_separation" "keks" {
  keys = {
    national_id = keywright_key.national_id
    pii         = keywright_key.pii
    kyc         = keywright_key.kyc
    database    = keywright_key.database
    backup      = keywright_key.backup
  }
  distinct_regions = ["backup"]
  distinct_users   = ["national_id"]
}

output "keys" {
  description = "ARN of each KEK, by its alias."
  value = {
    for key in [
      keywright_key.national_id, keywright_key.pii, keywright_key.kyc, keywright_key.database, keywright_key.backup,
    ] : key.alias => key.arn
  }
}
