#!/usr/bin/env bash
# Generates everything anew and fails where the result differs from what is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory generate
if [ -n "$(git status --porcelain)" ]; then
  echo "generated files are not what is committed; run 'make generate' and commit what it writes:" >&2
  git status --porcelain >&2
  exit 1
fi
echo "generated files are current"
