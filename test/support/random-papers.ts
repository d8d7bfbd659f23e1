/** Random lists and rules of a small world: what they say need not fit together, and they come in any order. */

import { putDocument } from "../../src/db/documents/documents.ts";
import { putOutOfOrder } from "../../src/db/documents/law-documents.ts";
import { answerQuestion, getQuestion, openQuestions } from "../../src/db/list/questions.ts";
import type { RowFacts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import type { openTestPipeline } from "./open-test-pipeline.ts";
import { fc } from "./seeded.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "./small-world.ts";

const NAMES = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta"] as const;
const STREETS = ["1 Rue Haute, Paris", "7 Quai Bas, Lyon", "3 Place Neuve, Lille"] as const;

export type Paper =
  | { readonly kind: "snapshot"; readonly asOf: string; readonly xml: string }
  | { readonly kind: "rule"; readonly xml: string }
  /** A person answers the oldest open question. */
  | { readonly kind: "answer"; readonly answer: "same" | "apart" };

const row = fc
  .record({
    street: fc.constantFrom(...STREETS),
    policy: fc.constantFrom("Case-by-case basis", ""),
  })
  .map(({ street, policy }) => ({ street, policy: policy || "Presumption of denial" }));

/** Without an alias, so that one that goes and one that comes at its address may be one. */
function rowOf(name: string, { street, policy }: { street: string; policy: string }): RowFacts {
  return makeRow(name, { entity: [`${name}, ${street}, France.`], licenseReviewPolicy: policy });
}

const day = fc.integer({ min: 0, max: 5 }).map((month) => `2025-0${month + 2}-11`);

const snapshot = fc
  .record({
    asOf: day,
    names: fc.subarray([...NAMES], { minLength: 4 }),
    rows: fc.array(row, { minLength: NAMES.length, maxLength: NAMES.length }),
  })
  .map(({ asOf, names, rows }): Paper => {
    const printed = names.map((name, at) => rowOf(name, rows[at] ?? { street: "", policy: "" }));
    return { kind: "snapshot", asOf, xml: renderSnapshot(printed) };
  });

const rule = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }),
    publicationDate: day,
    added: fc.subarray([...NAMES], { minLength: 1, maxLength: 2 }),
    revised: fc.subarray([...NAMES], { maxLength: 1 }),
    row,
  })
  .map(({ number, publicationDate, added, revised, row }): Paper => {
    const facts = makeRuleFacts({
      ...{ documentNumber: `2025-0000${number}`, publicationDate, effectiveOn: publicationDate },
      added: added.map((name) => addedRow(name)),
      revised: revised
        .filter((name) => !added.includes(name))
        .map((name) => amended(rowOf(name, row))),
    });
    return { kind: "rule", xml: renderRule(facts) };
  });

const answer = fc
  .constantFrom("same" as const, "apart" as const)
  .map((given): Paper => ({ kind: "answer", answer: given }));

/** Two at one address go and one comes: a person says that it is one of the two, or that it is not. */
const namesakes = fc
  .record({ asOf: fc.integer({ min: 1, max: 3 }), first: row, street: fc.constantFrom(...STREETS) })
  .map(({ asOf, first, street }): Paper[] => {
    const list = (month: number, names: readonly string[]): Paper => {
      const rest = ["Alpha", "Beta", "Gamma"].map((name) => rowOf(name, first));
      const here = names.map((name) =>
        rowOf(name, { street: `9 ${street}`, policy: first.policy }),
      );
      return {
        kind: "snapshot",
        asOf: `2025-0${month}-20`,
        xml: renderSnapshot([...rest, ...here]),
      };
    };
    const told: Paper = { kind: "answer", answer: "same" };
    return [list(asOf, ["Red Works", "Green Mills"]), list(asOf + 4, ["Blue Yards"]), told];
  });

const one = fc.oneof(
  { weight: 4, arbitrary: snapshot },
  { weight: 3, arbitrary: rule },
  { weight: 1, arbitrary: answer },
);

export const randomPapers = fc
  .array(
    fc.oneof(
      { weight: 7, arbitrary: one.map((paper) => [paper]) },
      { weight: 1, arbitrary: namesakes },
    ),
    { minLength: 4, maxLength: 8 },
  )
  .map((papers) => papers.flat());

type World = Pick<Awaited<ReturnType<typeof openTestPipeline>>, "store" | "clock" | "run">;

/** As `import` and `settle` do, a minute later. */
export async function takePaper({ store, clock, run }: World, paper: Paper): Promise<void> {
  clock.now = new Date(clock.now.getTime() + 60_000);
  if (paper.kind === "answer") {
    const [open] = openQuestions(store.db);
    const question = open && getQuestion(store.db, open.id);
    if (question === undefined) return;
    store.transact((tx) => {
      answerQuestion(tx, question.id, paper.answer, clock.now);
      const day = /^snapshot-(\d{4}-\d{2}-\d{2})/.exec(question.documentId)?.[1] ?? "";
      if (paper.answer === "same") {
        putOutOfOrder(tx, question.documentId, day, clock.now.toISOString());
      }
    });
    await run({ step: "sweep" });
    return;
  }
  const { xml, ...what } = paper;
  const bytes = new TextEncoder().encode(xml);
  putDocument(store.db, { ...what, bytes, source: "import", url: null }, clock.now);
  await run({ step: "sweep" });
}
