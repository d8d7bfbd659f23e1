/** What may go wrong between the sources and the service: each in the place of the answer that was meant. */

import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Fault, Reply } from "../../../src/demo/replay-server.ts";

const PAGE = `<!DOCTYPE html><html><head><title>Request Access</title></head>
<body><p>Due to aggressive automated scraping, programmatic access to this site is limited.</p></body></html>`;
const PIECES = 5;
const PIECE_EVERY_MS = 60;

/** `random` in 0..1 says where a body ends or is damaged. */
export const wireFaults: Readonly<Record<string, (random: () => number) => Fault>> = {
  "connection dropped": () => (request) => void request.socket.destroy(),
  "connection dropped in the body": (random) => (_request, response, answer) => {
    const body = begin(response, answer);
    response.write(cut(body, random), () => response.destroy());
  },
  "body that never ends": (random) => (_request, response, answer) => {
    const body = begin(response, answer);
    response.write(cut(body, random));
  },
  "slow body": () => (_request, response, answer) => {
    const body = begin(response, answer);
    const size = Math.ceil(body.length / PIECES);
    let sent = 0;
    const pieces = setInterval(() => {
      response.write(body.subarray(sent, sent + size));
      sent += size;
      if (sent < body.length) return;
      clearInterval(pieces);
      response.end();
    }, PIECE_EVERY_MS);
    response.on("close", () => clearInterval(pieces));
  },
  "429": () => (_request, response) => void response.writeHead(429, { "retry-after": "1" }).end(),
  "500": () => (_request, response) => void response.writeHead(500).end("Internal Server Error"),
  "503": () => (_request, response) => void response.writeHead(503).end("Service Unavailable"),
  "truncated body of the right length": (random) => (_request, response, answer) => {
    const body = cut(Buffer.from(answer.body), random);
    response.writeHead(answer.status, headersOf(answer, body)).end(body);
  },
  "truncated body without a length": (random) => (_request, response, answer) => {
    // Then the end of the connection is the end of the body.
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(answer.status, { "content-type": answer.type });
    response.end(cut(Buffer.from(answer.body), random));
  },
  "gzip-damaged body": (random) => (_request, response, answer) => {
    const zipped = gzipSync(answer.body);
    // Behind the head, which says only that it is gzip.
    const at = 10 + Math.floor(random() * (zipped.length - 10));
    const body = random() < 0.5 ? zipped.subarray(0, at) : flipped(zipped, at);
    response.writeHead(answer.status, { ...headersOf(answer, body), "content-encoding": "gzip" });
    response.end(body);
  },
  "the interstitial": () => (_request, response) =>
    void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE),
};

/** The head of the whole answer, and its body. */
function begin(response: ServerResponse, answer: Reply): Buffer {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, headersOf(answer, body));
  return body;
}

function headersOf({ type }: Reply, body: Uint8Array) {
  return { "content-type": type, "content-length": body.length };
}

/** At least the last byte is missing. */
function cut(body: Buffer, random: () => number): Buffer {
  return body.subarray(0, Math.floor(random() * body.length));
}

function flipped(bytes: Buffer, at: number): Buffer {
  return Buffer.from(bytes).fill((bytes[at] ?? 0) ^ 0x55, at, at + 1);
}
