# Streams, brokers, caches, repositories of images and file systems: each once under the key of what it holds, once wrong (not encrypted, or by the service's key), and some of which the plan does not tell. Beside each stands what ENC-01 says of it.

provider "aws" {
  region = "eu-north-1"
}

locals {
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
    Purpose            = "pii"
  }
}

resource "aws_kms_key" "pii" {
  description             = "pii"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}

resource "terraform_data" "later" {
  input = "later"
}


# Kinesis. Pass.
resource "aws_kinesis_stream" "right" {
  name            = "right"
  shard_count     = 1
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.pii.arn
  tags            = local.tags
}

# Fail: not encrypted, although a key is named.
resource "aws_kinesis_stream" "key_of_no_use" {
  name        = "key-of-no-use"
  shard_count = 1
  kms_key_id  = aws_kms_key.pii.arn
  tags        = local.tags
}

# Fail: the service's key.
resource "aws_kinesis_stream" "services_key" {
  name            = "services-key"
  shard_count     = 1
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
  tags            = local.tags
}

# Undetermined: whether it is encrypted is known after apply.
resource "aws_kinesis_stream" "later" {
  name            = "later"
  shard_count     = 1
  encryption_type = terraform_data.later.output == "later" ? "KMS" : "NONE"
  kms_key_id      = aws_kms_key.pii.arn
  tags            = local.tags
}

# Firehose. Pass.
resource "aws_kinesis_firehose_delivery_stream" "right" {
  name        = "right"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::drop-archive"
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
  }
  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: not encrypted.
resource "aws_kinesis_firehose_delivery_stream" "plain" {
  name        = "plain"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::drop-archive"
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
  }
  tags = local.tags
}

# Fail: not encrypted: the switch counts before the kind of the key.
resource "aws_kinesis_firehose_delivery_stream" "off" {
  name        = "off"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::drop-archive"
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
  }
  server_side_encryption {
    enabled  = false
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: the service's key.
resource "aws_kinesis_firehose_delivery_stream" "services_key" {
  name        = "services-key"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::drop-archive"
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
  }
  server_side_encryption {
    enabled = true
  }
  tags = local.tags
}

# Nothing is said: it keeps nothing at rest of what it reads from a stream.
resource "aws_kinesis_firehose_delivery_stream" "from_a_stream" {
  name        = "from-a-stream"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::drop-archive"
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
  }
  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.right.arn
    role_arn           = "arn:aws:iam::123456789012:role/firehose"
  }
  tags = local.tags
}

# Undetermined: what it keeps of MSK is not documented.
resource "aws_kinesis_firehose_delivery_stream" "from_msk" {
  name        = "from-msk"
  destination = "extended_s3"
  extended_s3_configuration {
    bucket_arn = "arn:aws:s3:::drop-archive"
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
  }
  msk_source_configuration {
    msk_cluster_arn = aws_msk_cluster.right.arn
    topic_name      = "events"
    authentication_configuration {
      connectivity = "PRIVATE"
      role_arn     = "arn:aws:iam::123456789012:role/firehose"
    }
  }
  tags = local.tags
}

# MSK. Pass.
resource "aws_msk_cluster" "right" {
  cluster_name           = "right"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719", "subnet-0a1b2c3d4e5f60720"]
    security_groups = ["sg-0a1b2c3d4e5f60718"]
  }
  encryption_info {
    encryption_at_rest_kms_key_arn = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: the service's key.
resource "aws_msk_cluster" "services_key" {
  cluster_name           = "services-key"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719", "subnet-0a1b2c3d4e5f60720"]
    security_groups = ["sg-0a1b2c3d4e5f60718"]
  }
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
    }
  }
  tags = local.tags
}

# MQ. Pass; SEC-03 fails, since the provider takes passwords of users in plain alone.
resource "aws_mq_broker" "right" {
  broker_name        = "right"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = aws_kms_key.pii.arn
  }
  user {
    username = "drop"
    password = "correct-horse-battery-staple"
  }
  tags = local.tags
}

# Fail: the service's key, although another is named.
resource "aws_mq_broker" "key_of_no_use" {
  broker_name         = "key-of-no-use"
  engine_type         = "RabbitMQ"
  engine_version      = "3.13"
  host_instance_type  = "mq.m5.large"
  publicly_accessible = true
  encryption_options {
    kms_key_id = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: the service's key.
resource "aws_mq_broker" "services_key" {
  broker_name        = "services-key"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  tags               = local.tags
}

# ElastiCache. Fail: a node of Redis has no encryption at rest of its own.
resource "aws_elasticache_cluster" "redis" {
  cluster_id = "redis"
  engine     = "redis"
  node_type  = "cache.t4g.small"
  tags       = local.tags
}

# Fail: nor has Memcached.
resource "aws_elasticache_cluster" "memcached" {
  cluster_id = "memcached"
  engine     = "memcached"
  node_type  = "cache.t4g.small"
  tags       = local.tags
}

# Undetermined.
resource "aws_elasticache_cluster" "valkey" {
  cluster_id = "valkey"
  engine     = "valkey"
  node_type  = "cache.t4g.small"
  tags       = local.tags
}

resource "aws_elasticache_replication_group" "right" {
  replication_group_id       = "right"
  description                = "sessions"
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.pii.arn
  tags                       = local.tags
}

# Fail, and what belongs to it.
resource "aws_elasticache_replication_group" "plain" {
  replication_group_id = "plain"
  description          = "sessions"
  tags                 = local.tags
}

# Pass: as its group is.
resource "aws_elasticache_cluster" "of_right" {
  cluster_id           = "of-right"
  replication_group_id = aws_elasticache_replication_group.right.id
  tags                 = local.tags
}

# Pass: as its group is, which it names by its name.
resource "aws_elasticache_cluster" "of_right_by_name" {
  cluster_id           = "of-right-by-name"
  replication_group_id = "right"
  tags                 = local.tags
}

# Fail: as its group is.
resource "aws_elasticache_cluster" "of_plain" {
  cluster_id           = "of-plain"
  replication_group_id = aws_elasticache_replication_group.plain.id
  tags                 = local.tags
}

# Undetermined: its group is not in the inputs.
resource "aws_elasticache_cluster" "of_elsewhere" {
  cluster_id           = "of-elsewhere"
  replication_group_id = "elsewhere"
  tags                 = local.tags
}

# Pass.
resource "aws_elasticache_serverless_cache" "right" {
  name       = "right"
  engine     = "valkey"
  kms_key_id = aws_kms_key.pii.arn
  tags       = local.tags
}

# Fail: the service's key.
resource "aws_elasticache_serverless_cache" "services_key" {
  name   = "services-key"
  engine = "valkey"
  tags   = local.tags
}

# DAX, which takes no key. Fail: the service's key is the best that it has.
resource "aws_dax_cluster" "services_key" {
  cluster_name       = "services-key"
  iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
  node_type          = "dax.r5.large"
  replication_factor = 1
  server_side_encryption {
    enabled = true
  }
  tags = local.tags
}

# Fail: not encrypted.
resource "aws_dax_cluster" "plain" {
  cluster_name       = "plain"
  iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
  node_type          = "dax.r5.large"
  replication_factor = 1
  tags               = local.tags
}

# Pass: what is internal takes the service's key.
resource "aws_dax_cluster" "internal" {
  cluster_name       = "internal"
  iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
  node_type          = "dax.r5.large"
  replication_factor = 1
  server_side_encryption {
    enabled = true
  }
  tags = { DataClassification = "internal" }
}

# ECR. Pass.
resource "aws_ecr_repository" "right" {
  name = "right"
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: the service's key, although another is named.
resource "aws_ecr_repository" "key_of_no_use" {
  name = "key-of-no-use"
  encryption_configuration {
    kms_key = aws_kms_key.pii.arn
  }
  tags = local.tags
}

# Fail: the service's key.
resource "aws_ecr_repository" "services_key" {
  name = "services-key"
  tags = local.tags
}

# FSx. Pass.
resource "aws_fsx_lustre_file_system" "right" {
  deployment_type  = "PERSISTENT_2"
  kms_key_id       = aws_kms_key.pii.arn
  storage_capacity = 1200
  subnet_ids       = ["subnet-0a1b2c3d4e5f60718"]
  tags             = local.tags
}

# Fail: what is for a while alone takes no key.
resource "aws_fsx_lustre_file_system" "scratch" {
  kms_key_id       = aws_kms_key.pii.arn
  storage_capacity = 1200
  subnet_ids       = ["subnet-0a1b2c3d4e5f60718"]
  tags             = local.tags
}

# Pass.
resource "aws_fsx_windows_file_system" "right" {
  kms_key_id          = aws_kms_key.pii.arn
  storage_capacity    = 300
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 64
  tags                = local.tags
}

# Undetermined: as its backup is.
resource "aws_fsx_windows_file_system" "restored" {
  backup_id           = "backup-0a1b2c3d4e5f60718"
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 64
  tags                = local.tags
}

# Fail: the service's key; SEC-03 fails: the password stands in plain.
resource "aws_fsx_windows_file_system" "services_key" {
  storage_capacity    = 300
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 64
  self_managed_active_directory {
    dns_ips     = ["10.0.0.2"]
    domain_name = "drop.example"
    username    = "admin"
    password    = "correct-horse-battery-staple"
  }
  tags = local.tags
}

# Pass.
resource "aws_fsx_ontap_file_system" "right" {
  deployment_type     = "SINGLE_AZ_1"
  kms_key_id          = aws_kms_key.pii.arn
  preferred_subnet_id = "subnet-0a1b2c3d4e5f60718"
  storage_capacity    = 1024
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 128
  tags                = local.tags
}

# Fail: the service's key; SEC-03 fails: the password stands in plain.
resource "aws_fsx_ontap_file_system" "services_key" {
  deployment_type     = "SINGLE_AZ_1"
  fsx_admin_password  = "correct-horse-1"
  preferred_subnet_id = "subnet-0a1b2c3d4e5f60718"
  storage_capacity    = 1024
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 128
  tags                = local.tags
}

# Pass.
resource "aws_fsx_openzfs_file_system" "right" {
  deployment_type     = "SINGLE_AZ_2"
  kms_key_id          = aws_kms_key.pii.arn
  storage_capacity    = 64
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 160
  tags                = local.tags
}

# Fail: the service's key.
resource "aws_fsx_openzfs_file_system" "services_key" {
  deployment_type     = "SINGLE_AZ_2"
  storage_capacity    = 64
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718"]
  throughput_capacity = 160
  tags                = local.tags
}
