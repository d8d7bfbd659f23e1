import { expect, test } from "vitest";
import { appendEvent } from "../../../src/db/log/log.ts";
import { listNotices } from "../../../src/db/log/source-checks.ts";
import { openStore, type Store } from "../../../src/db/store/open-store.ts";
import { dueDeliveries, newestDeliveries } from "../../../src/db/subscribers/deliveries.ts";
import { putEnvironmentEndpoint } from "../../../src/db/subscribers/endpoints.ts";
import { planDeliveries } from "../../../src/db/subscribers/plan-deliveries.ts";
import type { EventDraft } from "../../../src/model/events/event.ts";
import { scratchFolder } from "../../support/scratch.ts";

const NOW = new Date("2025-03-28T13:00:00Z");
const ORIGIN = { source: "urn:entitywire:test", publicUrl: "http://localhost" };
const [OLD, NEW] = ["https://example.com/?token=old", "https://example.com/?token=new"];

function addNews({ db }: Store, ...ids: readonly string[]): void {
  for (const id of ids) {
    const data = { changeId: id, class: "substantive", historical: false };
    const draft = { id, type: "entity.added", subject: "entry", data } as unknown as EventDraft;
    appendEvent(db, draft, NOW, ORIGIN);
  }
}

function putEndpoint(db: Store["db"], id: string, url: string, now: Date): void {
  putEnvironmentEndpoint(db, { id, url, sealedSecrets: "sealed" }, now);
}

async function planned(store: Store, endpointId: string): Promise<number[]> {
  await planDeliveries(store, NOW);
  return dueDeliveries(store.db, endpointId, NOW, 9).map(({ sequence }) => sequence);
}

// The endpoint's id was `webhook` whatever its URL, so a new receiver got the pending events of the old one.
test("another URL is another endpoint: it receives future events, and none of the old one's pending events", async () => {
  using store = openStore(scratchFolder());
  putEndpoint(store.db, "endpoint_old", OLD, NOW);
  addNews(store, "a", "b");
  expect(await planned(store, "endpoint_old")).toEqual([1, 2]);

  putEndpoint(store.db, "endpoint_new", NEW, NOW);
  expect(await planned(store, "endpoint_new")).toEqual([]);
  expect(listNotices(store.db, 9)).toMatchObject([
    {
      type: "endpoint.replaced",
      subject: "endpoint_old",
      message: expect.stringMatching(/^2 events are still pending for it/),
    },
  ]);
  addNews(store, "c");
  expect(await planned(store, "endpoint_new")).toEqual([3]);

  // Set again, the old endpoint resumes where it stopped.
  putEndpoint(store.db, "endpoint_old", OLD, NOW);
  expect(await planned(store, "endpoint_old")).toEqual([1, 2, 3]);
});

test("the newest deliveries of an endpoint come first", async () => {
  using store = openStore(scratchFolder());
  putEndpoint(store.db, "endpoint_old", OLD, NOW);
  addNews(store, "a", "b", "c");
  await planDeliveries(store, NOW);
  const shown = newestDeliveries(store.db, "endpoint_old", 2).map(({ sequence }) => sequence);
  expect(shown).toEqual([3, 2]);
});

test("a long backlog is planned in several transactions, each event once for each endpoint", async () => {
  using store = openStore(scratchFolder());
  putEndpoint(store.db, "endpoint_old", OLD, NOW);
  addNews(store, ...Array.from({ length: 700 }, (_, nth) => `event ${nth}`));
  let transactions = 0;
  const counted: typeof store.write = (work) => {
    transactions += 1;
    return store.write(work);
  };
  await planDeliveries({ ...store, write: counted }, NOW);
  const due = dueDeliveries(store.db, "endpoint_old", NOW, 9_999).map(({ sequence }) => sequence);
  expect(due).toEqual(Array.from({ length: 700 }, (_, nth) => nth + 1));
  expect(transactions).toBe(2);
});
