# SPDX-License-Identifier: MIT-0
"""Receives webhooks: `WEBHOOK_SECRETS='whsec_…' python3 receive.py copy.db [PORT]`.

It answers 2xx only after the event is stored. On any other answer the sender retries. Put it behind an https proxy.
"""

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from list_copy import ListCopy
from verify_webhook import Refusal, verify_webhook

# An event about one entry has a few kB; the history of an entry may have a few hundred.
MAX_BYTES = 4 * 1024 * 1024


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Seconds without data from the sender.
    timeout = 30

    def do_POST(self):
        try:
            body = self._read_body()
            event_id, timestamp = verify_webhook(self.headers, body, self.server.secrets, time.time())
            # 409 for a recorded message that someone else sends again. A retry of the sender has a later timestamp, is accepted and changes nothing.
            if not self.server.copy.take(json.loads(body), event_id, timestamp):
                raise Refusal(409, "this message was already accepted")
            self.send_response(204)
            self.end_headers()
        except Refusal as refusal:
            self._refuse(refusal)
        except Exception as error:
            print(repr(error), file=sys.stderr, flush=True)
            self._refuse(Refusal(500, "the event could not be stored"))

    def _read_body(self):
        length = self.headers.get("content-length") or ""
        if not length.isascii() or not length.isdigit():
            raise Refusal(411, "content-length is missing or invalid")
        if int(length) > MAX_BYTES:
            raise Refusal(413, "the body is too large")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise Refusal(400, "the body is truncated")
        return body

    def _refuse(self, refusal):
        message = f"{refusal}\n".encode()
        self.send_response(refusal.status)
        self.send_header("content-length", str(len(message)))
        # Closes the connection without reading the rest of the body.
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(message)

    def log_message(self, *_):
        pass


def main():
    secrets = os.environ.get("WEBHOOK_SECRETS", "").split()
    if len(sys.argv) < 2 or not secrets:
        sys.exit("usage: WEBHOOK_SECRETS='whsec_… whsec_…' python3 receive.py copy.db [PORT]")
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 8788
    server = ThreadingHTTPServer(("127.0.0.1", port), Receiver)
    server.secrets, server.copy = secrets, ListCopy(sys.argv[1])
    print(f"listening on {server.server_port}", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
