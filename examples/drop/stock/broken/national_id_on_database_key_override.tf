# The field with national identity numbers is encrypted under the database key as well: SEP-01 and SEP-02 fail.

resource "aws_kms_key" "database" {
  tags = {
    Purpose  = "database"
    Protects = "rds:drop-postgres users.fodselsnummer"
  }
}
