# Where traffic comes in by TLS 1.3 alone, with certificates of elliptic curves and an authority that tells of revocations.
# An origin behind the edge takes HTTPS; whether by TLS 1.3, no setting says (ENC-08). A listener of TCP passes on what it
# gets, and the service chooses the policy of one domain (ENC-04).

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
  network  = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:loadbalancer/net/bus/9a1c3f5b7d2e4680"
  target   = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/www/943f017f100becff"
}

resource "aws_acmpca_certificate_authority" "internal" {
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
      enabled = true
    }
  }
}

resource "aws_acmpca_certificate_authority" "mesh" {
  type       = "ROOT"
  usage_mode = "SHORT_LIVED_CERTIFICATE"

  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = "SHA256WITHECDSA"

    subject {
      common_name = "mesh.example.com"
    }
  }
}

resource "aws_acm_certificate" "www" {
  domain_name       = "www.example.com"
  validation_method = "DNS"
  key_algorithm     = "EC_prime256v1"
}

resource "aws_acm_certificate" "internal" {
  domain_name               = "api.internal.example.com"
  certificate_authority_arn = aws_acmpca_certificate_authority.internal.arn
  key_algorithm             = "EC_secp384r1"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = local.balancer
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-3-2021-06"
  certificate_arn   = aws_acm_certificate.www.arn

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = local.balancer
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "closed" {
  load_balancer_arn = local.balancer
  port              = 8080
  protocol          = "HTTP"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      status_code  = "403"
    }
  }
}

resource "aws_lb_listener" "tcp" {
  load_balancer_arn = local.network
  port              = 5671
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_cloudfront_distribution" "www" {
  enabled = true
  aliases = ["www.example.com"]

  origin {
    origin_id   = "app"
    domain_name = "origin.example.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  origin {
    origin_id                = "files"
    domain_name              = "files.s3.eu-north-1.amazonaws.com"
    origin_access_control_id = "E327GJI25M56DG"
  }

  default_cache_behavior {
    target_origin_id       = "app"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = "redirect-to-https"
  }

  ordered_cache_behavior {
    path_pattern           = "/files/*"
    target_origin_id       = "files"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = "https-only"
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

resource "aws_api_gateway_domain_name" "api" {
  domain_name              = "api.example.com"
  regional_certificate_arn = aws_acm_certificate.www.arn
  security_policy          = "SecurityPolicy_TLS13_1_3_2025_09"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_domain_name" "chosen" {
  domain_name              = "old.example.com"
  regional_certificate_arn = aws_acm_certificate.www.arn

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
