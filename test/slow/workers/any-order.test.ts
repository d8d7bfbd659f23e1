/** The list follows from all documents together, in any order of arrival ("Two time axes"). */

import { describe, expect, test } from "vitest";
import { putDocument } from "../../../src/db/documents/documents.ts";
import { renderRule } from "../../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../../src/demo/render-snapshot.ts";
import { heldList } from "../../support/held-list.ts";
import { ALPHA, BEFORE, BETA } from "../../support/march-world.ts";
import { openTestPipeline } from "../../support/open-test-pipeline.ts";
import { dump, rebuild } from "../../support/rebuild.ts";
import { fc, SEED } from "../../support/seeded.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../../support/small-world.ts";

const ORDERS = Number(process.env["ENTITYWIRE_ORDERS"] ?? 100);

const ZETA = makeRow("Zeta", { citations: "83 FR 44821, 9/4/18." });
/** Same text as Zeta, by a later rule. */
const ZETA_TWIN = { ...ZETA, citations: "85 FR 36483, 6/17/20." };
const GAMMA = addedRow("Gamma");
const NEW_BETA = amended(BETA, ["Beta, a.k.a., the following one alias:", "—Beta Aero.", "Lyon."]);
const DELTA = addedRow("Delta", { citations: "90 FR 15500, 4/11/25." });
const OMEGA = addedRow("Omega", { citations: "90 FR 15500, 4/11/25." });
const EPSILON = makeRow("Epsilon", { citations: "90 FR 20000, 5/12/25." });
const NOTE = `<EDNOTE><HED>Editorial Note:</HED><PSPACE>At 90 FR 15500, Apr. 11, 2025, supplement no. 4 to part 744 was amended under FRANCE by adding an entry for “Sigma”; however, this amendment could not be incorporated because no text was supplied.</PSPACE></EDNOTE>`;
const MOVED = {
  ...GAMMA,
  entity: ["Gamma, a.k.a., the following one alias:", "—Gamma Works.", "7 Quai Bas, Lyon, France."],
  citations: `${GAMMA.citations} 90 FR 20000, 5/12/25.`,
};

const addition = renderRule(
  makeRuleFacts({
    added: [GAMMA],
    revised: [NEW_BETA],
    claims: { entities: 1, destinations: { France: 1 }, revised: { France: 1 } },
  }),
);
const removal = renderRule(
  makeRuleFacts({
    documentNumber: "2025-00002",
    citation: "90 FR 15500",
    publicationDate: "2025-04-11",
    effectiveOn: "2025-04-10",
    added: [DELTA, OMEGA],
  }),
).replace(
  "“Omega”.</AMDPAR>",
  "“Omega”; and</AMDPAR><AMDPAR>b. Under FRANCE, by removing the entry for “Alpha”.</AMDPAR>",
);

interface Paper {
  readonly name: string;
  readonly asOf?: string;
  readonly xml: string;
}

/** The eCFR's snapshots: two days late, one rule seven weeks late and in other words, a correction in May, and an unannounced change. */
const PAPERS: readonly Paper[] = [
  {
    name: "list of 1 February",
    asOf: "2025-02-01",
    xml: renderSnapshot([ALPHA, BETA, ZETA, ZETA_TWIN]),
  },
  { name: "addition", xml: addition },
  {
    name: "list of 26 March",
    asOf: "2025-03-26",
    xml: renderSnapshot([ALPHA, BETA, ZETA, ZETA_TWIN]),
  },
  {
    name: "list of 1 April",
    asOf: "2025-04-01",
    xml: renderSnapshot([ALPHA, NEW_BETA, ZETA, ZETA_TWIN, GAMMA]),
  },
  { name: "removal", xml: removal },
  {
    name: "list of 14 April",
    asOf: "2025-04-14",
    xml: renderSnapshot([NEW_BETA, ZETA_TWIN, ZETA, GAMMA, DELTA]).replace(
      "</DIV9>",
      `${NOTE}</DIV9>`,
    ),
  },
  {
    name: "list of 25 April",
    asOf: "2025-04-25",
    xml: renderSnapshot([
      { ...NEW_BETA, licenseReviewPolicy: "Case-by-case basis" },
      ZETA,
      ZETA_TWIN,
      GAMMA,
      DELTA,
    ]),
  },
  {
    name: "list of 1 June",
    asOf: "2025-06-01",
    xml: renderSnapshot([
      NEW_BETA,
      ZETA_TWIN,
      MOVED,
      DELTA,
      EPSILON,
      { ...OMEGA, licenseReviewPolicy: "Case-by-case basis" },
    ]),
  },
];

async function listOf(papers: readonly Paper[]) {
  const { store, clock, run } = await openTestPipeline({ ...BEFORE, rules: [] });
  clock.now = new Date("2025-07-01T00:00:00Z");
  for (const { asOf, xml } of papers) {
    clock.now = new Date(clock.now.getTime() + 60_000);
    const what =
      asOf === undefined ? { kind: "rule" as const } : { kind: "snapshot" as const, asOf };
    const bytes = new TextEncoder().encode(xml);
    putDocument(store.db, { ...what, bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
  }
  expect(rebuild(store)).toEqual(dump(store.db));
  return heldList(store.db);
}

describe(`${ORDERS} orders from seed ${SEED}`, () => {
  test(
    "the documents in any order give one list, now and in the past",
    async () => {
      const lists = new Map<string, Promise<unknown>>();
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...PAPERS], { minLength: 2 }), async (papers) => {
          const inOrder = PAPERS.filter((paper) => papers.includes(paper));
          const key = inOrder.map(({ name }) => name).join(", ");
          const expected = lists.get(key) ?? listOf(inOrder);
          lists.set(key, expected);
          expect(await listOf(papers), papers.map(({ name }) => name).join(" → ")).toEqual(
            await expected,
          );
        }),
        { numRuns: ORDERS },
      );
    },
    30 * 60_000,
  );
});
