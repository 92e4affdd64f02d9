# Breaks REG-02: the backup key in the primary region goes down with what it should bring back.
resource "keywright_key" "backup" {
  region = keywright_residency.eea.primary_region
}
