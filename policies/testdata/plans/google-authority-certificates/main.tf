# Authorities of Google Cloud whose own certificates are within the policy: roots of ten years and an intermediate of two (ENC-05). One has a
# key of Cloud KMS.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

provider "google" {
  project = "drop-prod"
}

resource "google_privateca_ca_pool" "internal" {
  name     = "internal"
  location = "europe-north1"
  tier     = "ENTERPRISE"
  publishing_options {
    publish_ca_cert = true
    publish_crl     = true
  }
}

resource "google_privateca_certificate_authority" "root" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "root"
  location                 = "europe-north1"
  lifetime                 = "315360000s"
  key_spec {
    algorithm = "EC_P384_SHA384"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop root"
        organization = "Drop"
      }
    }
    x509_config {
      ca_options {
        is_ca = true
      }
      key_usage {
        base_key_usage {
          cert_sign = true
          crl_sign  = true
        }
        extended_key_usage {
          server_auth = true
        }
      }
    }
  }
}

resource "google_privateca_certificate_authority" "default_lifetime" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "default-lifetime"
  location                 = "europe-north1"
  key_spec {
    algorithm = "RSA_PSS_4096_SHA256"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop default lifetime"
        organization = "Drop"
      }
    }
    x509_config {
      ca_options {
        is_ca = true
      }
      key_usage {
        base_key_usage {
          cert_sign = true
          crl_sign  = true
        }
        extended_key_usage {
          server_auth = true
        }
      }
    }
  }
}

resource "google_privateca_certificate_authority" "intermediate" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "intermediate"
  location                 = "europe-north1"
  type                     = "SUBORDINATE"
  lifetime                 = "63072000s"
  subordinate_config {
    certificate_authority = google_privateca_certificate_authority.root.name
  }
  key_spec {
    algorithm = "EC_P256_SHA256"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop intermediate"
        organization = "Drop"
      }
    }
    x509_config {
      ca_options {
        is_ca = true
      }
      key_usage {
        base_key_usage {
          cert_sign = true
          crl_sign  = true
        }
        extended_key_usage {
          server_auth = true
        }
      }
    }
  }
}

resource "google_kms_key_ring" "authorities" {
  name     = "authorities"
  location = "europe-north1"
}

resource "google_kms_crypto_key" "root" {
  name            = "root"
  key_ring        = google_kms_key_ring.authorities.id
  purpose         = "ASYMMETRIC_SIGN"
  deletion_policy = "PREVENT"
  labels = {
    purpose             = "token-signing"
    data_classification = "confidential"
    owner               = "security-team"
    environment         = "production"
  }
  version_template {
    algorithm        = "EC_SIGN_P384_SHA384"
    protection_level = "HSM"
  }
}

resource "google_privateca_certificate_authority" "own_key" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "own-key"
  location                 = "europe-north1"
  key_spec {
    cloud_kms_key_version = "${google_kms_crypto_key.root.id}/cryptoKeyVersions/1"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop own key"
        organization = "Drop"
      }
    }
    x509_config {
      ca_options {
        is_ca = true
      }
      key_usage {
        base_key_usage {
          cert_sign = true
          crl_sign  = true
        }
        extended_key_usage {
          server_auth = true
        }
      }
    }
  }
}
