#!/bin/sh
# SPDX-License-Identifier: MIT-0
# Loads the list once and follows the feed by long poll: ENTITYWIRE_URL=… ENTITYWIRE_KEY=… ./follow.sh FOLDER. Needs curl and jq.
#
# Stores the export as export/SEQUENCE.ndjson and each page of the feed as pages/NEXT.json. Each file is written elsewhere and then
# renamed, so that the newest name is the position to continue from, even after a crash.

set -eu
umask 077
WAIT_S=30

: "${ENTITYWIRE_URL:?must be the URL of the service}" "${1:?must be the folder of the copy}"
data=$1
mkdir -p "$data/export" "$data/pages" "$data/tmp"
tmp=$(mktemp -d "$data/tmp/follow.XXXXXX")
trap 'rm -rf "$tmp"' EXIT

# ask PATH SECONDS: writes the body to $tmp/body and the headers to $tmp/head; true for status 200. The key is passed by stdin, so that
# other users cannot see it.
ask() {
  status=$(
    printf '%s\n' "${ENTITYWIRE_KEY:+header = \"Authorization: Bearer $ENTITYWIRE_KEY\"}" |
      curl -sS --config - --max-time "$2" -D "$tmp/head" -o "$tmp/body" -w '%{http_code}' "$ENTITYWIRE_URL$1"
  ) || return 1
  case $status in
    200) return 0 ;;
    408 | 429 | 5??) echo "$1 answered $status" >&2; return 1 ;;
    *) echo "$1 answered $status: $(head -c 500 "$tmp/body")" >&2; exit 1 ;;
  esac
}

# newest FOLDER: the highest number among the file names; empty without files.
newest() {
  find "$data/$1" -type f -name '[0-9]*' | sed 's|.*/0*\([0-9]\)|\1|; s|\..*||' | sort -n | tail -n 1
}

load_export() {
  ask /v1/exports/entries.ndjson 300 || return 1
  sequence=$(sed -n 's/^[Ee]ntitywire-[Ss]equence: *\([0-9]*\).*/\1/p' "$tmp/head" | tail -n 1)
  # Every line ends with a line break, so text after the last one means a truncated export.
  if [ -z "$sequence" ] || [ -n "$(tail -c 1 "$tmp/body")" ]; then
    echo 'the export is truncated, or has no sequence' >&2
    return 1
  fi
  # Removes leading zeros, which would make the number octal.
  sequence=${sequence#"${sequence%%[!0]*}"}
  mv "$tmp/body" "$data/export/$(printf %012d "${sequence:-0}").ndjson"
}

follow() {
  start=$(newest export)
  [ -n "$start" ] || { load_export; return; }
  place=$(newest pages)
  ask "/v1/events?after=${place:-$start}&limit=100&wait=$WAIT_S" $((2 * WAIT_S)) || return 1
  next=$(jq -er .next "$tmp/body") || return 1
  # Stores nothing if no event arrived.
  [ "$next" = "${place:-$start}" ] || mv "$tmp/body" "$data/pages/$(printf %012d "$next").json"
}

pause=1
while :; do
  if follow; then
    pause=1
  else
    sleep "$pause"
    pause=$((pause < 16 ? pause * 2 : 30))
  fi
done
