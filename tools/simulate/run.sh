#!/usr/bin/env bash
# Compares keywright's exact evaluator (keypolicy.Decide) with the IAM simulator @cloud-copilot/iam-simulate, which is run
# from a folder of its own and is no part of keywright. KEYWRIGHT_CASES is the number of generated policies.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @cloud-copilot/iam-simulate@0.1.173
KEYWRIGHT_SIMULATE="$work/cases.jsonl" go test -tags simulate ./internal/engine -run TestWriteSimulations -count=1
node tools/simulate/compare.mjs "$work/cases.jsonl" "$work"
