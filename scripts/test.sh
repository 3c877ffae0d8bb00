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

# The tables of PBXs are read from a real MariaDB, which the tests start themselves on data of their own.
if ! [ -x /usr/sbin/mariadbd ]; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    # The package would start a server of its own, which nobody wants here: 101 says no.
    if ! [ -e /usr/sbin/policy-rc.d ]; then
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod +x /usr/sbin/policy-rc.d
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mariadb-server
  else
    echo "The tests need MariaDB's server. Install it (Debian: apt-get install mariadb-server) and run npm test again." >&2
    exit 1
  fi
fi

npm run --silent build
npm run --silent check:types
npm run --silent check:lint
npm run --silent check:arrows
npm run --silent check:unused
npx vitest run
