#!/usr/bin/env bash
# Prints whether the registry has a version of a package, `yes` or `no`: is-published.sh <name> <version>. Fails where the
# registry does not say.
set -euo pipefail

name=${1:?Which package?}
version=${2:?Which version?}
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
if found=$(npm view "$name@$version" version 2> "$errors"); then
  # Of a package that has other versions alone, nothing is printed.
  if [ "$found" = "$version" ]; then echo yes; else echo no; fi
elif grep -q E404 "$errors"; then
  echo no
else
  cat "$errors" >&2
  echo "::error title=Release::The registry does not say whether it has $name@$version." >&2
  exit 1
fi
