/** Opens a port for a server, and closes it. */

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PipelineError } from "../model/errors.ts";

const CLOSE_EVERY_MS = 20;

export interface Listening extends AsyncDisposable {
  readonly url: string;
}

/**
 * `port` 0: any that is free. `variables` name what an operator sets it by. Closing, those who still wait for an answer are given `graceMs`.
 * @throws PipelineError serve/port-taken
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  { variables, graceMs }: { readonly variables: string; readonly graceMs: number },
): Promise<Listening> {
  server.listen(port, host);
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw new PipelineError(
      "serve/port-taken",
      `cannot listen on ${host}:${port} (${cause.code})`,
      { hint: `set ${variables}`, cause },
    );
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      const deadline = performance.now() + graceMs;
      // A connection becomes idle when its last answer is sent; a client would keep it open for the next.
      const closing = setInterval(() => {
        if (performance.now() >= deadline) server.closeAllConnections();
        else server.closeIdleConnections();
      }, CLOSE_EVERY_MS);
      if (graceMs === 0) server.closeAllConnections();
      await closed;
      clearInterval(closing);
    },
  };
}
