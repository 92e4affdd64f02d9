# Fails ENC-05: a root that lives longer than the policy lets it. Its intermediate, and what is signed for a key of Terraform's own, are
# within it.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    tls = {
      source = "hashicorp/tls"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

resource "aws_acmpca_certificate_authority" "of" {
  for_each = { root = "ROOT", intermediate = "SUBORDINATE" }
  type     = each.value

  certificate_authority_configuration {
    key_algorithm     = "EC_secp384r1"
    signing_algorithm = "SHA384WITHECDSA"

    subject {
      common_name = "${each.key}.example.com"
    }
  }

  revocation_configuration {
    ocsp_configuration {
      enabled = true
    }
  }
}

resource "aws_acmpca_certificate" "authority" {
  for_each                    = { root = ["RootCACertificate", "20"], intermediate = ["SubordinateCACertificate_PathLen0", "2"] }
  certificate_authority_arn   = aws_acmpca_certificate_authority.of["root"].arn
  certificate_signing_request = aws_acmpca_certificate_authority.of[each.key].certificate_signing_request
  signing_algorithm           = "SHA384WITHECDSA"
  template_arn                = "arn:aws:acm-pca:::template/${each.value[0]}/V1"

  validity {
    type  = "YEARS"
    value = each.value[1]
  }
}

resource "tls_private_key" "server" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P384"
}

resource "tls_cert_request" "server" {
  private_key_pem = tls_private_key.server.private_key_pem
}

resource "aws_acmpca_certificate" "server" {
  certificate_authority_arn   = aws_acmpca_certificate_authority.of["intermediate"].arn
  certificate_signing_request = tls_cert_request.server.cert_request_pem
  signing_algorithm           = "SHA384WITHECDSA"

  validity {
    type  = "DAYS"
    value = "90"
  }
}
