// SPDX-License-Identifier: MIT-0

/**
 * Receives webhooks: `WEBHOOK_SECRETS='whsec_…' node receive.ts copy.db [PORT]`. It answers 2xx only after the event is stored. On
 * any other answer the sender retries. Put it behind an https proxy.
 */

import { createServer, type IncomingMessage } from "node:http";
import type { ListEvent } from "./apply-event.ts";
import { type ListCopy, openListCopy } from "./list-copy.ts";
import { Refusal, verifyWebhook } from "./verify-webhook.ts";

/** An event about one entry has a few kB; the history of an entry may have a few hundred. */
const MAX_BYTES = 4 * 1024 * 1024;

async function receive(request: IncomingMessage, copy: ListCopy, secrets: readonly string[]) {
  if (request.method !== "POST") throw new Refusal(405, "only POST");
  const body = await readBody(request);
  const signed = verifyWebhook(request.headers, body, secrets, new Date());
  const event = JSON.parse(body.toString("utf8")) as ListEvent;
  // 409 for a recorded message that someone else sends again. A retry of the sender has a later timestamp, is accepted and changes nothing.
  if (!copy.take(event, signed)) throw new Refusal(409, "this message was already accepted");
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
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, "the event could not be stored");
      if (refusal !== error) process.stderr.write(`${String(error)}\n`);
      // Closes the connection without reading the rest of the body.
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
