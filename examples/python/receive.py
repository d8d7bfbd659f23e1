# SPDX-License-Identifier: MIT-0
"""A receiver of webhooks: `WEBHOOK_SECRETS='whsec_…' python3 receive.py copy.db [PORT]`.

It answers 2xx only once the event is in the copy: all else has the sender try again. Put it behind something that speaks https.
"""

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from list_copy import ListCopy
from verify_webhook import Refusal, verify_webhook

# An event of one entry is some kB; an entry's whole history may be some hundred.
MAX_BYTES = 4 * 1024 * 1024


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Seconds: of a sender who falls silent.
    timeout = 30

    def do_POST(self):
        try:
            body = self._read_body()
            event_id, timestamp = verify_webhook(self.headers, body, self.server.secrets, time.time())
            # 409 to a stranger who has recorded it; a retry of the sender bears a later timestamp, and is taken again in vain.
            if not self.server.copy.take(json.loads(body), event_id, timestamp):
                raise Refusal(409, "this message was taken before")
            self.send_response(204)
            self.end_headers()
        except Refusal as refusal:
            self._refuse(refusal)
        except Exception as error:
            print(repr(error), file=sys.stderr, flush=True)
            self._refuse(Refusal(500, "it could not be stored"))

    def _read_body(self):
        length = self.headers.get("content-length") or ""
        if not length.isascii() or not length.isdigit():
            raise Refusal(411, "content-length is missing or odd")
        if int(length) > MAX_BYTES:
            raise Refusal(413, "the body is too large")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise Refusal(400, "the body was cut off")
        return body

    def _refuse(self, refusal):
        message = f"{refusal}\n".encode()
        self.send_response(refusal.status)
        self.send_header("content-length", str(len(message)))
        # What was not read of the body is not waited for.
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
