#!/usr/bin/env bash
# Tells the next steps what is to be done for the next release: `prepare`, `publish`, or `nothing` where the version that is
# prepared is published already.
set -euo pipefail

stage=$(npm run --silent release -- --stage)
read -r name version < <(node -p 'const { name, version } = require("./package.json"); `${name} ${version}`')
if [ "$stage" = publish ]; then
  published=$(bash "$(dirname "$0")/is-published.sh" "$name" "$version")
  if [ "$published" = yes ]; then stage=nothing; fi
fi
echo "$name $version: $stage"
{
  echo "stage=$stage"
  echo "version=$version"
} >> "${GITHUB_OUTPUT:-/dev/null}"
