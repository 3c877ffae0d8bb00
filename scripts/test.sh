#!/usr/bin/env bash
# All that is checked: types, style, arrows, unused code, tests. Installs what the tests need and npm does not have.
set -euo pipefail
cd "$(dirname "$0")/.."

# A real ClickHouse node for the store's tests is started through Python's ctypes.
if ! command -v python3 >/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3
  else
    echo "The tests need python3. Install it (Debian: apt-get install python3) and run npm test again." >&2
    exit 1
  fi
fi

npm run --silent build
npm run --silent check:types
npm run --silent check:lint
npm run --silent check:arrows
npm run --silent check:unused
exec npx vitest run
