# Fails SEC-06: one secret of pipelines belongs to the whole repository, and two stand in plain.

terraform {
  required_providers {
    github = {
      source = "hashicorp/github"
    }
  }
}

variable "token" {
  type      = string
  sensitive = true
  default   = "not a real one"
}

resource "github_actions_environment_secret" "good" {
  repository      = "drop"
  environment     = "production"
  secret_name     = "DEPLOY_TOKEN"
  encrypted_value = "ZW5jcnlwdGVk"
}

resource "github_actions_environment_secret" "plain" {
  repository      = "drop"
  environment     = "production"
  secret_name     = "API_TOKEN"
  plaintext_value = var.token
}

resource "github_actions_secret" "everywhere" {
  repository  = "drop"
  secret_name = "NPM_TOKEN"
  value       = var.token
}

resource "github_actions_organization_secret" "all" {
  secret_name     = "CACHE_TOKEN"
  visibility      = "all"
  encrypted_value = "ZW5jcnlwdGVk"
}
