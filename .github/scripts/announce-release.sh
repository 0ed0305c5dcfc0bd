#!/usr/bin/env bash
# Makes the release of GitHub, with its tag, of the version that is published: announce-release.sh <notes>. One that is there
# already is no fault.
set -euo pipefail

notes=${1:?Where do the notes go?}
tag=v$(node -p 'require("./package.json").version')
if gh release view "$tag" > /dev/null 2>&1; then
  echo "$tag is there already."
  exit 0
fi
npm run --silent release -- --notes > "$notes"
gh release create "$tag" --title "$tag" --notes-file "$notes" --target "${GITHUB_SHA:?Which commit?}"
