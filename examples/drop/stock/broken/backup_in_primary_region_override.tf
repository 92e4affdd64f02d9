# The backup key goes to the primary region: REG-02 fails.

locals {
  backup_region = "eu-north-1"
}
