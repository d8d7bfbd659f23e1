# SPDX-License-Identifier: MIT-0
"""Whether a POST is from whom it says: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""

import base64
import binascii
import hashlib
import hmac
import re

# Seconds. Older ones may be replays, whose ids were forgotten.
TOLERANCE_S = 5 * 60


class Refusal(Exception):
    """An answer for the sender; it tells nothing of the secrets."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def verify_webhook(headers, body, secrets, now):
    """The id of the event, and the timestamp of this try: each pair is to be taken once.

    `body` as it came, byte for byte. `secrets` are `whsec_…`; while you change them have both here. The header may hold several
    signatures while the sender changes them: one that is right is enough. `now` in seconds since 1970. Raises Refusal.
    """
    event_id = headers.get("webhook-id") or ""
    stamp = headers.get("webhook-timestamp") or ""
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,200}", event_id):
        raise Refusal(400, "webhook-id is missing or odd")
    if not re.fullmatch(r"[0-9]{1,12}", stamp):
        raise Refusal(400, "webhook-timestamp is missing or odd")
    if abs(now - int(stamp)) > TOLERANCE_S:
        raise Refusal(401, "webhook-timestamp is too far from now")
    signed = f"{event_id}.{stamp}.".encode() + body
    expected = [hmac.digest(_key(secret), signed, hashlib.sha256) for secret in secrets]
    given = [_decode(one[3:]) for one in (headers.get("webhook-signature") or "").split(" ") if one.startswith("v1,")]
    # In a time that does not tell how much of it is right.
    if not any(hmac.compare_digest(one, other) for one in given for other in expected):
        raise Refusal(401, "no webhook-signature is right")
    return event_id, int(stamp)


def _key(secret):
    key = _decode(secret.removeprefix("whsec_"))
    if len(key) < 24:
        # Anyone could sign with the key of a secret that is none.
        raise ValueError("a secret is not whsec_ and the base64 of 24 bytes or more")
    return key


def _decode(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
