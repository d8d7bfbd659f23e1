/** A service that tells a log: an export, the feed with its long poll, and the stream, over real HTTP. Now and then it cuts an answer off. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as breathe } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { LogEvent } from "../../src/model/events/event.ts";
import { listedAfter } from "./listed-after.ts";

export interface Feed {
  readonly url: string;
  /** Wanted of each request. */
  readonly key: string;
  /** How many requests were answered. */
  readonly answers: number;
  /** The next events of the log come to be. */
  grow(events: number): void;
}

export async function openFeed(log: readonly LogEvent[], shown: number): Promise<Feed> {
  const key = "ew_test-key";
  const waiting = new Set<() => void>();
  let [there, answers] = [shown, 0];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.authorization !== `Bearer ${key}`) return response.writeHead(401).end();
    const url = new URL(request.url ?? "", "http://feed");
    answers += 1;
    // Each fifth answer breaks off in the midst, and each seventh is the host's own trouble.
    const isCut = answers % 5 === 0;
    if (answers % 7 === 0) return response.writeHead(503, { "retry-after": "0" }).end();
    if (url.pathname === "/v1/exports/entries.ndjson") {
      response.setHeader("Entitywire-Sequence", String(there).padStart(12, "0"));
      const lines = listedAfter(log.slice(0, there)).map((line) => `${JSON.stringify(line)}\n`);
      return send(response, lines.join(""), isCut);
    }
    if (url.pathname === "/v1/events") {
      const after = Number(url.searchParams.get("after"));
      if (after >= there) await Promise.race([moved(), once(response, "close")]);
      // Small pages, so that there are many places to be killed at.
      const events = log.slice(after, Math.min(there, after + 7));
      const next = after + events.length;
      return send(response, JSON.stringify({ events, next, last: there }), isCut);
    }
    if (url.pathname !== "/v1/events/stream") return response.writeHead(404).end();
    const start = Number(request.headers["last-event-id"]);
    return stream(response, start, isCut ? start + 9 : log.length);
  };
  const stream = async (response: ServerResponse, start: number, end: number) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 10\n\n");
    for (let at = start; !response.destroyed; ) {
      const event = log[at];
      if (event === undefined || at >= there) {
        await Promise.race([moved(), once(response, "close")]);
        continue;
      }
      if (at >= end) return response.destroy();
      at += 1;
      const data = JSON.stringify(event);
      response.write(`: heard\nid: ${at}\nevent: ${event.type}\ndata: ${data}\n\n`);
      // In pieces, as networks deliver.
      await breathe();
    }
    return response;
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const moved = () => new Promise<void>((resolve) => waiting.add(resolve));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    get answers() {
      return answers;
    },
    grow: (events) => {
      there = Math.min(there + events, log.length);
      for (const wake of waiting) wake();
      waiting.clear();
    },
  };
}

/** Without its length, as a stream of lines is sent: only the end of the connection says that it was cut. */
function send(response: ServerResponse, body: string, isCut: boolean): ServerResponse {
  response.writeHead(200, { "transfer-encoding": "chunked" });
  if (!isCut) return response.end(body);
  response.write(body.slice(0, body.length / 2), () => response.destroy());
  return response;
}
