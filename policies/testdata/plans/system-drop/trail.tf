# Every use of keys is recorded, kept for five years where nobody can change it, and sets off alarms.

resource "aws_s3_bucket" "trail" {
  bucket              = "drop-trail"
  object_lock_enabled = true
  tags                = { Purpose = "log", DataClassification = "internal" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
  bucket = aws_s3_bucket.trail.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.primary["log"].arn
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "trail" {
  bucket = aws_s3_bucket.trail.id
  rule {
    default_retention {
      mode  = "COMPLIANCE"
      years = 5
    }
  }
}

resource "aws_cloudwatch_log_group" "trail" {
  name       = "trail"
  kms_key_id = aws_kms_key.primary["log"].arn
  tags       = { Purpose = "log", DataClassification = "internal" }
}

resource "aws_cloudtrail" "all" {
  name                       = "all"
  s3_bucket_name             = aws_s3_bucket.trail.id
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = aws_kms_key.primary["log"].arn
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::${local.account}:role/trail"
}

resource "aws_sns_topic" "alerts" {
  name              = "alerts"
  kms_master_key_id = aws_kms_key.primary["log"].id
  tags              = { Purpose = "log", DataClassification = "internal" }
}

locals {
  alarms = {
    refused = { asks = "($.errorCode = \"AccessDenied*\")", threshold = 3, period = 300 }
    decrypt = { asks = "($.eventName = Decrypt) && ($.userIdentity.sessionContext.sessionIssuer.userName != \"drop-*\")", threshold = 0, period = 60 }
  }
}

resource "aws_cloudwatch_log_metric_filter" "all" {
  for_each       = local.alarms
  name           = each.key
  log_group_name = aws_cloudwatch_log_group.trail.name
  pattern        = "{ ($.eventSource = kms.amazonaws.com) && ${each.value.asks} }"
  metric_transformation {
    name      = each.key
    namespace = "keys"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "all" {
  for_each            = local.alarms
  alarm_name          = each.key
  namespace           = "keys"
  metric_name         = each.key
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

# The job that sees to rotation tells of what is overdue by a metric of its own.
resource "aws_cloudwatch_metric_alarm" "overdue" {
  alarm_name          = "rotation-overdue"
  namespace           = "keys"
  metric_name         = "RotationOverdue"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

# The bus of each region has that region's events.
locals {
  ends = jsonencode({
    source      = ["aws.kms"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail      = { eventName = ["DisableKey", "ScheduleKeyDeletion"] }
  })
}

resource "aws_cloudwatch_event_rule" "primary" {
  name          = "keys"
  event_pattern = local.ends
}

resource "aws_cloudwatch_event_target" "primary" {
  rule = aws_cloudwatch_event_rule.primary.name
  arn  = aws_sns_topic.alerts.arn
}

resource "aws_cloudwatch_event_rule" "backup" {
  provider      = aws.backup
  name          = "backup-keys"
  event_pattern = local.ends
}

resource "aws_cloudwatch_event_target" "backup" {
  provider = aws.backup
  rule     = aws_cloudwatch_event_rule.backup.name
  arn      = "arn:aws:sns:${local.second}:${local.account}:alerts"
}
