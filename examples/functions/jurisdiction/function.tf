variable "region" {
  type = string
  validation {
    condition     = contains(provider::keywright::jurisdiction(var.region), "EEA")
    error_message = "Personal data stay in the EEA."
  }
}
