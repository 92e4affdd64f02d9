terraform {
  required_version = ">= 1.8"
  required_providers {
    keywright = {
      source = "keywright/keywright"
    }
  }
}
