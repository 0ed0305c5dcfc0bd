#!/usr/bin/env bash
# Fetches Microsoft's definitions into a folder: <folder>/acs as in azure-rest-api-specs, <folder>/graph as in msgraph-metadata.
# ACS_SPECS and GRAPH_METADATA name other repositories to fetch from, such as a folder on this machine.
set -euo pipefail

folder=${1:?Which folder?}
acs=${ACS_SPECS:-https://github.com/Azure/azure-rest-api-specs}
graph=${GRAPH_METADATA:-https://github.com/microsoftgraph/msgraph-metadata}
services=specification/communication/data-plane

rm -rf "$folder"
mkdir -p "$folder/acs" "$folder/graph"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fetch <repository> <name> <path in it>...: these of its newest commit, and no other file.
fetch() {
  git clone --quiet --depth 1 --filter=blob:none --sparse "$1" "$work/$2"
  git -C "$work/$2" sparse-checkout set --no-cone "${@:3}"
  echo "$1 $(git -C "$work/$2" rev-parse HEAD)"
}

fetch "$acs" acs "/$services/CallAutomation/" "/$services/Common/"
cp -R "$work/acs/$services/." "$folder/acs/"
fetch "$graph" graph /schemas/beta-Prod.csdl /schemas/v1.0-Prod.csdl
for version in beta v1.0; do
  cp "$work/graph/schemas/$version-Prod.csdl" "$folder/graph/"
done
