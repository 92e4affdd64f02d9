# A key with nothing said of it, as a first try makes it: what is found on it must stay short.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

resource "aws_kms_key" "plain" {}
