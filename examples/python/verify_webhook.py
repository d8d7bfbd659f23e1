# SPDX-License-Identifier: MIT-0
"""Verifies the signature of a webhook: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""

import base64
import binascii
import hashlib
import hmac
import re

# Seconds. Older messages may be replays whose ids were forgotten.
TOLERANCE_S = 5 * 60


class Refusal(Exception):
    """An answer for the sender. It reveals nothing about the secrets."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def verify_webhook(headers, body, secrets, now):
    """Returns the event's id and the timestamp of this attempt. Accept each pair only once.

    `body` is the exact bytes of the request. `secrets` are `whsec_…`; give both during a rotation. The header may contain several
    signatures during a rotation; one valid signature is enough. `now` is in seconds since 1970. Raises Refusal.
    """
    event_id = headers.get("webhook-id") or ""
    stamp = headers.get("webhook-timestamp") or ""
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,200}", event_id):
        raise Refusal(400, "webhook-id is missing or invalid")
    if not re.fullmatch(r"[0-9]{1,12}", stamp):
        raise Refusal(400, "webhook-timestamp is missing or invalid")
    if abs(now - int(stamp)) > TOLERANCE_S:
        raise Refusal(401, "webhook-timestamp is too far from now")
    signed = f"{event_id}.{stamp}.".encode() + body
    expected = [hmac.digest(_key(secret), signed, hashlib.sha256) for secret in secrets]
    given = [_decode(one[3:]) for one in (headers.get("webhook-signature") or "").split(" ") if one.startswith("v1,")]
    # In constant time, so that the duration reveals nothing.
    if not any(hmac.compare_digest(one, other) for one in given for other in expected):
        raise Refusal(401, "no webhook-signature is valid")
    return event_id, int(stamp)


def _key(secret):
    key = _decode(secret.removeprefix("whsec_"))
    if len(key) < 24:
        # Refuses an empty or short key, with which anyone could sign.
        raise ValueError("each secret must be whsec_ and the base64 of 24 bytes or more")
    return key


def _decode(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
