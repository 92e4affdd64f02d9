# Breaks ROT-02: the policy says every 365 days.
resource "keywright_rotation" "annual" {
  period_days = 800
}
