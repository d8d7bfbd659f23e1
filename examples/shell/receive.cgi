#!/bin/sh
# SPDX-License-Identifier: MIT-0
# Receives webhooks as a CGI script (RFC 3875) of any web server. Set WEBHOOK_SECRETS ("whsec_…", several separated by spaces) and
# ENTITYWIRE_DATA, a folder that only this script may write. It answers 2xx only after the event is on disk. On any other answer
# the sender retries. Needs openssl and jq.

set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
. "$here/verify-webhook.sh"

# An event about one entry has a few kB; the history of an entry may have a few hundred.
MAX_BYTES=4194304

answer() {
  printf 'Status: %s\r\nContent-Type: text/plain\r\n\r\n' "$1"
  exit 0
}

[ "${REQUEST_METHOD:-}" = POST ] || answer '405 only POST'
case ${CONTENT_LENGTH:-} in
  '' | *[!0-9]* | ?????????*) answer '413 content-length is missing, or the body too large' ;;
esac
[ "$CONTENT_LENGTH" -le $MAX_BYTES ] || answer '413 the body is too large'

data=$ENTITYWIRE_DATA
mkdir -p "$data/events" "$data/accepted" "$data/tmp"
body=$(mktemp "$data/tmp/body.XXXXXX")
trap 'rm -f "$body"' EXIT
head -c "$CONTENT_LENGTH" > "$body"
[ "$(wc -c < "$body")" -eq "$CONTENT_LENGTH" ] || answer '400 the body is truncated'

id=${HTTP_WEBHOOK_ID:-}
timestamp=${HTTP_WEBHOOK_TIMESTAMP:-}
if ! refusal=$(verify_webhook "$id" "$timestamp" "${HTTP_WEBHOOK_SIGNATURE:-}" "$body" "$WEBHOOK_SECRETS"); then
  answer "$refusal"
fi
# Older messages are refused for their age, so their ids can be forgotten.
find "$data/accepted" -mindepth 1 -mmin +10 -exec rmdir {} + 2> /dev/null || true
# mkdir succeeds only for the first message. 409 for a recorded message that someone else sends again; a retry of the sender has a
# later timestamp.
mkdir "$data/accepted/$id.$timestamp" 2> /dev/null || answer '409 this message was already accepted'

# The sequence identifies the event, so a repeated event replaces its own file. Only complete files get such a name.
sequence=$(jq -er .sequence "$body") || answer '400 the body is not an event'
case $sequence in
  *[!0-9]*) answer '400 the body is not an event' ;;
esac
sync "$body" 2> /dev/null || sync
mv "$body" "$data/events/$sequence.json"
answer '204 stored'
