/** A thousand receivers at one port, of which some are slow, fail, hang or are gone. */

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Behavior = "healthy" | "slow" | "failing" | "hanging" | "gone";

/** Later than what counts as late. */
const SLOW_MS = 2_300;
/** Each event is refused so often before it is taken. */
export const REFUSALS = 3;

export interface Receivers extends AsyncDisposable {
  readonly url: (at: number) => string;
  readonly behaviorOf: (at: number) => Behavior;
  /** The events that each of them took, by their ids. */
  readonly taken: ReadonlyMap<number, ReadonlySet<string>>;
  /** Requests that were answered with nothing so far. */
  readonly hanging: () => number;
  /** From now on those that hang answer, and so do they what they left unanswered. */
  release(): void;
}

/** 82 % healthy, 10 % slow, 5 % failing, 2 % hanging, 1 % gone; mixed. */
function behaviorOf(at: number): Behavior {
  const place = at % 100;
  if (place % 10 === 3) return "slow";
  if (place % 20 === 7) return "failing";
  if (place === 11 || place === 61) return "hanging";
  return place === 42 ? "gone" : "healthy";
}

export async function openReceivers(): Promise<Receivers> {
  const taken = new Map<number, Set<string>>();
  const refusals = new Map<string, number>();
  const held = new Map<ServerResponse, () => void>();
  let isReleased = false;

  const server = createServer((request, response) => {
    const at = Number(request.url?.slice(1));
    const id = String(request.headers["webhook-id"]);
    request.resume().on("end", () => answer(at, id, response));
  });
  const take = (at: number, id: string, response: ServerResponse): void => {
    const ids = taken.get(at) ?? new Set();
    taken.set(at, ids.add(id));
    response.writeHead(204).end();
  };
  const answer = (at: number, id: string, response: ServerResponse): void => {
    const behavior = behaviorOf(at);
    const refused = refusals.get(`${at} ${id}`) ?? 0;
    if (behavior === "slow") {
      setTimeout(() => take(at, id, response), SLOW_MS);
    } else if (behavior === "gone") {
      response.writeHead(410).end();
    } else if (behavior === "failing" && refused < REFUSALS) {
      refusals.set(`${at} ${id}`, refused + 1);
      response.writeHead(500).end();
    } else if (behavior === "hanging" && !isReleased) {
      held.set(response, () => take(at, id, response));
      response.on("close", () => held.delete(response));
    } else {
      take(at, id, response);
    }
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: (at) => `http://127.0.0.1:${port}/${at}`,
    behaviorOf,
    taken,
    hanging: () => held.size,
    release: () => {
      isReleased = true;
      for (const answerNow of held.values()) answerNow();
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
