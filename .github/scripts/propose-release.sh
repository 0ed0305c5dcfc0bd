#!/usr/bin/env bash
# Opens a pull request with the next release as it is prepared here, or brings the open one up to date: propose-release.sh <body>.
set -euo pipefail

body=${1:?Where do the notes go?}
branch=release
npm run --silent release -- --notes > "$body"
title="Release $(node -p 'require("./package.json").version')"

git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git checkout --quiet -B "$branch"
git add --all
if git diff --cached --quiet; then
  echo "::error title=Release::Something is pending, and preparing it changed nothing."
  exit 1
fi
git commit --quiet -m "chore: $title"
git push --quiet --force origin "$branch"
if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  gh pr edit "$branch" --title "$title" --body-file "$body"
else
  gh pr create --head "$branch" --title "$title" --body-file "$body"
fi
