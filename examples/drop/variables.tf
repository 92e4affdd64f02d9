variable "account_id" {
  description = "The AWS account that holds the keys."
  type        = string
  default     = "123456789012"
}

variable "kms_endpoint_id" {
  description = "The VPC endpoint through which applications reach KMS in the primary region."
  type        = string
  default     = "vpce-0a1b2c3d4e5f67890"
}

variable "enforcement" {
  description = "What a failed rule does at plan: error, warning or off."
  type        = string
  default     = "error"
}

variable "deletion_protection" {
  description = "Lift it, in a change of its own, before a key may be destroyed."
  type        = bool
  default     = true
}

locals {
  roles = {
    for name in ["pipeline", "key-admin", "app", "identity", "kyc", "backup", "compliance", "restore", "auditor"] :
    name => "arn:aws:iam::${var.account_id}:role/drop-${name}"
  }
}
