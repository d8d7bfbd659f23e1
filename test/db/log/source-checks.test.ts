import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { putDocument } from "../../../src/db/documents/documents.ts";
import {
  lastCheck,
  lastNotice,
  lastTrustedCheck,
  listNotices,
  noticesAfter,
  pruneNotices,
  putCheck,
  putNotice,
} from "../../../src/db/log/source-checks.ts";
import { bodies } from "../../../src/db/schema/documents.ts";
import { sourceChecks } from "../../../src/db/schema/service.ts";
import { getBody } from "../../../src/db/store/bodies.ts";
import { openStore, type Store } from "../../../src/db/store/open-store.ts";
import { sha256Hex } from "../../../src/model/identity.ts";
import { BEFORE } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { scratchFolder } from "../../support/scratch.ts";

const NOW = new Date("2025-03-28T13:00:00Z");
const bytesOf = (text: string) => new TextEncoder().encode(text);

function refuse({ db }: Store, source: string, body: string): void {
  const check = { source, trusted: false, dataAsOf: null, detail: body };
  putCheck(db, { ...check, evidence: bytesOf(body) }, NOW);
}

function countBodies({ db }: Store): number {
  return db.select().from(bodies).all().length;
}

describe("the bytes of rejected answers", () => {
  // Each interstitial page contains its own number, so the store grew with every poll.
  test("are kept for the newest twenty of each source; every check is kept", () => {
    using store = openStore(scratchFolder());
    refuse(store, "ecfr", "of the other source");
    for (let page = 1; page <= 30; page += 1) refuse(store, "federal-register", `page ${page}`);
    expect(countBodies(store)).toBe(21);
    const [oldest, newest] = ["page 11", "page 30"].map((body) => sha256Hex(bytesOf(body)));
    expect(getBody(store.db, oldest ?? "")).toEqual(Buffer.from("page 11"));
    expect(lastCheck(store.db, "federal-register")?.evidenceSha256).toBe(newest);
    const checks = store.db.select().from(sourceChecks).all();
    expect(checks).toHaveLength(31);
    expect(checks[1]).toMatchObject({ detail: "page 1", evidenceSha256: null });
  });

  test("are kept while a document or another source's check cites them", () => {
    using store = openStore(scratchFolder());
    const rule = { kind: "rule", bytes: bytesOf("<RULE/>"), source: "import", url: null } as const;
    putDocument(store.db, { ...rule, metadata: bytesOf("{}") }, NOW);
    for (const body of ["<RULE/>", "{}", "same page"]) refuse(store, "federal-register", body);
    refuse(store, "ecfr", "same page");
    for (let page = 1; page <= 20; page += 1) refuse(store, "federal-register", `page ${page}`);
    expect(countBodies(store)).toBe(23);
    for (const body of ["<RULE/>", "{}", "same page"]) {
      expect(getBody(store.db, sha256Hex(bytesOf(body)))).toEqual(Buffer.from(body));
    }
  });

  test("are deleted with the check that cited them", () => {
    using store = openStore(scratchFolder());
    refuse(store, "ecfr", "long ago");
    const quiet = { source: "ecfr", trusted: false, dataAsOf: null, detail: "no answer" };
    store.transact((tx) => {
      for (let times = 0; times <= 1000; times += 1) putCheck(tx, quiet, NOW);
    });
    expect(countBodies(store)).toBe(0);
  });
});

describe("the answers to routine polls", () => {
  const answer = (store: Store, source: string, body: string) =>
    putCheck(
      store.db,
      { source, trusted: true, dataAsOf: null, detail: "answered", answer: bytesOf(body) },
      NOW,
    );
  const isHeld = (store: Store, body: string) => {
    const hash = eq(bodies.sha256, sha256Hex(bytesOf(body)));
    return store.db.select().from(bodies).where(hash).get() !== undefined;
  };

  test("are kept for the last five that differ; their hashes are always kept", () => {
    using store = openStore(scratchFolder());
    for (const body of ["1", "2", "2", "2", "3", "4", "5", "5", "6"]) {
      answer(store, "public-inspection", body);
    }
    expect(isHeld(store, "1")).toBe(false);
    for (const body of ["2", "3", "4", "5", "6"]) expect(isHeld(store, body), body).toBe(true);
    const hashes = store.db
      .select()
      .from(sourceChecks)
      .all()
      .map((check) => check.answerSha256);
    expect(hashes).toContain(sha256Hex(bytesOf("1")));
  });

  test("of one source do not displace those of another", () => {
    using store = openStore(scratchFolder());
    answer(store, "ecfr", "of the eCFR");
    store.transact((tx) => {
      const answered = {
        source: "public-inspection",
        trusted: true,
        dataAsOf: null,
        detail: "answered",
      };
      for (let times = 0; times <= 1000; times += 1) putCheck(tx, answered, NOW);
    });
    expect(lastTrustedCheck(store.db, "ecfr")?.answerSha256).toBe(
      sha256Hex(bytesOf("of the eCFR")),
    );
    expect(isHeld(store, "of the eCFR")).toBe(true);
    expect(store.db.select().from(sourceChecks).all()).toHaveLength(1001);
  });
});

describe("notices", () => {
  const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
  const put = ({ db }: Store, type: string, subject: string, message: string, days = 0) =>
    putNotice(db, { type, subject, message }, daysLater(days));

  test("are kept for ninety days, and the newest of each type about each subject for good", () => {
    using store = openStore(scratchFolder());
    put(store, "delivery.dead", "one", "event 1");
    put(store, "delivery.dead", "one", "event 2");
    put(store, "delivery.dead", "two", "event 1");
    put(store, "source.stale", "ecfr", "no answer");
    put(store, "delivery.dead", "one", "event 3", 89);
    const left = () => listNotices(store.db, 99).map(({ subject, message }) => [subject, message]);
    pruneNotices(store.db, daysLater(90));
    expect(left()).toHaveLength(5);
    pruneNotices(store.db, daysLater(91));
    expect(left()).toEqual([
      ["one", "event 3"],
      ["ecfr", "no answer"],
      ["two", "event 1"],
    ]);
    pruneNotices(store.db, daysLater(9_000));
    expect(left()).toHaveLength(3);
    expect(lastNotice(store.db, "ecfr")?.type).toBe("source.stale");
    // A reader continues where it was.
    expect(noticesAfter(store.db, 2, 9).map(({ id }) => id)).toEqual([3, 4, 5]);
  });

  test("are deleted by the sweep, some at a time, the oldest first", async () => {
    const { store, run, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    store.transact((tx) => {
      for (let at = 1; at <= 1_500; at += 1) {
        putNotice(tx, { type: "delivery.dead", subject: "one", message: `event ${at}` }, clock.now);
      }
    });
    clock.now = new Date(clock.now.getTime() + 91 * 86_400_000);
    await run({ step: "sweep" });
    const dead = () => listNotices(store.db, 2_000).filter(({ type }) => type === "delivery.dead");
    expect(dead()).toHaveLength(500);
    expect(dead().at(-1)?.message).toBe("event 1001");
    await run({ step: "sweep" });
    expect(dead().map(({ message }) => message)).toEqual(["event 1500"]);
  });
});
