#!/bin/sh
# SPDX-License-Identifier: MIT-0
# Prints your copy of the list, one entry per line: ./print-list.sh FOLDER. It reads all stored files, so it needs no lock and no order.
# Needs jq.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${1:?must be the folder of the copy}
{
  export=$(find "$data/export" -type f -name '[0-9]*' 2> /dev/null | sort | tail -n 1)
  if [ -n "$export" ]; then
    at=${export##*/}
    jq -c --arg at "${at%.ndjson}" '{ export: ($at | tonumber), line: . }' "$export"
  fi
  for folder in events pages; do
    find "$data/$folder" -type f -name '[0-9]*.json' -exec cat {} + 2> /dev/null || true
  done
} | jq -cn -f "$here/apply-events.jq"
