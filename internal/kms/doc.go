// Package kms is the AWS side of keywright: credentials, pacing, who owns which key, and looking for work that an
// earlier run left unfinished. It knows nothing of Terraform.
package kms
