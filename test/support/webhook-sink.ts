/** A receiver of webhooks over real HTTP, which answers as it is told to. */

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
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
  /** The status of the answers from now on; `none` drops the connection. */
  status: number | "none";
}

export async function openWebhookSink(): Promise<WebhookSink> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { status } = sink;
    received.push({ headers: request.headers, body, status });
    if (status === "none") response.destroy();
    else response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sink: WebhookSink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=secret-token`,
    received,
    status: 204,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return sink;
}
