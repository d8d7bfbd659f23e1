/** A receiver of webhooks over real HTTP, which answers as it is told to. */

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What it was answered. */
  readonly status: WebhookSink["status"];
}

export interface WebhookSink extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  /** The status of the answers from now on; or what is done instead. */
  status: number | keyof typeof BEHAVIORS;
  /** Of the answers from now on. */
  headers: Record<string, string>;
}

/** Of receivers that do not answer as they should. */
const BEHAVIORS = {
  /** Drops the connection. */
  none: (response: ServerResponse) => void response.destroy(),
  /** Never answers. */
  hang: () => undefined,
  /** Answers a byte at a time, and never ends. */
  drip: (response: ServerResponse) => {
    response.writeHead(200).write(".");
    const drops = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(drops));
  },
  /** Answers more than anybody wants to read. */
  flood: (response: ServerResponse) => {
    response.writeHead(200);
    const pour = (): void => {
      while (!response.destroyed && response.write("x".repeat(16_384)));
    };
    response.on("drain", pour);
    pour();
  },
};

export async function openWebhookSink(): Promise<WebhookSink> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { status, headers } = sink;
    received.push({ headers: request.headers, body, status });
    if (typeof status === "number") response.writeHead(status, headers).end();
    else BEHAVIORS[status](response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sink: WebhookSink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=secret-token`,
    received,
    status: 204,
    headers: {},
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return sink;
}
