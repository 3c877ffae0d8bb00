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

# Installs a Debian package with a server that the tests start themselves, on data of their own.
install_server() {
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    # The package would start a server of its own, which nobody wants here: 101 says no.
    if ! [ -e /usr/sbin/policy-rc.d ]; then
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod +x /usr/sbin/policy-rc.d
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
  else
    echo "The tests need $2. Install it (Debian: apt-get install $1) and run npm test again." >&2
    exit 1
  fi
}

# The tables of PBXs are read from a real MariaDB, and lists of people from a real OpenLDAP.
[ -x /usr/sbin/mariadbd ] || install_server mariadb-server "MariaDB's server"
[ -x /usr/sbin/slapd ] || install_server slapd "OpenLDAP's server"

# Certificates of managers that the tests speak to over TLS.
command -v openssl >/dev/null || install_server openssl "openssl"

# The pages are looked at in Chromium without windows, or in a whole one where there is no other.
[ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] ||
  install_server chromium-headless-shell "Chromium, to look at the pages with"

npm run --silent build

# Each by itself keeps one processor busy at most, and the types of all but the pages take as long as the rest together.
npm run --silent check:types:server &
types=$!
npm run --silent check:types:web
npm run --silent check:lint
npm run --silent check:arrows
npm run --silent check:unused
wait "$types"
npx vitest run
