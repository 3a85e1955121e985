#!/usr/bin/env bash
# Installs Azurite, Microsoft's emulator of Azure Storage, for the tests of Table storage and for `demo --storage tables`: the version and the
# checksum of each package are those of tests/azurite/package-lock.json. Without npm or a registry it does nothing, and the tests that need it
# say why they are skipped. Always ends with 0.
set -uo pipefail
cd "$(dirname "$0")/azurite"
wanted=$(sed -n 's/.*"azurite": "\([^"]*\)".*/\1/p' package.json)
installed=$(sed -n 's/.*"version": "\([^"]*\)".*/\1/p' node_modules/azurite/package.json 2>/dev/null | head -1)
[ -n "$wanted" ] && [ "$wanted" = "$installed" ] && exit 0
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  echo "Azurite is not installed here (that takes node and npm): tests of Table storage are skipped."
  exit 0
fi
timeout 300 npm ci --ignore-scripts --no-progress --loglevel=error >/dev/null 2>&1 ||
  echo "Azurite could not be installed: tests of Table storage are skipped."
exit 0
