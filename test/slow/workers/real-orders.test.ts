/** The real files in any order: three snapshots of the eCFR and a rule of 2023. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { putDocument } from "../../../src/db/documents/documents.ts";
import { corpusPath } from "../../support/corpus.ts";
import { heldList } from "../../support/held-list.ts";
import { BEFORE } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { seededRandom } from "../../support/random.ts";
import { dump, rebuild } from "../../support/rebuild.ts";
import { SEED } from "../../support/seeded.ts";

/** Out of 23 orders besides law order; `npm run soak` takes all of them. */
const ORDERS = Number(process.env["ENTITYWIRE_REAL_ORDERS"] ?? 2);

interface Paper {
  readonly file: string | null;
  readonly asOf?: string;
}

/** In law order. */
const PAPERS: readonly Paper[] = [
  { file: corpusPath("fr", "2023-03929.xml") },
  { file: corpusPath("ecfr", "supplement4-2023-12-05.xml.gz"), asOf: "2023-12-05" },
  { file: corpusPath("ecfr", "part744-2026-03-25.xml.gz"), asOf: "2026-03-25" },
  { file: corpusPath("ecfr", "part744-2026-07-18.xml.gz"), asOf: "2026-07-18" },
];
const isMissing = PAPERS.some(({ file }) => file === null);

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]),
  );
}

async function listOf(papers: readonly Paper[]): Promise<string[]> {
  const pipeline = await openTestPipeline({ ...BEFORE, rules: [] });
  const { store, clock, run } = pipeline;
  clock.now = new Date("2026-08-01T00:00:00Z");
  for (const { file, asOf } of papers) {
    clock.now = new Date(clock.now.getTime() + 60_000);
    const what =
      asOf === undefined ? { kind: "rule" as const } : { kind: "snapshot" as const, asOf };
    const bytes = readFileSync(file ?? "");
    putDocument(store.db, { ...what, bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
  }
  expect(rebuild(store)).toEqual(dump(store.db));
  const list = heldList(store.db);
  await pipeline[Symbol.asyncDispose]();
  return list;
}

test.skipIf(isMissing)(
  `${ORDERS} orders of the real files, from seed ${SEED}, give one list (skips without the corpus)`,
  async () => {
    const random = seededRandom(SEED);
    const [inOrder, ...others] = permutations(PAPERS);
    const drawn = others
      .map((papers) => ({ papers, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, ORDERS);
    const expected = await listOf(inOrder ?? []);
    expect(expected.length).toBeGreaterThan(3600);
    for (const { papers } of drawn) {
      const order = papers.map((paper) => PAPERS.indexOf(paper)).join(" ");
      expect(await listOf(papers), order).toEqual(expected);
    }
  },
  3 * 3_600_000,
);
