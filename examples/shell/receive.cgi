#!/bin/sh
# SPDX-License-Identifier: MIT-0
# A receiver of webhooks, as a CGI script (RFC 3875) of whatever web server you have. Set for it WEBHOOK_SECRETS ("whsec_…", several
# separated by spaces) and ENTITYWIRE_DATA, a folder that only it may write. It answers 2xx only once the event is on the disk: all
# else has the sender try again. Wants openssl and jq.

set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
. "$here/verify-webhook.sh"

# An event of one entry is some kB; an entry's whole history may be some hundred.
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
[ "$(wc -c < "$body")" -eq "$CONTENT_LENGTH" ] || answer '400 the body was cut off'

id=${HTTP_WEBHOOK_ID:-}
timestamp=${HTTP_WEBHOOK_TIMESTAMP:-}
if ! refusal=$(verify_webhook "$id" "$timestamp" "${HTTP_WEBHOOK_SIGNATURE:-}" "$body" "$WEBHOOK_SECRETS"); then
  answer "$refusal"
fi
# What is older than twice the tolerance is refused for its age.
find "$data/accepted" -mindepth 1 -mmin +10 -exec rmdir {} + 2> /dev/null || true
# Made once, by whoever comes first. 409 to a stranger who has recorded it; a retry of the sender bears a later timestamp.
mkdir "$data/accepted/$id.$timestamp" 2> /dev/null || answer '409 this message was taken before'

# An event has one place in the log: the same one that comes again takes its own place. Nothing but whole files bears such a name.
sequence=$(jq -er .sequence "$body") || answer '400 that is no event'
case $sequence in
  *[!0-9]*) answer '400 that is no event' ;;
esac
sync "$body" 2> /dev/null || sync
mv "$body" "$data/events/$sequence.json"
answer '204 stored'
