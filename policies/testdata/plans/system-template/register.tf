# Certificate keys, which no KMS holds.

resource "keywright_registered_key" "tls" {
  for_each = {
    external = { spec = "ECC_NIST_P256", days = 90, service = "Let's Encrypt" }
    internal = { spec = "ECC_NIST_EDWARDS25519", days = 30, service = "cert-manager" }
  }
  name            = "TLS-${each.key}"
  service         = each.value.service
  purpose         = "transport"
  classification  = "confidential"
  owner           = "platform"
  environment     = "production"
  region          = "eu-central-1"
  spec            = each.value.spec
  usage           = "SIGN_VERIFY"
  rotation_method = "automatic"
  rotation_days   = each.value.days

  stages = {
    generation  = "openssl, by the issuer's client"
    storage     = "the edge"
    usage       = "TLS handshakes"
    rotation    = "with each certificate"
    backup      = "none: a new certificate"
    destruction = "overwritten at renewal"
  }
}
