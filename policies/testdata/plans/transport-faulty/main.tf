# Fails ENC-04: listeners, a distribution and a domain that let in old versions or serve over HTTP. Certificates of an RSA key
# break ENC-05, origins reached over HTTP or by old versions ENC-08, an authority that tells of no revocation ENC-09.

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
  target   = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/www/943f017f100becff"
}

variable "private_key" {
  type      = string
  sensitive = true
  default   = "not-a-key-7d1f"
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
    crl_configuration {
      enabled            = false
      expiration_in_days = 7
    }
  }
}

resource "aws_acm_certificate" "left_out" {
  domain_name       = "www.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate" "rsa" {
  domain_name       = "old.example.com"
  validation_method = "DNS"
  key_algorithm     = "RSA_2048"
}

resource "aws_acm_certificate" "brought" {
  certificate_body = "not-a-certificate"
  private_key      = var.private_key
}

resource "aws_lb_listener" "left_out" {
  load_balancer_arn = local.balancer
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.left_out.arn

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_lb_listener" "tls_1_2" {
  load_balancer_arn = local.balancer
  port              = 8443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.left_out.arn

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = local.balancer
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_alb_listener" "by_its_other_name" {
  load_balancer_arn = local.balancer
  port              = 8081

  default_action {
    type             = "forward"
    target_group_arn = local.target
  }
}

resource "aws_lb_listener" "redirected_for_now" {
  load_balancer_arn = local.balancer
  port              = 8080
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_302"
    }
  }
}

resource "aws_cloudfront_distribution" "www" {
  enabled = true

  origin {
    origin_id   = "plain"
    domain_name = "plain.example.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "http-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  origin {
    origin_id   = "old"
    domain_name = "old.example.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1", "TLSv1.1", "TLSv1.2"]
    }
  }

  origin {
    origin_id   = "as-it-comes"
    domain_name = "app.example.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "match-viewer"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "plain"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = "allow-all"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "aws_api_gateway_domain_name" "api" {
  domain_name              = "api.example.com"
  regional_certificate_arn = aws_acm_certificate.rsa.arn
  security_policy          = "TLS_1_0"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
