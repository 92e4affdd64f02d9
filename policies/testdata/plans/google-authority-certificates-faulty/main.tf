# Fails ENC-05: authorities of Google Cloud: a root of twenty years, one with a short key, an intermediate of ten years, as the
# provider makes it where nothing is said, and one of twenty years whose key is not known.

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

resource "google_privateca_certificate_authority" "twenty_years" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "twenty-years"
  location                 = "europe-north1"
  lifetime                 = "630720000s"
  key_spec {
    algorithm = "EC_P384_SHA384"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop twenty years"
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

resource "google_privateca_certificate_authority" "short_key" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "short-key"
  location                 = "europe-north1"
  key_spec {
    algorithm = "RSA_PKCS1_2048_SHA256"
  }
  config {
    subject_config {
      subject {
        common_name  = "Drop short key"
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

resource "google_privateca_certificate_authority" "root" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "root"
  location                 = "europe-north1"
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

resource "google_privateca_certificate_authority" "intermediate" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "intermediate"
  location                 = "europe-north1"
  type                     = "SUBORDINATE"
  subordinate_config {
    certificate_authority = google_privateca_certificate_authority.root.name
  }
  key_spec {
    algorithm = "EC_P384_SHA384"
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

resource "google_privateca_certificate_authority" "elsewhere" {
  pool                     = google_privateca_ca_pool.internal.name
  certificate_authority_id = "elsewhere"
  location                 = "europe-north1"
  lifetime                 = "630720000s"
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
