# Stores of Google Cloud beside buckets, datasets and SQL: of each type one under a key of its domain, one under Google's own, and what the plan does not tell.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

provider "google" {
  project = "drop-prod"
  region  = "europe-north1"
  default_labels = {
    owner               = "security-team"
    environment         = "production"
    data_classification = "restricted"
  }
}

variable "raw_key" {
  type      = string
  sensitive = true
  default   = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
}

locals {
  database = { purpose = "database" }
  kyc      = { purpose = "aml-kyc" }
  there    = "projects/drop-prod/locations/europe-north1/keyRings/other/cryptoKeys/kyc"
}

resource "google_kms_key_ring" "primary" {
  name     = "primary"
  location = "europe-north1"
}

resource "google_kms_key_ring" "belgium" {
  name     = "belgium"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "database" {
  name            = "database"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "database", protects = "firestore_cases" }
}

resource "google_kms_crypto_key" "belgium" {
  name            = "belgium"
  key_ring        = google_kms_key_ring.belgium.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "database", protects = "firestore_plain" }
}

resource "google_kms_crypto_key" "kyc" {
  name            = "kyc"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = local.kyc
}

# AlloyDB keeps its backups beside its data, where a key for backups fails REG-02; rotating by itself it fails ROT-01.
resource "google_kms_crypto_key" "backup" {
  name            = "backup"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "backup" }
}

resource "google_kms_crypto_key" "log" {
  name            = "log"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "log" }
}

# ENC-01 passes, REG-03 passes of the backups by the key for backups.
resource "google_alloydb_cluster" "right" {
  cluster_id = "right"
  location   = "europe-north1"
  labels     = local.database
  encryption_config {
    kms_key_name = google_kms_crypto_key.database.id
  }
  automated_backup_policy {
    encryption_config {
      kms_key_name = google_kms_crypto_key.backup.id
    }
  }
}

# ENC-01 fails; REG-03 fails of what is kept by the key of the database; SEC-03 fails of the password.
resource "google_alloydb_cluster" "plain" {
  cluster_id = "plain"
  location   = "europe-north1"
  labels     = local.database
  continuous_backup_config {
    encryption_config {
      kms_key_name = google_kms_crypto_key.database.id
    }
  }
  initial_user {
    password = var.raw_key
  }
}

# ENC-01 is undetermined: a backup is restored.
resource "google_alloydb_cluster" "restored" {
  cluster_id = "restored"
  location   = "europe-north1"
  labels     = local.database
  restore_backup_source {
    backup_name = "projects/drop-prod/locations/europe-north1/backups/yesterday"
  }
}

# ENC-01 passes; its messages may be kept in Finland alone, where the key is (REG-05 passes).
resource "google_pubsub_topic" "right" {
  name         = "right"
  kms_key_name = google_kms_crypto_key.kyc.id
  labels       = local.kyc
  message_storage_policy {
    allowed_persistence_regions = ["europe-north1"]
  }
}

# ENC-01 passes, REG-05 is undetermined: nothing says where its messages are kept.
resource "google_pubsub_topic" "anywhere" {
  name         = "anywhere"
  kms_key_name = google_kms_crypto_key.kyc.id
  labels       = local.kyc
}

# ENC-01 fails.
resource "google_pubsub_topic" "plain" {
  name   = "plain"
  labels = local.kyc
}

# ENC-01 is undetermined: the key is elsewhere.
resource "google_pubsub_topic" "elsewhere" {
  name         = "elsewhere"
  kms_key_name = local.there
  labels       = local.kyc
}

# ENC-01 passes.
resource "google_compute_disk" "right" {
  name   = "right"
  zone   = "europe-north1-a"
  labels = local.kyc
  disk_encryption_key {
    kms_key_self_link = google_kms_crypto_key.kyc.id
  }
}

# ENC-01 fails: an image brings no key.
resource "google_compute_disk" "plain" {
  name   = "plain"
  zone   = "europe-north1-a"
  image  = "debian-cloud/debian-12"
  labels = local.kyc
}

# ENC-01 is undetermined, of a key in the configuration (SEC-03 fails), a snapshot, and a key of a version elsewhere (REG-05 fails).
resource "google_compute_disk" "supplied" {
  name   = "supplied"
  zone   = "europe-north1-a"
  labels = local.kyc
  disk_encryption_key {
    raw_key = var.raw_key
  }
}

resource "google_compute_disk" "restored" {
  name     = "restored"
  zone     = "europe-north1-a"
  snapshot = "yesterday"
  labels   = local.kyc
}

resource "google_compute_disk" "versioned" {
  name   = "versioned"
  zone   = "europe-north1-a"
  labels = local.kyc
  disk_encryption_key {
    kms_key_self_link = "https://cloudkms.googleapis.com/v1/projects/drop-prod/locations/europe-west4/keyRings/other/cryptoKeys/kyc/cryptoKeyVersions/1"
  }
}

# ENC-01 passes; fails; is undetermined.
resource "google_compute_region_disk" "right" {
  name          = "right"
  replica_zones = ["europe-north1-a", "europe-north1-b"]
  labels        = local.kyc
  disk_encryption_key {
    kms_key_name = google_kms_crypto_key.kyc.id
  }
}

resource "google_compute_region_disk" "plain" {
  name          = "plain"
  region        = "europe-north1"
  replica_zones = ["europe-north1-a", "europe-north1-b"]
  labels        = local.kyc
}

resource "google_compute_region_disk" "cloned" {
  name          = "cloned"
  region        = "europe-north1"
  replica_zones = ["europe-north1-a", "europe-north1-b"]
  source_disk   = google_compute_disk.right.id
  labels        = local.kyc
}

# ENC-01 passes, of a zone and of a region; fails.
resource "google_filestore_instance" "right" {
  name         = "right"
  location     = "europe-north1"
  tier         = "ENTERPRISE"
  kms_key_name = google_kms_crypto_key.kyc.id
  labels       = local.kyc
  file_shares {
    name        = "share"
    capacity_gb = 1024
  }
  networks {
    network = "default"
    modes   = ["MODE_IPV4"]
  }
}

resource "google_filestore_instance" "zonal" {
  name         = "zonal"
  zone         = "europe-north1-b"
  tier         = "ZONAL"
  kms_key_name = google_kms_crypto_key.kyc.id
  labels       = local.kyc
  file_shares {
    name        = "share"
    capacity_gb = 1024
  }
  networks {
    network = "default"
    modes   = ["MODE_IPV4"]
  }
}

resource "google_filestore_instance" "plain" {
  name     = "plain"
  location = "europe-north1-b"
  tier     = "ZONAL"
  labels   = local.kyc
  file_shares {
    name        = "share"
    capacity_gb = 1024
  }
  networks {
    network = "default"
    modes   = ["MODE_IPV4"]
  }
}

# ENC-01 passes; fails.
resource "google_redis_instance" "right" {
  name                 = "right"
  memory_size_gb       = 1
  customer_managed_key = google_kms_crypto_key.kyc.id
  labels               = local.kyc
}

resource "google_redis_instance" "plain" {
  name           = "plain"
  memory_size_gb = 1
  labels         = local.kyc
}

# ENC-01 passes; fails for a key of another domain; fails.
resource "google_artifact_registry_repository" "right" {
  repository_id = "right"
  format        = "DOCKER"
  location      = "europe-north1"
  kms_key_name  = google_kms_crypto_key.kyc.id
  labels        = local.kyc
}

resource "google_artifact_registry_repository" "wrong_key" {
  repository_id = "wrong-key"
  format        = "DOCKER"
  location      = "europe-north1"
  kms_key_name  = google_kms_crypto_key.database.id
  labels        = local.kyc
}

resource "google_artifact_registry_repository" "plain" {
  repository_id = "plain"
  format        = "DOCKER"
  location      = "europe-north1"
  labels        = local.kyc
}

# A database of Firestore has no labels: keys say what it holds. ENC-01 passes; fails; is undetermined.
resource "google_firestore_database" "right" {
  name        = "cases"
  location_id = "europe-north1"
  type        = "FIRESTORE_NATIVE"
  cmek_config {
    kms_key_name = google_kms_crypto_key.database.id
  }
}

resource "google_firestore_database" "plain" {
  name        = "plain"
  location_id = "eur3"
  type        = "FIRESTORE_NATIVE"
}

resource "google_firestore_database" "silent" {
  name        = "silent"
  location_id = "eur3"
  type        = "FIRESTORE_NATIVE"
}
