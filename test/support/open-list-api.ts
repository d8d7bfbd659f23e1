/** The resources of the list, as the service mounts them, over a store. */

import { onTestFinished } from "vitest";
import { openListResources } from "../../src/api/v1/list-resources.ts";
import type { Store } from "../../src/db/open-store.ts";

export const PUBLIC_URL = "https://lists.example";

export function openListApi(store: Store, now = () => new Date("2025-07-01T00:00:00Z")) {
  const list = openListResources(store);
  onTestFinished(() => list[Symbol.dispose]());
  const deps = { store, now, publicUrl: PUBLIC_URL, source: "urn:entitywire:test" };
  const app = list.routes(deps);
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
