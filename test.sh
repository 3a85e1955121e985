#!/usr/bin/env bash
# Builds everything and runs the whole test suite. Ends with a line "N passed, N failed"; the exit code is 0 only if none failed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build RevenueFunctions.sln -c Release -v quiet -nologo || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }

tests/install-books-check.sh
tests/install-azurite.sh
tests/install-bicep-check.sh

projects=(tests/Unit tests/Infrastructure tests/Contract tests/Simulation tests/Acceptance tests/Hostile)
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in "${projects[@]}"; do
  echo "== $project"
  dotnet test "$project" -c Release --no-build -v quiet --nologo \
    --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results" --logger "console;verbosity=minimal" "$@" || status=1
done

# The counts come from the result files, so that a test project that crashed before it reported cannot pass unseen.
read -r passed failed skipped files < <(
  cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | awk '
    { for (i = 1; i <= NF; i++) { split($i, pair, "\""); if ($i ~ /^total=/) total += pair[2]; if ($i ~ /^executed=/) executed += pair[2]; if ($i ~ /^passed=/) passed += pair[2] } files++ }
    END { print passed + 0, executed - passed, total - executed, files + 0 }')
if [ "${files:-0}" -ne "${#projects[@]}" ]; then
  echo "Only ${files:-0} of ${#projects[@]} test projects reported results."
  failed=$((failed + 1))
fi
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
