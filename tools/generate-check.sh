#!/usr/bin/env bash
# Generates everything anew and fails where that changes a file: what is generated is what is committed.
set -euo pipefail
cd "$(dirname "$0")/.."

snapshot() { git status --porcelain; git diff; }

before=$(snapshot)
make --no-print-directory generate
if [ "$before" != "$(snapshot)" ]; then
  echo "generated files are not what is committed; run 'make generate' and commit what it writes:" >&2
  git status --porcelain >&2
  exit 1
fi
echo "generated files are current"
