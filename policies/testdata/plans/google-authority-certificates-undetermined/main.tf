# Undetermined: authorities of Google Cloud whose key is of another plan, whose lifetime is known only after apply, and which somebody else
# signs: for how long, the plan does not tell.

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

resource "terraform_data" "later" {
  input = "63072000s"
}

resource "google_privateca_certificate_authority" "elsewhere" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "elsewhere"
  location                 = "europe-north1"
  key_spec {
    cloud_kms_key_version = "projects/keys/locations/europe-north1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop elsewhere"
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

resource "google_privateca_certificate_authority" "later" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "later"
  location                 = "europe-north1"
  lifetime                 = terraform_data.later.output
  key_spec {
    algorithm = "EC_P384_SHA384"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop later"
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

resource "google_privateca_certificate_authority" "to_be_signed" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "to-be-signed"
  location                 = "europe-north1"
  type                     = "SUBORDINATE"
  lifetime                 = "63072000s"
  key_spec {
    algorithm = "EC_P384_SHA384"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop to be signed"
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

resource "google_privateca_certificate_authority" "signed_by_another" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "signed-by-another"
  location                 = "europe-north1"
  type                     = "SUBORDINATE"
  lifetime                 = "63072000s"
  pem_ca_certificate       = "-----BEGIN CERTIFICATE-----"
  subordinate_config {
    certificate_authority = google_privateca_certificate_authority.later.name
  }
  key_spec {
    algorithm = "EC_P384_SHA384"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop signed by another"
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
