/** Both ports of the service over a store with so many events and deliveries, in a process of their own. */

import { createMetrics } from "../src/api/metrics.ts";
import { openOperationsServer } from "../src/api/operations-server.ts";
import { openPublicServer } from "../src/api/public-server.ts";
import { appendEvent, lastSequence } from "../src/db/log/log.ts";
import { openStore, openStoreToRead, type Store } from "../src/db/store/open-store.ts";
import { createEndpoint } from "../src/db/subscribers/endpoints.ts";
import type { EventDraft } from "../src/model/events/event.ts";
import { openSite } from "../src/web/site.ts";
import { endpointServiceOf } from "../test/support/endpoint-service-of.ts";
import { makeDraft, ORIGIN } from "../test/support/fill-log.ts";

const EVENTS_A_DOCUMENT = 100;
const MISMATCH_EVERY = 50;
/** So rare that a reader of them skips nearly the whole log. */
const WITHDRAWAL_EVERY = 2_500;
const IN_ONE_TRANSACTION = 500;
const ENDPOINTS = 100;

const [dataDir = "", events = "0", deliveries = "0"] = process.argv.slice(2);
const now = () => new Date();
const store = openStore(dataDir);
fillEvents(store, Number(events));
fillDeliveries(store, Number(deliveries));

const depths = async () => ({});
const reading = openStoreToRead(dataDir);
const operations = await openOperationsServer({
  ...{ host: "127.0.0.1", port: 0, store, metrics: createMetrics(), now, depths, names: [] },
  board: { key: null, queues: null },
});
const api = await openPublicServer({
  ...{ host: "127.0.0.1", port: 0, auth: "local", adminKey: null, requestsAMinute: 1e9 },
  ...{ store: reading, keyStore: store, endpointService: endpointServiceOf(store), now },
  ...{ ...ORIGIN, version: "0" },
  onFault: (error) => console.error(error),
  site: (parts) => openSite({ ...parts, depths }),
});
process.send?.({ api: api.url, operations: operations.url });

function fillEvents(store: Store, upTo: number): void {
  for (let last = lastSequence(store.db); last < upTo; last += IN_ONE_TRANSACTION) {
    store.transact((tx) => {
      for (let at = last + 1; at <= Math.min(upTo, last + IN_ONE_TRANSACTION); at += 1) {
        appendEvent(tx, draftAt(at), now(), ORIGIN);
      }
    });
  }
}

function draftAt(at: number): EventDraft {
  const draft = makeDraft(at);
  const documentId = `document_${Math.floor(at / EVENTS_A_DOCUMENT)}`;
  const provenance = { ...draft.data.provenance, documentId };
  const data = { ...draft.data, provenance };
  if (at % WITHDRAWAL_EVERY === 0) return { ...draft, type: "rule.withdrawn" } as EventDraft;
  if (at % MISMATCH_EVERY === 0) {
    const nth = at / MISMATCH_EVERY;
    const id = `mismatch_${Math.floor(nth / 2)}`;
    const type = nth % 2 === 0 ? "reconciliation.mismatch" : "reconciliation.resolved";
    const mismatch = { id, kind: "differs", list: "EL", name: "Company", changes: [] };
    const asOf = new Date(Date.UTC(2016, 0, 1) + nth * 86_400_000).toISOString().slice(0, 10);
    return { ...draft, type, data: { ...data, asOf, mismatch } } as unknown as EventDraft;
  }
  return { ...draft, data } as EventDraft;
}

/** Of the first events to each endpoint; one in a hundred is pending, and one is dead. */
function fillDeliveries(store: Store, wanted: number): void {
  for (let at = 0; at < ENDPOINTS; at += 1) {
    const id = `endpoint_${at}`;
    const endpoint = { id, url: `https://receiver.example/${at}`, description: "", filter: null };
    store.transact((tx) => {
      createEndpoint(tx, { ...endpoint, sealedSecrets: "sealed", from: null }, now());
      tx.run(`INSERT INTO deliveries (endpoint_id, sequence, state, attempts, due_at)
        SELECT '${id}', sequence,
          CASE sequence % 100 WHEN 1 THEN 'pending' WHEN 2 THEN 'dead' ELSE 'delivered' END,
          1, '${now().toISOString()}'
        FROM log WHERE sequence <= ${wanted / ENDPOINTS}`);
    });
  }
}
