# Breaks SEP-01: the national ID number under the key that encrypts the whole database.
resource "keywright_key" "database" {
  protects = ["rds:drop-postgres", "users.fodselsnummer"]
}
