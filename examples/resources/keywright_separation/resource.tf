resource "keywright_separation" "keks" {
  keys = {
    national_id = keywright_key.national_id
    database    = keywright_key.database
    backup      = keywright_key.backup
  }
  distinct_regions = ["backup"]      # from every other key named here
  distinct_users   = ["national_id"] # no principal may decrypt both it and another
}
