// SPDX-License-Identifier: MIT-0

/**
 * A receiver of webhooks: `WEBHOOK_SECRETS='whsec_…' node receive.ts copy.db [PORT]`. It answers 2xx only once the event is in
 * the copy: all else has the sender try again. Put it behind something that speaks https.
 */

import { createServer, type IncomingMessage } from "node:http";
import type { ListEvent } from "./apply-event.ts";
import { type ListCopy, openListCopy } from "./list-copy.ts";
import { Refusal, verifyWebhook } from "./verify-webhook.ts";

/** An event of one entry is some kB; an entry's whole history may be some hundred. */
const MAX_BYTES = 4 * 1024 * 1024;

async function receive(request: IncomingMessage, copy: ListCopy, secrets: readonly string[]) {
  if (request.method !== "POST") throw new Refusal(405, "only POST");
  const body = await readBody(request);
  const signed = verifyWebhook(request.headers, body, secrets, new Date());
  const event = JSON.parse(body.toString("utf8")) as ListEvent;
  // 409 to a stranger who has recorded it; a retry of the sender bears a later timestamp, and is taken again in vain.
  if (!copy.take(event, signed)) throw new Refusal(409, "this message was taken before");
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Refusal(413, "the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const [path, port = "8788"] = process.argv.slice(2);
const secrets = (process.env["WEBHOOK_SECRETS"] ?? "")
  .split(/\s+/)
  .filter((secret) => secret !== "");
if (path === undefined || secrets.length === 0) {
  process.stderr.write("usage: WEBHOOK_SECRETS='whsec_… whsec_…' node receive.ts copy.db [PORT]\n");
  process.exit(64);
}

const copy = openListCopy(path);
const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
  receive(request, copy, secrets).then(
    () => response.writeHead(204).end(),
    (error: unknown) => {
      const refusal = error instanceof Refusal ? error : new Refusal(500, "it could not be stored");
      if (refusal !== error) process.stderr.write(`${String(error)}\n`);
      // What was not read of the body is not waited for.
      response.writeHead(refusal.status, { connection: "close" }).end(`${refusal.message}\n`);
    },
  );
});
server.listen(Number(port), "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.stderr.write(`listening on ${address?.port}\n`);
});
process.on("SIGTERM", () => {
  server.close(() => copy[Symbol.dispose]());
  server.closeIdleConnections();
});
