#!/usr/bin/env bash
# Opens a pull request with the stored definitions as they are now, or brings the open one up to date: propose-definitions.sh <body>.
set -euo pipefail

body=${1:?Where is the report?}
branch=official-definitions
title="Official definitions have changed"

git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git checkout --quiet -B "$branch"
git add specs/upstream
if git diff --cached --quiet; then
  echo "::error title=Official definitions::The specs differ from definitions that are stored already; see the report in the summary."
  exit 1
fi
git commit --quiet -m "feat: follow the official definitions"
git push --quiet --force origin "$branch"
if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  gh pr edit "$branch" --title "$title" --body-file "$body"
else
  gh pr create --head "$branch" --title "$title" --body-file "$body"
fi
