# ENC-01 passes of every cluster, each under a key of its region (REG-05 passes).
resource "google_bigtable_instance" "right" {
  name   = "right"
  labels = local.database
  cluster {
    cluster_id   = "finland"
    zone         = "europe-north1-a"
    kms_key_name = google_kms_crypto_key.database.id
  }
  cluster {
    cluster_id   = "belgium"
    zone         = "europe-west1-b"
    kms_key_name = google_kms_crypto_key.belgium.id
  }
}

# ENC-01 passes of the first cluster and fails of the second.
resource "google_bigtable_instance" "half" {
  name   = "half"
  labels = local.database
  cluster {
    cluster_id   = "finland"
    zone         = "europe-north1-a"
    kms_key_name = google_kms_crypto_key.database.id
  }
  cluster {
    cluster_id = "belgium"
    zone       = "europe-west1-b"
  }
}

# REG-05 fails of the second cluster: its key is in Finland. ENC-01 passes.
resource "google_bigtable_instance" "apart" {
  name   = "apart"
  labels = local.database
  cluster {
    cluster_id   = "finland"
    zone         = "europe-north1-a"
    kms_key_name = google_kms_crypto_key.database.id
  }
  cluster {
    cluster_id   = "belgium"
    zone         = "europe-west1-b"
    kms_key_name = google_kms_crypto_key.database.id
  }
}

# ENC-01 is undetermined: the key is elsewhere.
resource "google_bigtable_instance" "elsewhere" {
  name   = "elsewhere"
  labels = local.database
  cluster {
    cluster_id   = "finland"
    zone         = "europe-north1-a"
    kms_key_name = local.there
  }
}

resource "google_spanner_instance" "finland" {
  name         = "finland"
  config       = "regional-europe-north1"
  display_name = "Finland"
  labels       = local.database
}

resource "google_spanner_instance" "europe" {
  name         = "europe"
  config       = "eur6"
  display_name = "Europe"
  labels       = local.database
}

# ENC-01 passes, by either argument; what it holds says its instance.
resource "google_spanner_database" "right" {
  instance = google_spanner_instance.finland.name
  name     = "right"
  encryption_config {
    kms_key_name = google_kms_crypto_key.database.id
  }
}

resource "google_spanner_database" "listed" {
  instance = google_spanner_instance.finland.name
  name     = "listed"
  encryption_config {
    kms_key_names = [google_kms_crypto_key.database.id]
  }
}

# ENC-01 fails.
resource "google_spanner_database" "plain" {
  instance = google_spanner_instance.finland.name
  name     = "plain"
}

# ENC-01 is undetermined, twice: two keys of the plan; REG-05 as well, since the instance is in several regions.
resource "google_spanner_database" "several" {
  instance = google_spanner_instance.europe.name
  name     = "several"
  encryption_config {
    kms_key_names = [google_kms_crypto_key.database.id, google_kms_crypto_key.belgium.id]
  }
}

# ENC-01 is undetermined: nothing says what it holds.
resource "google_spanner_database" "of_another" {
  instance = "theirs"
  name     = "of-another"
}

# ENC-01 passes of the dataset, and of a table in it that names no key.
resource "google_bigquery_dataset" "right" {
  dataset_id = "right"
  location   = "europe-north1"
  labels     = local.database
  default_encryption_configuration {
    kms_key_name = google_kms_crypto_key.database.id
  }
}

resource "google_bigquery_table" "right" {
  dataset_id = google_bigquery_dataset.right.dataset_id
  table_id   = "right"
}

# ENC-01 passes: a key of its own.
resource "google_bigquery_table" "own" {
  dataset_id = google_bigquery_dataset.plain.dataset_id
  table_id   = "own"
  encryption_configuration {
    kms_key_name = google_kms_crypto_key.database.id
  }
}

# ENC-01 fails of both.
resource "google_bigquery_dataset" "plain" {
  dataset_id = "plain"
  location   = "europe-north1"
  labels     = local.database
}

resource "google_bigquery_table" "plain" {
  dataset_id = google_bigquery_dataset.plain.dataset_id
  table_id   = "plain"
}

# ENC-01 is undetermined: its dataset is elsewhere. A view holds nothing, so that no rule speaks of it.
resource "google_bigquery_table" "elsewhere" {
  dataset_id = "theirs"
  table_id   = "elsewhere"
  labels     = local.database
}

resource "google_bigquery_table" "view" {
  dataset_id = google_bigquery_dataset.plain.dataset_id
  table_id   = "view"
  view {
    query = "SELECT 1"
  }
}

# ENC-01 and ENC-03 pass; ENC-03 is undetermined of the second, since nobody can show how Google's own key rotates.
resource "google_logging_project_bucket_config" "right" {
  project        = "drop-prod"
  location       = "europe-north1"
  bucket_id      = "right"
  retention_days = 1827
  locked         = true
  cmek_settings {
    kms_key_name = google_kms_crypto_key.log.id
  }
}

resource "google_logging_project_bucket_config" "plain" {
  project   = "drop-prod"
  location  = "europe-north1"
  bucket_id = "plain"
}
