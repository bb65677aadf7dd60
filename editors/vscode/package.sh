#!/usr/bin/env bash
# Makes snnc-VERSION.vsix, which `code --install-extension` takes.
set -euo pipefail
cd "$(dirname "$0")"

[ -d node_modules ] || npm ci --no-audit --no-fund
npm run --silent types
node build.mjs --minify
cp ../../LICENSE-MIT LICENSE-MIT.txt
trap 'rm -f LICENSE-MIT.txt' EXIT
# All code is in the bundle, hence no dependencies.
npx vsce package --no-dependencies --skip-license --allow-missing-repository
