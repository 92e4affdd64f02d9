# Pools of data keys, which the keys of KMS wrap.

locals {
  pools = {
    hub          = { application = "processor-hub", purpose = "pii" }
    visa-card    = { application = "acquirer-visa", purpose = "card-data" }
    visa-reports = { application = "acquirer-visa", purpose = "pii" }
    mc-card      = { application = "acquirer-mc", purpose = "card-data" }
    mc-reports   = { application = "acquirer-mc", purpose = "pii" }
  }

  # Two that encrypt, two made ahead, one that only decrypts, one that is re-encrypted, one that nothing lives under any more.
  windows = [
    { kek = "a", from = "2026-11-01", until = "2026-12-01" },
    { kek = "b", from = "2026-11-15", until = "2026-12-15" },
    { kek = "a", from = "2026-12-01", until = "2026-12-31" },
    { kek = "b", from = "2026-12-15", until = "2027-01-14" },
    { kek = "b", from = "2026-09-01", until = "2026-10-01" },
    { kek = "a", from = "2026-09-01", until = "2026-10-01", recrypt_from = "2026-11-10T00:00:00Z" },
    { kek = "b", from = "2026-09-01", until = "2026-10-01", recrypt_from = "2026-10-05T00:00:00Z", expired_at = "2026-11-01T10:00:00Z" },
  ]
}

resource "keywright_dek_pool" "pool" {
  for_each                    = local.pools
  name                        = each.key
  application                 = each.value.application
  purpose                     = each.value.purpose
  classification              = "restricted"
  owner                       = "key-service"
  environment                 = "production"
  algorithm                   = "AES_256_GCM"
  keks                        = { for one in ["a", "b"] : one => { arn = aws_kms_key.kek["${each.value.purpose}-${one}"].arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30
  backup_retention_days       = 30

  keys = [for i, window in local.windows : merge({
    alias          = sha256("${each.key}-${i}")
    fingerprint    = sha256("${each.key}-${i}")
    wrapped_by     = aws_kms_key.kek["${each.value.purpose}-${window.kek}"].arn
    encrypt_from   = "${window.from}T00:00:00Z"
    encrypt_until  = "${window.until}T00:00:00Z"
    hand_out_until = timeadd("${window.until}T00:00:00Z", "-1h")
  }, { for name, value in window : name => value if contains(["recrypt_from", "expired_at"], name) })]
}

resource "aws_cloudwatch_metric_alarm" "pools" {
  for_each = toset([
    "DekPoolCurrentKeys", "DekPoolFutureKeys", "DekPoolWrapFailures", "DekPoolGenerationFailures", "DekPoolExpiredKeys", "DekPoolNotReplaced",
  ])
  alarm_name          = each.key
  namespace           = "keywright"
  metric_name         = each.key
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  period              = 300
  statistic           = "Maximum"
  alarm_actions       = ["arn:aws:sns:eu-north-1:123456789012:key-service"]
}
