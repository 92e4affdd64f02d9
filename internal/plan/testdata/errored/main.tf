resource "terraform_data" "good" {
  input = "planned"
}

resource "terraform_data" "refused" {
  input = "refused"

  lifecycle {
    precondition {
      condition     = terraform_data.good.input == "something else"
      error_message = "refused on purpose"
    }
  }
}
