#!/usr/bin/env bash
# Plans the folder given (default: the current one), blocks what breaks the policy, and leaves the verdict and the
# auditor's document in keywright/ of that folder for the pipeline to keep. Needs terraform and keywright on PATH.
# Where terraform fails, its exit status; else keywright's: 0 nothing blocks, 1 something blocks, 2 the input or the
# usage is wrong.
set -euo pipefail
cd "${1:-.}"
mkdir -p keywright
trap 'rm -f plan.json tfplan' EXIT # a plan can hold secrets: it is not kept

terraform init -input=false -no-color
terraform plan -input=false -no-color -out=tfplan
(umask 077 && terraform show -json tfplan >plan.json)

status=0
keywright check --require keys --format text --format json=keywright/verdict.json --source . plan.json || status=$?
if [ "$status" -lt 2 ]; then
  keywright docs plan.json --source . --out keywright
fi
exit "$status"
