# Fails ENC-04 and ENC-08: zones that let in old TLS, serve over HTTP, forget HTTPS soon, or reach their origins in the clear.

terraform {
  required_providers {
    cloudflare = {
      source = "hashicorp/cloudflare"
    }
  }
}

resource "cloudflare_zone" "new" {
  for_each = toset(["example.com", "example.org"])
  name     = each.key

  account = {
    id = "0123456789abcdef0123456789abcdef"
  }
}

# One zone lets in all there is, and speaks in the clear with its origin.
resource "cloudflare_zone_setting" "tls" {
  for_each = cloudflare_zone.new

  zone_id    = each.value.id
  setting_id = "min_tls_version"
  value      = each.key == "example.com" ? "1.0" : "1.3"
}

resource "cloudflare_zone_setting" "origin" {
  for_each = cloudflare_zone.new

  zone_id    = each.value.id
  setting_id = "ssl"
  value      = each.key == "example.com" ? "flexible" : "full"
}

resource "cloudflare_zone_setting" "redirect" {
  for_each = cloudflare_zone.new

  zone_id    = each.value.id
  setting_id = "always_use_https"
  value      = each.key == "example.com" ? "on" : "off"
}

resource "cloudflare_zone_settings_override" "plain" {
  zone_id = "353c0d2738a13c9da8fece4fe501e320"

  settings {
    always_use_https = "on"
    min_tls_version  = "1.3"
    ssl              = "off"
  }
}

resource "cloudflare_zone_settings_override" "forgetful" {
  zone_id = "023e105f4ecef8ad9ca31a8372d0c353"

  settings {
    always_use_https = "on"
    min_tls_version  = "1.3"
    ssl              = "strict"

    security_header {
      enabled = true
      max_age = 86400
    }
  }
}

# One name of a zone takes what the zone does not.
resource "cloudflare_hostname_tls_setting" "old" {
  zone_id    = cloudflare_zone_settings_override.forgetful.zone_id
  hostname   = "old.example.net"
  setting_id = "min_tls_version"
  value      = "1.1"
}
