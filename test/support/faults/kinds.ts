/** The faults by name: each strikes, and gives back what mends it. A group is as likely as any other. */

import { setTimeout as sleep } from "node:timers/promises";
import { renderDisplay } from "../../../src/demo/replay-public-inspection.ts";
import type { Fault } from "../../../src/demo/replay-server.ts";
import { jumped } from "./clock.ts";
import { everyJob, shuffled } from "./jobs.ts";
import type { StoreCondition } from "./orders.ts";
import { lookInto, readStanding } from "./read-back.ts";
import { askSources, pick, type Scene, waitFor } from "./scene.ts";
import { showShrunkenList } from "./shrunken-list.ts";
import { wireFaults } from "./wire.ts";

type Mend = () => unknown;
/** Null where there is nothing to strike at. */
export type Strike = (scene: Scene) => Promise<Mend | null>;
export type Group = Readonly<Record<string, Strike>>;

const HOUR_MS = 3_600_000;
const LONGEST_WAIT_MS = 1_500;
/** What a fault on the wire befalls: everything, or one request of the several that a document takes. */
const PATHS = [
  "/",
  "/",
  "/api/v1/documents.json",
  "/api/v1/public-inspection-documents",
  "/documents/",
  "/api/versioner/v1/titles.json",
  "/api/versioner/v1/full",
] as const;

export const kinds = {
  wire: Object.fromEntries(
    Object.entries(wireFaults).map(([name, makeFault]) => [name, onTheWire(name, makeFault)]),
  ),
  process: {
    "service killed": async ({ service, random }) => {
      await service.kill();
      await sleep(random() * 300);
      service.start();
      return nothing;
    },
    "service killed at a boundary": async (scene) => {
      const { service, random } = scene;
      service.order({ order: "die", atBoundary: 1 + Math.floor(random() * 12) });
      return async () => {
        askSources(scene);
        if (!(await waitFor(() => service.diedAt !== null, LONGEST_WAIT_MS))) {
          service.order({ order: "die", atBoundary: 0 });
        }
      };
    },
  },
  Redis: {
    "Redis flushed": async ({ redis }) => {
      // One that hangs is flushed when it answers again.
      redis?.client.flushall().catch(nothing);
      return redis && nothing;
    },
    "Redis restarted": async ({ redis }) => {
      await redis?.stop();
      return redis && (() => redis.start());
    },
    "Redis hung": async ({ redis }) => {
      redis?.freeze();
      return redis && (() => redis.thaw());
    },
  },
  machine: {
    "disk full": onTheStore("full"),
    "store read-only": onTheStore("read-only"),
    "clock 2 h ahead": onTheClock(2 * HOUR_MS),
    "clock 2 h back": onTheClock(-2 * HOUR_MS),
  },
  world: {
    "webhook refuses": async ({ sink, random }) => {
      sink.status = pick([429, 500, 503, "none"], random);
      return () => {
        sink.status = 204;
      };
    },
    "jobs duplicated and reordered": async ({ service, random }) => {
      const jobs = lookInto(service.dataDir, everyJob) ?? [];
      service.add(...shuffled(jobs, random));
      return jobs.length === 0 ? null : nothing;
    },
    "display that shrinks": async (scene) => {
      const { server, effects } = scene;
      if (server.world.display.documents.length === 0) return null;
      const current = "/api/v1/public-inspection-documents/current.json";
      let met = false;
      server.fault(current, (_request, response) => {
        if (!met) effects.push("shrunken display met");
        met = true;
        const display = { ...server.world.display, documents: [] };
        const shrunken = JSON.stringify(renderDisplay(display));
        response.writeHead(200, { "content-type": "application/json" }).end(shrunken);
      });
      askSources(scene);
      return async () => {
        await waitFor(() => met, LONGEST_WAIT_MS);
        server.fault(current, null);
      };
    },
    "list that shrinks": async (scene) => {
      if (!showShrunkenList(scene)) return null;
      askSources(scene);
      return async () => {
        const { server, service, arrival, effects } = scene;
        const isHeldBack = () =>
          Object.values(lookInto(service.dataDir, readStanding)?.states ?? {}).includes(
            "quarantined",
          );
        if (await waitFor(isHeldBack, LONGEST_WAIT_MS)) effects.push("shrunken list held back");
        server.world = arrival.world(server.url);
      };
    },
  },
} satisfies Readonly<Record<string, Group>>;

const nothing = (): void => undefined;

/** Mended as soon as something ran into it. */
function onTheWire(name: string, makeFault: (random: () => number) => Fault): Strike {
  return async (scene) => {
    const { server, random, effects } = scene;
    const path = pick(PATHS, random);
    const fault = makeFault(random);
    let met = false;
    server.fault(path, (...exchange) => {
      if (!met) effects.push(`${name} met`);
      met = true;
      fault(...exchange);
    });
    askSources(scene);
    return async () => {
      await waitFor(() => met, LONGEST_WAIT_MS);
      server.fault(path, null);
    };
  };
}

function onTheStore(condition: StoreCondition): Strike {
  return async (scene) => {
    scene.service.order({ order: "hold the store", store: condition });
    askSources(scene);
    return () => scene.service.order({ order: "hold the store", store: "sound" });
  };
}

function onTheClock(byMs: number): Strike {
  return async (scene) => {
    scene.service.setClock(jumped(scene.clock, byMs));
    return () => scene.service.setClock(scene.clock);
  };
}
