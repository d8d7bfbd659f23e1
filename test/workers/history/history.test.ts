import { describe, expect, test } from "vitest";
import { putDocument } from "../../../src/db/documents/documents.ts";
import { acceptDocument } from "../../../src/db/documents/rereading.ts";
import { currentEntries } from "../../../src/db/list/list.ts";
import { entriesAsOf } from "../../../src/db/list/versions.ts";
import { readEvents } from "../../../src/db/log/log.ts";
import { listNotices } from "../../../src/db/log/source-checks.ts";
import { readStatus } from "../../../src/db/read-status.ts";
import type { RowFacts } from "../../../src/demo/facts.ts";
import { renderRule } from "../../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../../src/demo/render-snapshot.ts";
import {
  type EntityEventData,
  type HistoryEventData,
  isEntityEvent,
  isHistoryEvent,
} from "../../../src/model/events/event.ts";
import { isNews } from "../../../src/model/events/news.ts";
import { ALPHA, BATCH, BEFORE, BETA } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { dump, rebuild } from "../../support/rebuild.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../../support/small-world.ts";

const GAMMA = addedRow("Gamma");

async function openWorld() {
  const { store, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  const take = async (now: string, xml: string, asOf?: string) => {
    clock.now = new Date(now);
    const before = readEvents(store.db, { after: 0 }).length;
    const what =
      asOf === undefined ? { kind: "rule" as const } : { kind: "snapshot" as const, asOf };
    const bytes = new TextEncoder().encode(xml);
    const { id } = putDocument(
      store.db,
      { ...what, bytes, source: "import", url: null },
      clock.now,
    );
    await run({ step: "sweep" });
    expect(rebuild(store)).toEqual(dump(store.db));
    return { id, events: readEvents(store.db, { after: before }) };
  };
  const list = (now: string, rows: readonly RowFacts[], asOf: string) =>
    take(now, renderSnapshot(rows), asOf);
  const law = (day: string, knownAt?: string) =>
    entriesAsOf(store.db, { day, knownAt })
      .map(({ entry }) => entry.name)
      .sort();
  const sweep = async () => {
    const before = readEvents(store.db, { after: 0 }).length;
    await run({ step: "sweep" });
    expect(rebuild(store)).toEqual(dump(store.db));
    return readEvents(store.db, { after: before });
  };
  return { store, take, list, law, sweep };
}

type Events = Awaited<ReturnType<typeof readEvents>>;

const says = (events: Events) =>
  events.map((event) => {
    if (isEntityEvent(event))
      return `${event.type} ${(event.data.after ?? event.data.before)?.name}`;
    return isHistoryEvent(event) ? `${event.type} ${event.data.entry.name}` : event.type;
  });
const pastOf = (events: Events, name: string) =>
  (events.find((event) => isHistoryEvent(event) && event.data.entry.name === name)
    ?.data as HistoryEventData) ?? null;

describe("a list of an earlier day", () => {
  test("enters history at its date, is no news, and leaves the list unchanged", async () => {
    const { store, list, law } = await openWorld();
    await list("2025-06-02T00:00:00Z", [ALPHA, amended(BETA), GAMMA], "2025-06-01");
    const before = currentEntries(store.db);
    const { events } = await list(
      "2025-06-03T00:00:00Z",
      [ALPHA, BETA, makeRow("Zeta")],
      "2025-02-01",
    );
    expect(says(events).sort()).toEqual([
      "entry.history Alpha",
      "entry.history Beta",
      "entry.history Zeta",
    ]);
    expect(events.filter(isNews)).toEqual([]);
    expect(currentEntries(store.db)).toEqual(before);
    expect(law("2025-03-01")).toEqual(["Alpha", "Beta", "Zeta"]);
    expect(law("2025-06-01")).toEqual(["Alpha", "Beta", "Gamma"]);
    expect(law("2025-03-01", "2025-06-02T12:00:00.000Z")).toEqual(["Alpha", "Beta"]);
    expect(pastOf(events, "Zeta")).toMatchObject({
      listed: false,
      versions: [{ validFrom: null, validTo: "2025-06-01", seenOn: "2025-02-01" }],
    });
    expect(pastOf(events, "Beta")).toMatchObject({
      listed: true,
      versions: [
        { validFrom: null, validTo: "2025-06-01", provenance: { asOf: "2025-02-01" } },
        {
          ...{ validFrom: "2025-06-01", validTo: null, cause: "reconciliation" },
          rule: { publicationDate: "2025-03-28", inferred: true },
        },
      ],
    });
  });

  test("with a text corrected later corrects the history of its day, from now on", async () => {
    const { list, law } = await openWorld();
    await list("2025-02-02T00:00:00Z", [ALPHA, BETA], "2025-02-01");
    await list("2025-06-02T00:00:00Z", [ALPHA, BETA, GAMMA], "2025-06-01");
    const patched = await list(
      "2025-06-05T00:00:00Z",
      [ALPHA, BETA, makeRow("Zeta")],
      "2025-02-01",
    );
    expect(says(patched.events)).toEqual(["entry.history Zeta"]);
    expect(patched.events.filter(isNews)).toEqual([]);
    expect(law("2025-02-01")).toEqual(["Alpha", "Beta", "Zeta"]);
    expect(law("2025-02-01", "2025-06-04T00:00:00.000Z")).toEqual(["Alpha", "Beta"]);
    expect(law("2025-06-01")).toEqual(["Alpha", "Beta", "Gamma"]);
  });

  test("that lost entries is held back, unless the next one lacks them too", async () => {
    const many = Array.from({ length: 12 }, (_, n) => makeRow(`Many ${n}`));
    const { store, list, law, sweep } = await openWorld();
    await list("2025-02-02T00:00:00Z", [ALPHA, ...many], "2025-02-01");
    await list("2025-06-02T00:00:00Z", [ALPHA, ...many, GAMMA], "2025-06-01");
    const cut = await list("2025-06-03T00:00:00Z", [ALPHA, ...many.slice(8)], "2025-04-01");
    expect(cut.events).toEqual([]);
    expect(readStatus(store, new Date("2025-06-03T00:00:00Z")).heldBack).toMatchObject([
      { id: cut.id, state: "quarantined", note: expect.stringContaining("loses 8 entries") },
    ]);
    expect(law("2025-05-01")).toHaveLength(14);
    store.transact((tx) => acceptDocument(tx, cut.id, new Date("2025-06-04T00:00:00Z")));
    const accepted = await sweep();
    expect(accepted.filter(isNews)).toEqual([]);
    expect(law("2025-05-01")).toHaveLength(5);
    expect(law("2025-06-01")).toHaveLength(14);

    const gone = await openWorld();
    await gone.list("2025-02-02T00:00:00Z", [ALPHA, ...many], "2025-02-01");
    await gone.list("2025-03-02T00:00:00Z", [ALPHA, ...many, BETA], "2025-03-01");
    const { id } = await gone.list("2025-06-02T00:00:00Z", [ALPHA, ...many.slice(8)], "2025-06-01");
    expect(readStatus(gone.store, new Date()).heldBack).toMatchObject([{ id }]);
  });
});

describe("a rule that arrives after the list that shows it", () => {
  test("gives its entries their day and reason, and adds nothing twice", async () => {
    const { list, take, law } = await openWorld();
    const shown = BATCH.revised.map((row) => row);
    await list("2025-04-02T00:00:00Z", [ALPHA, ...shown, GAMMA], "2025-04-01");
    const { events } = await take("2025-04-03T00:00:00Z", renderRule(BATCH));
    expect(says(events).sort()).toEqual([
      "entry.history Beta",
      "entry.history Gamma",
      "rule.published",
    ]);
    expect(events.filter(isNews)).toEqual([]);
    expect(pastOf(events, "Gamma").versions).toMatchObject([
      {
        ...{ op: "added", cause: "law", validFrom: "2025-03-25", validTo: "2025-04-01" },
        rule: { documentNumber: "2025-00001", inferred: false },
      },
      // The rule did not know its page.
      { class: "citation", validFrom: "2025-04-01", validTo: null },
    ]);
    expect(law("2025-03-24")).toEqual(["Alpha"]);
    expect(law("2025-03-25")).toEqual(["Alpha", "Beta", "Gamma"]);
  });

  test("and quotes a name that the list alone shortens, corrects it", async () => {
    const { list, take, law } = await openWorld();
    const foo = addedRow("Foo", { entity: ["Foo, Bar Holding, 4 New Street, Paris, France."] });
    await list("2025-04-02T00:00:00Z", [ALPHA, foo], "2025-04-01");
    expect(law("2025-04-01")).toEqual(["Alpha", "Foo"]);
    const xml = renderRule(makeRuleFacts({ added: [foo] })).replaceAll(
      "“Foo”",
      "“Foo, Bar Holding”",
    );
    const { events } = await take("2025-04-03T00:00:00Z", xml);
    expect(says(events)).toEqual([
      "rule.published",
      "entity.reread Foo, Bar Holding",
      "entry.history Foo, Bar Holding",
    ]);
    expect(law("2025-04-01")).toEqual(["Alpha", "Foo, Bar Holding"]);
    expect(law("2025-03-25")).toEqual(["Alpha", "Foo, Bar Holding"]);
  });

  test("long ago, and no longer shown by any list, is history", async () => {
    const { store, list, take, law } = await openWorld();
    await list("2025-12-02T00:00:00Z", [ALPHA], "2025-12-01");
    const { events } = await take(
      "2025-12-03T00:00:00Z",
      renderRule(makeRuleFacts({ added: [GAMMA] })),
    );
    expect(says(events)).toEqual(["rule.published", "entry.history Gamma"]);
    expect(events.filter(isNews)).toEqual([]);
    expect(currentEntries(store.db).map(({ entry }) => entry.name)).toEqual(["Alpha"]);
    expect(law("2025-04-01")).toEqual(["Alpha", "Gamma"]);
    expect(law("2025-12-01")).toEqual(["Alpha"]);
  });
});

test("a removal of an entry not known as listed is news once a list shows that it was", async () => {
  const { list, take, law } = await openWorld();
  const xml = renderRule(makeRuleFacts({ added: [GAMMA] })).replace(
    "“Gamma”.</AMDPAR>",
    "“Gamma”; and</AMDPAR><AMDPAR>b. Under FRANCE, by removing the entry for “Alpha”.</AMDPAR>",
  );
  expect(says((await take("2025-03-28T00:00:00Z", xml)).events)).toEqual([
    "rule.published",
    "entity.added Gamma",
  ]);
  const { events } = await list("2025-03-29T00:00:00Z", [ALPHA, BETA], "2025-02-01");
  expect(says(events)).toContain("entity.removed Alpha");
  const removed = events.find(({ type }) => type === "entity.removed");
  expect(removed?.data as EntityEventData).toMatchObject({
    ...{ cause: "law", historical: false, validFrom: "2025-03-25" },
    rule: { documentNumber: "2025-00001" },
  });
  expect(law("2025-03-25")).toEqual(["Beta", "Gamma"]);
  expect(law("2025-03-24")).toEqual(["Alpha", "Beta"]);
});

test("history that fails is reported, and replayed an hour later", async () => {
  const { store, clock, run } = await openTestPipeline(
    { ...BEFORE, rules: [] },
    {
      onBoundary: (name) => {
        if (name.startsWith("history written") && dies) throw new Error("killed");
      },
    },
  );
  let dies = true;
  for (const [rows, asOf] of [
    [[ALPHA, GAMMA], "2025-06-01"],
    [[ALPHA, BETA], "2025-02-01"],
  ] as const) {
    const bytes = new TextEncoder().encode(renderSnapshot(rows));
    putDocument(
      store.db,
      { kind: "snapshot", asOf, bytes, source: "import", url: null },
      clock.now,
    );
  }
  await run({ step: "sweep" });
  expect(readStatus(store, clock.now)).toMatchObject({ historyOwed: 1 });
  expect(listNotices(store.db, 1)).toMatchObject([{ type: "history.failed", message: "killed" }]);
  dies = false;
  await run({ step: "sweep" });
  expect(readStatus(store, clock.now)).toMatchObject({ historyOwed: 1 });
  clock.now = new Date(clock.now.getTime() + 3_600_000);
  await run({ step: "sweep" });
  expect(readStatus(store, clock.now)).toMatchObject({ historyOwed: 0 });
  expect(entriesAsOf(store.db, { day: "2025-03-01" })).toHaveLength(2);
  expect(rebuild(store)).toEqual(dump(store.db));
});
