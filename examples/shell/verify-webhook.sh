# SPDX-License-Identifier: MIT-0
# Verifies the signature of a webhook, for a POSIX shell with openssl. Source this file.
# https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

# Seconds. Older messages may be replays whose ids were forgotten.
TOLERANCE_S=300

# hmac KEY_HEX < MESSAGE: the HMAC-SHA256 in base64. Computed here, because openssl takes the key as an argument, which every user of
# the machine can see. printf is a builtin.
hmac() (
  key=$1
  # A key longer than a block is hashed first.
  if [ ${#key} -gt 128 ]; then
    key=$(from_hex "$key" 0 | openssl dgst -sha256 -r | cut -c 1-64)
  fi
  # Padded to the 64 bytes of a block.
  key=$(printf %s%0128d "$key" 0 | cut -c 1-128)
  inner=$({ from_hex "$key" 0x36; cat; } | openssl dgst -sha256 -r | cut -c 1-64)
  { from_hex "$key" 0x5c; from_hex "$inner" 0; } | openssl dgst -sha256 -binary | openssl base64 -A
)

# from_hex HEX MASK: the bytes, each XORed with the mask.
from_hex() (
  hex=$1
  bytes=
  while [ -n "$hex" ]; do
    rest=${hex#??}
    byte=$((0x${hex%"$rest"} ^ $2))
    bytes="$bytes\\$((byte >> 6))$((byte >> 3 & 7))$((byte & 7))"
    hex=$rest
  done
  # shellcheck disable=SC2059 # the format is the bytes, in octal
  printf "$bytes"
)

# key_of whsec_…: the key in hex; false if it has fewer than 24 bytes, because anyone could sign with an empty key.
key_of() {
  key=$(printf %s "${1#whsec_}" | openssl base64 -d -A | od -A n -v -t x1 | tr -d ' \n')
  case $key in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#key} -ge 48 ] && printf %s "$key"
}

# is_same ONE OTHER: compares digests with a random salt, so that the duration reveals nothing.
is_same() (
  salt=$(openssl rand -hex 32)
  one=$(printf '%s%s' "$salt" "$1" | openssl dgst -sha256 -r)
  other=$(printf '%s%s' "$salt" "$2" | openssl dgst -sha256 -r)
  [ "$one" = "$other" ]
)

# verify_webhook ID TIMESTAMP SIGNATURES BODY_FILE SECRETS: true if a signature is valid; otherwise prints the answer to send. SECRETS
# and SIGNATURES may contain several values, separated by spaces. One matching pair is enough, so that both sides can rotate.
verify_webhook() {
  case $1 in
    '' | *[!A-Za-z0-9_.-]* | .*) echo '400 webhook-id is missing or invalid'; return 1 ;;
  esac
  case $2 in
    '' | *[!0-9]* | ?????????????*) echo '400 webhook-timestamp is missing or invalid'; return 1 ;;
  esac
  # Removes leading zeros, which would make the number octal.
  stamp=${2#"${2%%[!0]*}"}
  age=$(($(date +%s) - ${stamp:-0}))
  if [ "${age#-}" -gt $TOLERANCE_S ]; then
    echo '401 webhook-timestamp is too far from now'
    return 1
  fi
  for secret in $5; do
    key=$(key_of "$secret") || { echo '500 each secret must be whsec_ and the base64 of 24 bytes or more'; return 1; }
    expected=$({ printf '%s.%s.' "$1" "$2"; cat "$4"; } | hmac "$key")
    # Otherwise an empty result would match an empty signature.
    [ ${#expected} -eq 44 ] || { echo '500 openssl returned no signature'; return 1; }
    for given in $3; do
      case $given in
        v1,*) is_same "v1,$expected" "$given" && return 0 ;;
      esac
    done
  done
  echo '401 no webhook-signature is valid'
  return 1
}
