/** The resources of the list, as the service mounts them, over a store. */

import { onTestFinished } from "vitest";
import { documentsRoutes } from "../../src/api/v1/documents.ts";
import { entriesRoutes } from "../../src/api/v1/entries.ts";
import { exportsRoutes } from "../../src/api/v1/exports.ts";
import { feedRoutes } from "../../src/api/v1/feed.ts";
import { createRouter } from "../../src/api/v1/router.ts";
import { rulesRoutes } from "../../src/api/v1/rules.ts";
import { openNameFinder } from "../../src/db/list/find-by-name.ts";
import { createSequenceSnapshots } from "../../src/db/list/sequence-snapshots.ts";
import type { Store } from "../../src/db/store/open-store.ts";

const PUBLIC_URL = "https://lists.example";

export function openListApi(store: Store, now = () => new Date("2025-07-01T00:00:00Z")) {
  const names = openNameFinder();
  onTestFinished(() => names[Symbol.dispose]());
  const deps = { store, now, publicUrl: PUBLIC_URL, source: "urn:entitywire:test" };
  const list = { ...deps, names, snapshots: createSequenceSnapshots(store) };
  const app = createRouter();
  for (const routes of [entriesRoutes, exportsRoutes, rulesRoutes, documentsRoutes, feedRoutes]) {
    app.route("/v1", routes(list));
  }
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers });
  return {
    app,
    get,
    json: async <T>(path: string): Promise<T> => {
      const answer = await get(path);
      if (answer.status !== 200)
        throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    lines: async <T>(path: string): Promise<{ sequence: number; lines: T[] }> => {
      const answer = await get(path);
      if (answer.status !== 200)
        throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      const lines = text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
      return { sequence: Number(answer.headers.get("entitywire-sequence")), lines };
    },
  };
}
