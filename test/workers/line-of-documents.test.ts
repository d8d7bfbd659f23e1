import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { getDocument, heldBackDocuments, putDocument } from "../../src/db/documents/documents.ts";
import { failDocument } from "../../src/db/documents/rereading.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import { bodies } from "../../src/db/schema/documents.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { BEFORE, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { addedRow, makeRuleFacts } from "../support/small-world.ts";

describe("the queue of documents", () => {
  const rule = (documentNumber: string, name: string) =>
    new TextEncoder().encode(
      renderRule(makeRuleFacts({ documentNumber, added: [addedRow(name)] })),
    );
  const ofImport = (bytes: Uint8Array) =>
    ({ kind: "rule", bytes, source: "import", url: null }) as const;

  test("changes the list in order of arrival, however the jobs are shuffled", async () => {
    const { store, run, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    const [first, second] = [rule("2025-00001", "Gamma"), rule("2025-00002", "Delta")].map(
      (bytes) => putDocument(store.db, ofImport(bytes), clock.now),
    );
    await run({ step: "parse", documentId: second?.id ?? "", generation: 1 });
    expect(first).toMatchObject({ isNew: true });
    expect(told(store).slice(1)).toEqual([
      "rule.published 2025-00001",
      "entity.added Gamma",
      "rule.published 2025-00002",
      "entity.added Delta",
    ]);
  });

  test("continues without a document that failed by our fault, and applies it later", async () => {
    const { store, run, clock, failures } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    const [broken] = [rule("2025-00001", "Gamma"), rule("2025-00002", "Delta")].map((bytes) =>
      putDocument(store.db, ofImport(bytes), clock.now),
    );
    const { sha256 } = getDocument(store.db, broken?.id ?? "");
    const body = store.db.select().from(bodies).where(eq(bodies.sha256, sha256)).get();
    const setBody = (gzip: Buffer) =>
      store.db.update(bodies).set({ gzip }).where(eq(bodies.sha256, sha256)).run();
    setBody(Buffer.from("no gzip"));
    await run({ step: "sweep" });
    expect(told(store).slice(1)).toEqual(["rule.published 2025-00002", "entity.added Delta"]);
    expect(failures.map(({ job }) => job.step).filter((step) => step === "parse")).toHaveLength(1);
    expect(heldBackDocuments(store.db)).toMatchObject([{ id: broken?.id, state: "failed" }]);
    expect(listNotices(store.db, 1)).toMatchObject([{ type: "document.failed" }]);

    setBody(body?.gzip ?? Buffer.alloc(0));
    await run({ step: "sweep" });
    expect(heldBackDocuments(store.db)).toHaveLength(1);
    clock.now = new Date(clock.now.getTime() + 3_600_000);
    await run({ step: "sweep" });
    expect(told(store).slice(3)).toEqual(["rule.published 2025-00001", "entity.added Gamma"]);
    expect(getDocument(store.db, broken?.id ?? "")).toMatchObject({ generation: 2, note: null });
  });

  test("postponed by a clock that ran ahead, a document is applied once the clock is corrected", async () => {
    const { store, run, clock } = await openTestPipeline({ ...BEFORE, rules: [] });
    await run({ step: "fetch", source: "ecfr" });
    const { id } = putDocument(store.db, ofImport(rule("2025-00001", "Gamma")), clock.now);
    const ahead = new Date(clock.now.getTime() + 30 * 24 * 3_600_000);
    failDocument(store.db, id, "the disk was full", ahead);
    await run({ step: "sweep" });
    expect(told(store)).toContain("entity.added Gamma");
  });
});
