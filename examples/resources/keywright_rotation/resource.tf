resource "keywright_rotation" "annual" {
  method           = "automatic"
  period_days      = 365
  alert_after_days = 7
  keys = {
    national_id = keywright_key.national_id
    database    = keywright_key.database
  }
}
