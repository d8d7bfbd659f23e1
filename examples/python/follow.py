# SPDX-License-Identifier: MIT-0
"""Loads the list once and follows the feed by long poll: `ENTITYWIRE_URL=… ENTITYWIRE_KEY=… python3 follow.py copy.db`"""

import http.client
import json
import os
import random
import sys
import time
import urllib.error
import urllib.request

from list_copy import ListCopy

WAIT_S = 30


class PermanentError(Exception):
    """A retry does not help: a person has to act."""


class TemporaryError(Exception):
    def __init__(self, message, retry_after_s):
        super().__init__(message)
        self.retry_after_s = retry_after_s


def follow(url, key, copy):
    place = copy.place()
    if place is None:
        load_export(url, key, copy)
        return
    _, body = ask(url, key, f"/v1/events?after={place}&limit=100&wait={WAIT_S}", 2 * WAIT_S)
    page = json.loads(body)
    copy.follow(page["events"], page["next"])


def load_export(url, key, copy):
    """Loads the whole list at one sequence of the event log."""
    headers, body = ask(url, key, "/v1/exports/entries.ndjson", 300)
    lines = body.split(b"\n")
    # Every line ends with a line break, so text after the last one means a truncated export.
    if lines.pop() != b"":
        raise ValueError("the export is truncated")
    copy.load([json.loads(line) for line in lines], int(headers["entitywire-sequence"]))


def ask(url, key, path, timeout_s):
    request = urllib.request.Request(url + path)
    if key:
        request.add_header("authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            return answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            message = f"{path} answered {error.code}: {error.read(500).decode(errors='replace')}"
            if error.code < 500 and error.code not in (408, 429):
                raise PermanentError(message) from error
            after = error.headers.get("retry-after") or "0"
            raise TemporaryError(message, int(after) if after.isdigit() else 0) from error


def main():
    url, key = os.environ.get("ENTITYWIRE_URL"), os.environ.get("ENTITYWIRE_KEY")
    if len(sys.argv) < 2 or not url:
        sys.exit("usage: ENTITYWIRE_URL=https://… ENTITYWIRE_KEY=ew_… python3 follow.py copy.db")
    copy = ListCopy(sys.argv[1])
    wait_s = 0.5
    while True:
        try:
            follow(url, key, copy)
            wait_s = 0.5
        except PermanentError as error:
            sys.exit(str(error))
        except (TemporaryError, OSError, ValueError, http.client.HTTPException) as error:
            print(error, file=sys.stderr, flush=True)
            time.sleep(max(getattr(error, "retry_after_s", 0), wait_s * random.uniform(0.5, 1)))
            wait_s = min(2 * wait_s, 30)


if __name__ == "__main__":
    main()
