# What comes in, and how.

resource "cloudflare_zone_settings_override" "getdrop" {
  zone_id = "353c0d2738a13c9da8fece4fe501e320"

  settings {
    always_use_https = "on"
    min_tls_version  = "1.3"
    ssl              = "strict"
    tls_1_3          = "on"

    security_header {
      enabled            = true
      include_subdomains = true
      max_age            = 63072000
      preload            = true
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:${local.primary}:${local.account}:loadbalancer/app/www/50dc6c495c0c9188"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-3-2021-06"
  certificate_arn   = aws_acm_certificate.www.arn

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:${local.primary}:${local.account}:targetgroup/www/943f017f100becff"
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:${local.primary}:${local.account}:loadbalancer/app/www/50dc6c495c0c9188"
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_acm_certificate" "www" {
  domain_name               = "www.getdrop.example"
  certificate_authority_arn = aws_acmpca_certificate_authority.internal.arn
  key_algorithm             = "EC_prime256v1"
}

resource "aws_acmpca_certificate_authority" "internal" {
  type = "ROOT"

  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = "SHA256WITHECDSA"

    subject {
      common_name = "internal.getdrop.example"
    }
  }

  revocation_configuration {
    ocsp_configuration {
      enabled = true
    }
  }
}
