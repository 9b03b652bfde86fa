#!/usr/bin/env bash
# Every check there is. `npm test` runs it; test/README.md says what each part proves.
set -euo pipefail
cd "$(dirname "$0")/.."

run() {
  printf '\n== %s\n' "$*"
  "$@"
}

# The tests look at a site at the top of its host, wherever the facts say that it is published.
export SITE_ADDRESS=

run bash scripts/install-test-tools.sh
run npm run -s build
run npm run -s lint
run npm run -s check
run npm run -s knip
run npm run -s size
run vitest run
