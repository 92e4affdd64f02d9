# Undetermined: listeners, a distribution, certificates and authorities of which a part is known only after apply.

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

locals {
  balancer = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:loadbalancer/app/www/50dc6c495c0c9188"
  gateway  = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:loadbalancer/gwy/scan/1c2b3a4958677685"
  target   = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/www/943f017f100becff"
}

resource "terraform_data" "later" {
  input = "later"
}

resource "aws_lb_listener" "policy" {
  load_balancer_arn = local.balancer
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = terraform_data.later.output
  certificate_arn   = aws_acm_certificate.key.arn

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_lb_listener" "protocol" {
  load_balancer_arn = local.balancer
  port              = 8443
  protocol          = terraform_data.later.output

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_lb_listener" "action" {
  load_balancer_arn = local.balancer
  port              = 80
  protocol          = "HTTP"

  dynamic "default_action" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]

    content {
      type = "redirect"

      redirect {
        protocol    = "HTTPS"
        status_code = "HTTP_301"
      }
    }
  }
}

resource "aws_lb_listener" "status" {
  load_balancer_arn = local.balancer
  port              = 8080
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      status_code = terraform_data.later.output
    }
  }
}

resource "aws_lb_listener" "gateway" {
  load_balancer_arn = local.gateway

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_cloudfront_distribution" "www" {
  enabled = true

  dynamic "origin" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]

    content {
      origin_id   = "app"
      domain_name = "origin.example.com"

      custom_origin_config {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "https-only"
        origin_ssl_protocols   = ["TLSv1.2"]
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "app"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = "https-only"
  }

  dynamic "ordered_cache_behavior" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]

    content {
      path_pattern           = "/files/*"
      target_origin_id       = "app"
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      viewer_protocol_policy = "https-only"
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    minimum_protocol_version = "TLSv1.3_2025"
    ssl_support_method       = "sni-only"
  }
}

resource "aws_cloudfront_distribution" "origins" {
  enabled = true

  origin {
    origin_id   = "policy"
    domain_name = "origin.example.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = terraform_data.later.output
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  origin {
    origin_id   = "perhaps"
    domain_name = "origin.example.com"

    dynamic "custom_origin_config" {
      for_each = [for one in [terraform_data.later.output] : one if one != ""]

      content {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "http-only"
        origin_ssl_protocols   = ["TLSv1.2"]
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "policy"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = terraform_data.later.output
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    minimum_protocol_version = terraform_data.later.output
    ssl_support_method       = "sni-only"
  }
}

resource "aws_acm_certificate" "key" {
  domain_name       = "www.example.com"
  validation_method = "DNS"
  key_algorithm     = terraform_data.later.output
}

resource "aws_acmpca_certificate_authority" "enabled" {
  type = "ROOT"

  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = "SHA256WITHECDSA"

    subject {
      common_name = "internal.example.com"
    }
  }

  revocation_configuration {
    ocsp_configuration {
      enabled = terraform_data.later.output == "later"
    }
  }
}

resource "aws_acmpca_certificate_authority" "perhaps" {
  type = "ROOT"

  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = "SHA256WITHECDSA"

    subject {
      common_name = "other.example.com"
    }
  }

  dynamic "revocation_configuration" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]

    content {
      ocsp_configuration {
        enabled = true
      }
    }
  }
}

resource "aws_acmpca_certificate_authority" "mode" {
  type       = "ROOT"
  usage_mode = terraform_data.later.output

  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = "SHA256WITHECDSA"

    subject {
      common_name = "mesh.example.com"
    }
  }
}
