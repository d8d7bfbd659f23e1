/** Lets the replay server say something else than it means to: what is unknown of the live one is served both ways. */

import type { Fault, ReplayServer } from "../../src/demo/replay-server.ts";

/** What the server means to say, said otherwise. */
export type Quirk = (
  meant: Record<string, unknown>,
  query: URLSearchParams,
) => {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
};

export function say(server: ReplayServer, path: string, quirk: Quirk): void {
  const fault: Fault = (request, response, { status, type, body }) => {
    const query = new URL(request.url ?? "/", "http://replay").searchParams;
    const isJson = type === "application/json";
    const said = quirk(isJson ? JSON.parse(String(body)) : {}, query);
    response.writeHead(said.status ?? status, { "content-type": type, ...said.headers });
    response.end(said.json === undefined ? body : JSON.stringify(said.json));
  };
  server.fault(path, fault);
}
