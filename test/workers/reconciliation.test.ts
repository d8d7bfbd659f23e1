import { describe, expect, test } from "vitest";
import { putDocument } from "../../src/db/documents/documents.ts";
import { openMismatches } from "../../src/db/list/mismatches.ts";
import { readEvents } from "../../src/db/log/log.ts";
import type { RowFacts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { MismatchEventData } from "../../src/model/events/event.ts";
import { isNews } from "../../src/model/events/news.ts";
import { AFTER, ALPHA, BATCH, BEFORE, BETA, told } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { addedRow, amended, makeRuleFacts } from "../support/small-world.ts";

const NOTE = `<EDNOTE><HED>Editorial Note:</HED><PSPACE>At 90 FR 14035, Mar. 28, 2025, supplement no. 4 to part 744 was amended under FRANCE by adding an entry for “Omega” and by revising the entry for “Alpha”; however, these amendments could not be incorporated because no text was supplied.</PSPACE></EDNOTE>`;

function noted(rows: readonly RowFacts[]): string {
  return renderSnapshot(rows).replace("</DIV9>", `${NOTE}</DIV9>`);
}

async function openWorld() {
  const { store, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  const take = async (asOf: string | null, xml: string) => {
    clock.now = new Date(`${asOf ?? "2025-03-28"}T13:00:00Z`);
    const before = told(store).length;
    const what = asOf === null ? { kind: "rule" as const } : { kind: "snapshot" as const, asOf };
    const bytes = new TextEncoder().encode(xml);
    putDocument(store.db, { ...what, bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
    return readEvents(store.db, { after: before });
  };
  return { store, take };
}

const names = (events: readonly { type: string; data: unknown }[]) =>
  events.map(({ type, data }) => {
    const { mismatch } = data as Partial<MismatchEventData>;
    return mismatch === undefined ? type : `${type} ${mismatch.kind} ${mismatch.name}`;
  });

describe("the notes of the eCFR's editors", () => {
  test("are emitted with the baseline, and are no news then", async () => {
    const { store, take } = await openWorld();
    const events = await take("2025-03-31", noted([ALPHA, BETA]));
    expect(names(events)).toEqual([
      "list.baselined",
      "list.noted",
      "reconciliation.mismatch not-incorporated Omega",
      "reconciliation.mismatch not-incorporated Alpha",
    ]);
    const [, , omega, alpha] = events;
    expect(omega?.data).toMatchObject({
      historical: true,
      mismatch: {
        ...{ op: "added", destination: "FRANCE", citation: "90 FR 14035", entryId: null },
        text: expect.stringContaining("no text was supplied"),
      },
    });
    expect(alpha?.data).toMatchObject({ mismatch: { entryId: expect.stringMatching(/^entry_/) } });
    expect(events.some(isNews)).toBe(false);
    expect(openMismatches(store.db)).toHaveLength(2);
    expect(await take("2025-04-01", noted([ALPHA, BETA]).replace("<TBODY>", "<TBODY> "))).toEqual(
      [],
    );
  });

  test("are resolved when the entry appears, or the note vanishes", async () => {
    const { store, take } = await openWorld();
    await take("2025-03-24", renderSnapshot([ALPHA, BETA]));
    const found = await take("2025-03-31", noted([ALPHA, BETA]));
    expect(found.filter(isNews)).toHaveLength(2);
    const omega = addedRow("Omega");
    expect(names(await take("2025-04-01", noted([ALPHA, BETA, omega])))).toEqual([
      "entity.added",
      "reconciliation.resolved not-incorporated Omega",
    ]);
    expect(names(await take("2025-04-02", renderSnapshot([ALPHA, BETA, omega])))).toEqual([
      "list.noted",
      "reconciliation.resolved not-incorporated Alpha",
    ]);
    expect(openMismatches(store.db)).toEqual([]);
  });
});

describe("a rule's change that the eCFR does not show", () => {
  test("is a mismatch after three business days, until it is shown", async () => {
    const { store, take } = await openWorld();
    await take("2025-03-24", renderSnapshot([ALPHA, BETA]));
    await take(null, renderRule(BATCH));
    // Friday 28 March; the third business day is Wednesday 2 April.
    expect(await take("2025-04-02", renderSnapshot([ALPHA, BETA]))).toEqual([]);
    const late = renderSnapshot([ALPHA, BETA]).replace("<TBODY>", "<TBODY> ");
    expect(names(await take("2025-04-03", late)).sort()).toEqual([
      "reconciliation.mismatch not-shown Beta",
      "reconciliation.mismatch not-shown Gamma",
    ]);
    expect(names(await take("2025-04-04", renderSnapshot(AFTER.rows)))).toEqual([
      "entity.codified",
      "entity.codified",
      expect.stringContaining("reconciliation.resolved not-shown"),
      expect.stringContaining("reconciliation.resolved not-shown"),
    ]);
    expect(openMismatches(store.db)).toEqual([]);
  });

  test("in the rule's words is a mismatch until the text changes again", async () => {
    const { store, take } = await openWorld();
    await take("2025-03-24", renderSnapshot([ALPHA, BETA]));
    await take(null, renderRule(BATCH));
    const [, beta = BETA, gamma = BETA] = AFTER.rows;
    const other = { ...gamma, licenseReviewPolicy: "Case-by-case basis" };
    const events = await take("2025-04-01", renderSnapshot([ALPHA, beta, other]));
    expect(names(events).at(-1)).toBe("reconciliation.mismatch differs Gamma");
    expect(events.at(-1)?.data).toMatchObject({
      mismatch: { changes: [{ field: "licenseReviewPolicy" }], documentNumber: "2025-00001" },
    });
    const alpha = amended(ALPHA);
    expect(names(await take("2025-04-02", renderSnapshot([alpha, beta, other])))).toEqual([
      "entity.modified",
    ]);
    expect(names(await take("2025-04-03", renderSnapshot([alpha, beta, gamma])))).toEqual([
      "entity.modified",
      "reconciliation.resolved differs Gamma",
    ]);
    expect(openMismatches(store.db)).toEqual([]);
  });

  test("in other words is none if the entry cites a later rule, which explains them", async () => {
    const { store, take } = await openWorld();
    await take("2025-03-24", renderSnapshot([ALPHA, BETA]));
    await take(null, renderRule(BATCH));
    const [, beta = BETA, gamma = BETA] = AFTER.rows;
    const other = amended({ ...gamma, licenseReviewPolicy: "Case-by-case basis" });
    const citations = `${gamma.citations} 90 FR 14500, 4/1/25.`;
    await take("2025-04-02", renderSnapshot([ALPHA, beta, { ...other, citations }]));
    expect(openMismatches(store.db)).toEqual([]);
  });

  test("is found in lists that arrived before the rule", async () => {
    const { store, take } = await openWorld();
    await take("2025-03-24", renderSnapshot([ALPHA, BETA]));
    await take("2025-04-03", renderSnapshot([ALPHA, BETA]));
    const events = await take(null, renderRule(BATCH));
    const found = events.filter(({ type }) => type.startsWith("reconciliation."));
    expect(names(found).sort()).toEqual([
      "reconciliation.mismatch not-shown Beta",
      "reconciliation.mismatch not-shown Gamma",
    ]);
    expect(found.every(isNews)).toBe(true);
    expect(found[0]?.data).toMatchObject({
      ...{ asOf: "2025-04-03", historical: false },
      provenance: { asOf: "2025-04-03", documentId: expect.stringMatching(/^snapshot-/) },
    });
    const shown = await take("2025-04-04", renderSnapshot(AFTER.rows));
    expect(names(shown).filter((name) => name.includes("resolved"))).toHaveLength(2);
    expect(openMismatches(store.db)).toEqual([]);
  });

  test("is no news at its end if it was none at its beginning", async () => {
    const { store, take } = await openWorld();
    await take("2025-03-31", noted([ALPHA, BETA]));
    const ended = await take("2025-04-02", renderSnapshot([ALPHA, BETA]));
    expect(names(ended)).toEqual([
      "list.noted",
      "reconciliation.resolved not-incorporated Omega",
      "reconciliation.resolved not-incorporated Alpha",
    ]);
    expect(ended.filter(isNews)).toEqual([]);
    expect(openMismatches(store.db)).toEqual([]);
  });
});

describe("a change that no rule explains", () => {
  test("is attributed to its newest citation only if that is new", async () => {
    const { take } = await openWorld();
    await take("2025-03-24", renderSnapshot([ALPHA, BETA]));
    const policy = { ...ALPHA, licenseReviewPolicy: "Case-by-case basis" };
    const [uncited] = await take("2025-04-01", renderSnapshot([policy, BETA]));
    expect(uncited).toMatchObject({ type: "entity.modified", data: { rule: null } });
    const citations = `${ALPHA.citations} 90 FR 14500, 4/1/25.`;
    const [cited] = await take(
      "2025-04-03",
      renderSnapshot([{ ...amended(policy), citations }, BETA]),
    );
    expect(cited).toMatchObject({
      data: { rule: { citation: "90 FR 14500", publicationDate: "2025-04-01", inferred: true } },
    });
  });

  test("that may be a rule's entry under another name is emitted with the baseline, as the counterpart of a removal", async () => {
    const { take } = await openWorld();
    const rule = makeRuleFacts({ added: [addedRow("Gamma Technology Ltd.")] });
    await take(null, renderRule(rule));
    const renamed = {
      ...addedRow("Gamma Technology Limited"),
      citations: "90 FR 14035, 3/28/25.",
      entity: ["Gamma Technology Limited, 7 Quai Bas, Lyon, France."],
    };
    const events = await take("2025-06-02", renderSnapshot([ALPHA, BETA, renamed]));
    expect(events.map(({ type }) => type)).toEqual([
      "list.baselined",
      "entity.added",
      "entity.removed",
    ]);
    expect(events.map(isNews)).toEqual([false, true, true]);
    expect(events[0]?.data).toMatchObject({ entries: [{}, {}] });
  });
});
