#!/usr/bin/env bash
# Installs the grammar with which tests/Infrastructure reads Bicep (tests/Infrastructure/package-lock.json pins it). Quick and harmless:
# without node, npm or a registry it does nothing, and the tests that need it say why they are skipped. Always ends with 0.
set -uo pipefail
cd "$(dirname "$0")/Infrastructure"
cmp -s package-lock.json node_modules/.installed && exit 0
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "node and npm are not installed here: tests that read Bicep are skipped."
  exit 0
fi
if timeout 120 npm ci --silent --no-progress >/dev/null 2>&1; then
  cp package-lock.json node_modules/.installed
else
  echo "npm could not install tree-sitter-bicep and web-tree-sitter: tests that read Bicep are skipped."
fi
exit 0
