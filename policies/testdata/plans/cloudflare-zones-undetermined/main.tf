# Zones of which the plan does not say all (ENC-04, ENC-08).

terraform {
  required_providers {
    cloudflare = {
      source = "hashicorp/cloudflare"
    }
  }
}

resource "terraform_data" "later" {
  input = "1.3"
}

# The rest is set by other hands.
resource "cloudflare_zone_setting" "alone" {
  zone_id    = "023e105f4ecef8ad9ca31a8372d0c353"
  setting_id = "min_tls_version"
  value      = "1.3"
}

resource "cloudflare_zone_settings_override" "some" {
  zone_id = "353c0d2738a13c9da8fece4fe501e320"

  settings {
    always_use_https = "on"
    brotli           = "on"
    ssl              = "full"
  }
}

resource "cloudflare_zone_settings_override" "later" {
  zone_id = "aaaabbbbccccddddeeeeffff00001111"

  settings {
    always_use_https = "on"
    min_tls_version  = terraform_data.later.output
    ssl              = terraform_data.later.output
  }
}

resource "cloudflare_zone_settings_override" "dynamic" {
  zone_id = "aaaabbbbccccddddeeeeffff00002222"

  dynamic "settings" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]

    content {
      min_tls_version = "1.3"
    }
  }
}

# Whether both are of one zone is not known.
resource "cloudflare_zone_setting" "somewhere" {
  zone_id    = terraform_data.later.output
  setting_id = "min_tls_version"
  value      = "1.3"
}

resource "cloudflare_zone_setting" "somewhere_else" {
  zone_id    = terraform_data.later.output
  setting_id = "always_use_https"
  value      = "on"
}

# Two set the same.
resource "cloudflare_zone_setting" "one" {
  for_each = { always_use_https = "on", min_tls_version = "1.3", ssl = "strict", tls_1_3 = "off" }

  zone_id    = "aaaabbbbccccddddeeeeffff00003333"
  setting_id = each.key
  value      = each.value
}

resource "cloudflare_zone_setting" "another" {
  zone_id    = "aaaabbbbccccddddeeeeffff00003333"
  setting_id = "always_use_https"
  value      = "off"
}

resource "cloudflare_zone_setting" "one_without_1_3" {
  for_each = { always_use_https = "on", min_tls_version = "1.3", ssl = "strict", tls_1_3 = "off" }

  zone_id    = "aaaabbbbccccddddeeeeffff00004444"
  setting_id = each.key
  value      = each.value
}

resource "cloudflare_zone_setting" "hsts" {
  for_each = { always_use_https = "on", min_tls_version = "1.3", ssl = "strict", security_header = terraform_data.later.output }

  zone_id    = "aaaabbbbccccddddeeeeffff00005555"
  setting_id = each.key
  value      = each.value
}

resource "cloudflare_hostname_tls_setting" "later" {
  zone_id    = "aaaabbbbccccddddeeeeffff00005555"
  hostname   = "later.example.net"
  setting_id = "min_tls_version"
  value      = terraform_data.later.output
}
