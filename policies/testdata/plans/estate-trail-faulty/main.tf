# Fails AUD-01: a trail of one region that leaves KMS out, lies in a bucket that can be emptied (AUD-02), goes to a log group
# whose alarm comes after an hour (AUD-04), and has no alarm for most of what matters (AUD-03).

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
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
        Action = [
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:PutKeyPolicy",
        ]
        Resource = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
        Action = [
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:EnableKey",
          "kms:ScheduleKeyDeletion",
        ]
        Resource  = "*"
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      },
      {
        Sid       = "Application"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        Action = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
}

resource "aws_kms_key" "log" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 90
  deletion_window_in_days = 30
  tags = {
    Purpose            = "log"
    DataClassification = "internal"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "s3:drop-trail"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket" "trail" {
  bucket              = "drop-trail"
  object_lock_enabled = true
  tags = {
    Purpose            = "log"
    DataClassification = "internal"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
  bucket = aws_s3_bucket.trail.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.log.arn
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "trail" {
  bucket = aws_s3_bucket.trail.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 90
    }
  }
}

resource "aws_cloudwatch_log_group" "trail" {
  name       = "trail"
  kms_key_id = aws_kms_key.log.arn
}

resource "aws_cloudtrail" "partial" {
  name                       = "partial"
  s3_bucket_name             = aws_s3_bucket.trail.id
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
  event_selector {
    exclude_management_event_sources = ["kms.amazonaws.com"]
  }
}

resource "aws_cloudwatch_log_metric_filter" "deletion" {
  name           = "deletion"
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = "{ ($.eventSource = kms.amazonaws.com) && ($.eventName = ScheduleKeyDeletion) }"
  metric_transformation {
    name      = "deletion"
    namespace = "keys"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "deletion" {
  alarm_name          = "deletion"
  namespace           = "keys"
  metric_name         = "deletion"
  statistic           = "Sum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  period              = 3600
  evaluation_periods  = 1
  alarm_actions       = ["arn:aws:sns:eu-north-1:123456789012:alerts"]
}

# A rule without a target tells nobody.
resource "aws_cloudwatch_event_rule" "nobody" {
  name          = "nobody"
  event_pattern = jsonencode({ source = ["aws.kms"] })
}

resource "aws_secretsmanager_secret" "partner" {
  name       = "drop/partner"
  kms_key_id = aws_kms_key.log.arn
}
