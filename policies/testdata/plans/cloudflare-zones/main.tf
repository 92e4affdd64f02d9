# Zones that let in TLS 1.3 alone, send HTTP on to HTTPS and tell browsers to remember it. Each encrypts anew on the way to its
# origin; whether by TLS 1.3, no setting says (ENC-08).

terraform {
  required_providers {
    cloudflare = {
      source = "hashicorp/cloudflare"
    }
  }
}

resource "cloudflare_zone" "new" {
  name = "example.com"

  account = {
    id = "0123456789abcdef0123456789abcdef"
  }
}

module "settings" {
  source  = "./settings"
  zone_id = cloudflare_zone.new.id
}

locals {
  older = "023e105f4ecef8ad9ca31a8372d0c353"

  settings = {
    always_use_https = "on"
    brotli           = "on"
    min_tls_version  = "1.3"
    ssl              = "origin_pull"
    tls_1_3          = "zrt"
  }
}

resource "cloudflare_zone_setting" "older" {
  for_each = local.settings

  zone_id    = local.older
  setting_id = each.key
  value      = each.value
}

resource "cloudflare_zone_settings_override" "oldest" {
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

resource "cloudflare_hostname_tls_setting" "login" {
  zone_id    = local.older
  hostname   = "login.example.net"
  setting_id = "min_tls_version"
  value      = "1.3"
}

# It says nothing of the way of traffic.
resource "cloudflare_zone_setting" "compression" {
  zone_id    = "aaaabbbbccccddddeeeeffff00001111"
  setting_id = "brotli"
  value      = "on"
}
