terraform {
  required_providers {
    keywright = {
      source = "keywright/keywright"
    }
  }
}

provider "keywright" {
  region      = "eu-north-1"
  ownership   = "drop-prod" # this state's name, carried on every key it makes
  policy_file = "keywright.hcl"
  enforcement = "error"
}
