variable "name" {
  type = string
}

variable "region" {
  type    = string
  default = null
}

variable "encryption" {
  type    = any
  default = {}
}

variable "table_key" {
  type    = string
  default = null
}

variable "tags" {
  type = map(string)
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
  region = var.region
  tags   = var.tags
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count  = length(keys(var.encryption)) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this.id
  region = var.region

  dynamic "rule" {
    for_each = try(flatten([var.encryption["rule"]]), [])

    content {
      bucket_key_enabled = try(rule.value.bucket_key, null)

      dynamic "apply_server_side_encryption_by_default" {
        for_each = try([rule.value.by_default], [])
        iterator = chosen

        content {
          sse_algorithm     = chosen.value.algorithm
          kms_master_key_id = try(chosen.value.key, null)
        }
      }
    }
  }
}

resource "aws_dynamodb_table" "this" {
  name         = var.name
  region       = var.region
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  tags         = var.tags

  attribute {
    name = "id"
    type = "S"
  }

  dynamic "server_side_encryption" {
    for_each = var.table_key != null ? [var.table_key] : []

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }
}
