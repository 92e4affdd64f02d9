#!/usr/bin/env bash
# Runs every fuzz target for the given time. A target that fails leaves its input under testdata/fuzz. Then the evaluators
# are held against each other on KEYWRIGHT_CASES generated policies, by default as many as make a million requests, from the
# seed KEYWRIGHT_SEED on, by default one that no run before had.
set -euo pipefail
time=${1:-30s}
cd "$(dirname "$0")/.."
grep -rlE '^func Fuzz' --include='*_test.go' . | while read -r file; do
  grep -oE '^func Fuzz[A-Za-z0-9_]+' "$file" | sed 's/^func //' | while read -r target; do
    echo "fuzz $(dirname "$file") $target $time"
    go test -run '^$' -fuzz "^${target}\$" -fuzztime "$time" "$(dirname "$file")"
  done
done
cases=${KEYWRIGHT_CASES:-25000}
seed=${KEYWRIGHT_SEED:-$(($(date +%s) * 1000))}
echo "evaluators on $cases policies from seed $seed"
KEYWRIGHT_CASES=$cases KEYWRIGHT_SEED=$seed go test ./internal/engine ./internal/keypolicy -run 'TestNothingThat|TestRegoAndGoReach' -count=1 -timeout 3h
