#!/usr/bin/env bash
# Publishes the package with the proof of where it was built. A version that is published already is no fault.
# NODE_AUTH_TOKEN is a token of the registry; without one the registry has to trust this workflow.
set -euo pipefail

repository=${GITHUB_REPOSITORY:?The proof of where the package was built names a repository: publish from the workflow.}
here=$(dirname "$0")
read -r name version < <(node -p 'const { name, version } = require("./package.json"); `${name} ${version}`')

published=$(bash "$here/is-published.sh" "$name" "$version")
if [ "$published" = yes ]; then
  echo "$name $version is published already."
  exit 0
fi

# The proof is refused unless the package names the repository that it was built in.
url="git+${GITHUB_SERVER_URL:-https://github.com}/$repository.git"
named=$(node -p 'const { repository } = require("./package.json"); repository?.url ?? repository ?? ""')
if [ -z "$named" ]; then
  npm pkg set repository.type=git "repository.url=$url"
elif [ "$named" != "$url" ]; then
  echo "::error title=Release::package.json names the repository $named, and this is $url."
  exit 1
fi

if [ -n "${NODE_AUTH_TOKEN:-}" ]; then
  config=$(mktemp)
  trap 'rm -f "$config"' EXIT
  registry=$(npm config get registry)
  # npm itself puts the token in the place of its name, so that it stands in no file.
  echo "${registry#*:}:_authToken=\${NODE_AUTH_TOKEN}" > "$config"
  export NPM_CONFIG_USERCONFIG=$config
fi

if npm publish --provenance --access public; then exit 0; fi
published=$(bash "$here/is-published.sh" "$name" "$version")
if [ "$published" = yes ]; then
  echo "$name $version was published by somebody else meanwhile."
  exit 0
fi
exit 1
