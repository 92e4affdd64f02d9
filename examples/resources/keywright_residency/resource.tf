resource "keywright_residency" "eea" {
  primary_region = "eu-north-1"
  backup_region  = "eu-west-1"
  jurisdiction   = "EEA"
}
