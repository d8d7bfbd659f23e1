/** The website over a store, asked without a network, its pages read as a browser would. */

import { type Document, Window } from "happy-dom";
import { onTestFinished } from "vitest";
import { openNameFinder } from "../../src/db/list/find-by-name.ts";
import { createSequenceSnapshots } from "../../src/db/list/sequence-snapshots.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { openSite } from "../../src/web/site.ts";
import type { SiteDeps } from "../../src/web/site-deps.ts";
import { endpointServiceOf } from "./endpoint-service-of.ts";

const PUBLIC_URL = "https://lists.example";

export function openPages(
  store: Store,
  now = () => new Date("2025-04-02T14:00:00Z"),
  depths: SiteDeps["depths"] = async () => ({}),
) {
  const names = openNameFinder();
  onTestFinished(() => names[Symbol.dispose]());
  const { pages, open } = openSite({
    ...{
      store,
      keyStore: store,
      endpointService: endpointServiceOf(store),
      now,
      names,
      snapshots: createSequenceSnapshots(store),
    },
    ...{ publicUrl: PUBLIC_URL, source: "urn:entitywire:test", version: "0.0.0" },
    admin: null,
    depths,
  });
  return {
    ask: async (path: string) => pages.request(path),
    asset: async (path: string) => open.request(path),
    /** The page at the path, which must have the status. */
    page: async (path: string, status = 200): Promise<Document> => {
      const answer = await pages.request(path);
      if (answer.status !== status) throw new Error(`${path}: ${answer.status}`);
      const window = new Window({ url: `${PUBLIC_URL}${path}` });
      onTestFinished(() => window.close());
      window.document.write(await answer.text());
      return window.document;
    },
  };
}

/** What is read, in one line. */
export function textOf(node: { readonly textContent: string } | null): string {
  return (node?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
