#!/bin/sh
# SPDX-License-Identifier: MIT-0
# The list as your copy has it, one entry a line: ./print-list.sh FOLDER. Made of all that was kept, so that it needs no lock and
# no order. Wants jq.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${1:?is the folder that the copy is kept in}
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
