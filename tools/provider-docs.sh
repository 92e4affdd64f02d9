#!/usr/bin/env bash
# Writes docs/index.md, docs/resources, docs/data-sources and docs/functions from the provider's own schema and examples/.
# The schema is asked of the real terraform through a filesystem mirror, so that nothing is downloaded.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

platform=$(go env GOOS)_$(go env GOARCH)
mirror=$work/mirror/registry.terraform.io/keywright/keywright/0.0.1/$platform
mkdir -p "$mirror" "$work/config"
ln -s "$root/bin/terraform-provider-keywright" "$mirror/terraform-provider-keywright_v0.0.1"
cat >"$work/terraform.rc" <<RC
provider_installation {
  filesystem_mirror {
    path = "$work/mirror"
  }
}
RC
cat >"$work/config/main.tf" <<TF
terraform {
  required_providers {
    keywright = {
      source = "keywright/keywright"
    }
  }
}
TF
export TF_CLI_CONFIG_FILE=$work/terraform.rc CHECKPOINT_DISABLE=1
terraform -chdir="$work/config" init -no-color >/dev/null
terraform -chdir="$work/config" providers schema -json >"$work/schema.json"
go -C "$root/tools" build -o "$work/tfplugindocs" github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs
sed "s#registry.terraform.io/keywright/keywright#keywright#" "$work/schema.json" >"$work/named.json" # the generator knows a file's providers by their short name
(cd "$root" && "$work/tfplugindocs" generate --provider-name keywright --rendered-provider-name keywright --providers-schema "$work/named.json" >/dev/null)
