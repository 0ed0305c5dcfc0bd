#!/usr/bin/env bash
# Compares fetched definitions with those that are stored and with the specs: compare-definitions.sh <folder> <body>.
# Writes the classified report to <body>, stores what is new, and tells the next step whether there is anything to propose.
set -euo pipefail

folder=${1:?Which folder?}
body=${2:?Where does the report go?}
code=0
npm run --silent follow -- --acs "$folder/acs" --graph "$folder/graph" --write --limit 60000 --output "$body" || code=$?
case $code in
  0) changed=false ;;
  1) changed=true ;;
  *) exit "$code" ;;
esac
echo "changed=$changed" >> "${GITHUB_OUTPUT:-/dev/stdout}"
if [ -f "$body" ]; then cat "$body" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
