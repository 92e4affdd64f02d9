# Databases beside RDS and DynamoDB: each once under the key of databases, once wrong (not encrypted, or by the service's key), and some of which the plan does not tell. Beside each stands what ENC-01 says of it.

provider "aws" {
  region = "eu-north-1"
}

locals {
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
    Purpose            = "database"
  }
}

resource "aws_kms_key" "database" {
  description             = "database"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}

resource "terraform_data" "later" {
  input = "later"
}


# DocumentDB. Pass.
resource "aws_docdb_cluster" "right" {
  cluster_identifier          = "docdb-right"
  backup_retention_period     = 30
  manage_master_user_password = true
  master_username             = "drop"
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.database.arn
  tags                        = local.tags
}

# Fail: not encrypted unless it says so, whatever key it names. ENC-06 fails: backups end after a day. SEC-03 fails: the password
# stands in plain.
resource "aws_docdb_cluster" "plain" {
  cluster_identifier = "docdb-plain"
  master_username    = "drop"
  master_password    = "correct-horse-battery-staple"
  tags               = local.tags
}

# Fail: the service's key.
resource "aws_docdb_cluster" "services_key" {
  cluster_identifier      = "docdb-services-key"
  backup_retention_period = 30
  storage_encrypted       = true
  kms_key_id              = "arn:aws:kms:eu-north-1:123456789012:alias/aws/rds"
  tags                    = local.tags
}

# Undetermined: as its snapshot is.
resource "aws_docdb_cluster" "restored" {
  cluster_identifier      = "docdb-restored"
  backup_retention_period = 30
  snapshot_identifier     = "docdb-monthly"
  storage_encrypted       = true
  tags                    = local.tags
}

# Pass: a key counts whatever the snapshot has.
resource "aws_docdb_cluster" "restored_right" {
  cluster_identifier      = "docdb-restored-right"
  backup_retention_period = 30
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.database.arn
  restore_to_point_in_time {
    source_cluster_identifier  = "docdb-other"
    use_latest_restorable_time = true
  }
  tags = local.tags
}

# Neptune. Pass.
resource "aws_neptune_cluster" "right" {
  cluster_identifier      = "neptune-right"
  backup_retention_period = 30
  storage_encrypted       = true
  kms_key_arn             = aws_kms_key.database.arn
  tags                    = local.tags
}

# Fail, and ENC-06: not encrypted, and backups end after a day.
resource "aws_neptune_cluster" "plain" {
  cluster_identifier = "neptune-plain"
  tags               = local.tags
}

# Undetermined: as its snapshot is.
resource "aws_neptune_cluster" "restored" {
  cluster_identifier      = "neptune-restored"
  backup_retention_period = 30
  snapshot_identifier     = "neptune-monthly"
  tags                    = local.tags
}

# Undetermined, and no word of ENC-06: a replica has the backups of what it replicates.
resource "aws_neptune_cluster" "replica" {
  cluster_identifier            = "neptune-replica"
  replication_source_identifier = "arn:aws:rds:eu-north-1:123456789012:cluster:neptune-other"
  storage_encrypted             = true
  tags                          = local.tags
}

# Redshift. Pass: the provider's version 6 turns encryption on where it is left out.
resource "aws_redshift_cluster" "right" {
  cluster_identifier                  = "redshift-right"
  node_type                           = "ra3.large"
  automated_snapshot_retention_period = 30
  kms_key_id                          = aws_kms_key.database.arn
  tags                                = local.tags
}

# Fail: by the service's key. The first user's password is under the key of Secrets Manager, and rotates every 30 days.
resource "aws_redshift_cluster" "services_key" {
  cluster_identifier                  = "redshift-services-key"
  node_type                           = "ra3.large"
  automated_snapshot_retention_period = 30
  master_username                     = "drop"
  manage_master_password              = true
  tags                                = local.tags
}

# Fail: not encrypted. ENC-06 and SEC-03 fail as well.
resource "aws_redshift_cluster" "plain" {
  cluster_identifier  = "redshift-plain"
  node_type           = "ra3.large"
  encrypted           = false
  publicly_accessible = true
  master_username     = "drop"
  master_password     = "Correct-horse-1"
  tags                = local.tags
}

# Undetermined: as its snapshot is.
resource "aws_redshift_cluster" "restored" {
  cluster_identifier                  = "redshift-restored"
  node_type                           = "ra3.large"
  automated_snapshot_retention_period = 30
  snapshot_identifier                 = "redshift-monthly"
  tags                                = local.tags
}

# Redshift Serverless. Pass.
resource "aws_redshiftserverless_namespace" "right" {
  namespace_name = "serverless-right"
  kms_key_id     = aws_kms_key.database.arn
  tags           = local.tags
}

# Fail: the service's key; SEC-03 fails: the password stands in plain.
resource "aws_redshiftserverless_namespace" "services_key" {
  namespace_name      = "serverless-services-key"
  admin_username      = "drop"
  admin_user_password = "Correct-horse-1"
  tags                = local.tags
}

# Undetermined: the key that the text names is not known.
resource "aws_redshiftserverless_namespace" "later" {
  namespace_name = "serverless-later"
  kms_key_id     = "arn:aws:kms:eu-north-1:123456789012:key/${terraform_data.later.output}"
  tags           = local.tags
}

# Timestream. Pass.
resource "aws_timestreamwrite_database" "right" {
  database_name = "timestream-right"
  kms_key_id    = aws_kms_key.database.arn
  tags          = local.tags
}

# Fail: the service's key.
resource "aws_timestreamwrite_database" "services_key" {
  database_name = "timestream-services-key"
  tags          = local.tags
}

# MemoryDB. Pass.
resource "aws_memorydb_cluster" "right" {
  name        = "memorydb-right"
  acl_name    = "drop"
  node_type   = "db.t4g.small"
  kms_key_arn = aws_kms_key.database.arn
  tags        = local.tags
}

# Fail: the service's key.
resource "aws_memorydb_cluster" "services_key" {
  name      = "memorydb-services-key"
  acl_name  = "drop"
  node_type = "db.t4g.small"
  tags      = local.tags
}

# Keyspaces. Pass.
resource "aws_keyspaces_table" "right" {
  keyspace_name = "drop"
  table_name    = "right"
  encryption_specification {
    type               = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_identifier = aws_kms_key.database.arn
  }
  tags = local.tags
}

# Fail: the service's key, although another is named.
resource "aws_keyspaces_table" "key_of_no_use" {
  keyspace_name = "drop"
  table_name    = "key_of_no_use"
  encryption_specification {
    kms_key_identifier = aws_kms_key.database.arn
  }
  tags = local.tags
}

# Fail: the service's key.
resource "aws_keyspaces_table" "services_key" {
  keyspace_name = "drop"
  table_name    = "services_key"
  tags          = local.tags
}

# Undetermined: whether the key that it names counts is known after apply.
resource "aws_keyspaces_table" "later" {
  keyspace_name = "drop"
  table_name    = "later"
  encryption_specification {
    type               = terraform_data.later.output == "later" ? "CUSTOMER_MANAGED_KMS_KEY" : "AWS_OWNED_KMS_KEY"
    kms_key_identifier = aws_kms_key.database.arn
  }
  tags = local.tags
}
