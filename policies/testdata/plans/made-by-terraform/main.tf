# What Terraform makes lies in its state: SEC-03, KEY-06. Certificates of the provider tls: one that is right, others that fail ENC-05, and one whose key is elsewhere.

terraform {
  required_providers {
    random = {
      source = "hashicorp/random"
    }
    tls = {
      source = "hashicorp/tls"
    }
  }
}

variable "key" {
  type      = string
  sensitive = true
  default   = "not a key"
}

resource "tls_private_key" "approved" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P384"
}

resource "tls_private_key" "weak" {
  algorithm = "ECDSA"
}

resource "tls_self_signed_cert" "right" {
  private_key_pem       = tls_private_key.approved.private_key_pem
  validity_period_hours = 90 * 24
  allowed_uses          = ["digital_signature", "server_auth"]
}

resource "tls_self_signed_cert" "root" {
  private_key_pem       = tls_private_key.approved.private_key_pem
  validity_period_hours = 3650 * 24
  is_ca_certificate     = true
  allowed_uses          = ["cert_signing"]
}

resource "tls_self_signed_cert" "weak" {
  private_key_pem       = tls_private_key.weak.private_key_pem
  validity_period_hours = 24
  allowed_uses          = ["server_auth"]
}

resource "tls_cert_request" "long" {
  private_key_pem = tls_private_key.approved.private_key_pem
}

resource "tls_locally_signed_cert" "long" {
  cert_request_pem      = tls_cert_request.long.cert_request_pem
  ca_cert_pem           = tls_self_signed_cert.root.cert_pem
  ca_private_key_pem    = tls_private_key.approved.private_key_pem
  validity_period_hours = 366 * 24
  allowed_uses          = ["server_auth"]
}

resource "tls_self_signed_cert" "elsewhere" {
  private_key_pem       = var.key
  validity_period_hours = 24
  allowed_uses          = ["server_auth"]
}

resource "random_password" "database" {
  length = 32
}

resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_access_key" "plain" {
  user = aws_iam_user.ci.name
}

resource "aws_iam_access_key" "for_one_alone" {
  user    = aws_iam_user.ci.name
  pgp_key = "keybase:somebody"
}

provider "aws" {
  region = "eu-north-1"
}
