/** Opens a port for a server, and closes it. */

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { PipelineError } from "../model/errors.ts";

const CLOSE_EVERY_MS = 20;

export interface Listening extends AsyncDisposable {
  readonly url: string;
}

/**
 * Port 0 picks a free port. `variables` names the environment variables for the error's hint. On close, open requests get `graceMs` to finish.
 * @throws PipelineError serve/port-taken
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  { variables, graceMs }: { readonly variables: string; readonly graceMs: number },
): Promise<Listening> {
  // Connections that have sent no request yet: Node does not count them as idle.
  const unused = new Set<Socket>();
  server.on("connection", (socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.on("request", ({ socket }) => unused.delete(socket));
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
      // A keep-alive connection becomes idle after its last response, and its client would keep it open.
      const closing = setInterval(() => {
        if (performance.now() >= deadline) server.closeAllConnections();
        else server.closeIdleConnections();
        for (const socket of unused) socket.destroy();
      }, CLOSE_EVERY_MS);
      if (graceMs === 0) server.closeAllConnections();
      await closed;
      clearInterval(closing);
    },
  };
}
