/** Damaged and hostile PDFs: each is read or is one clear error, and the service answers meanwhile. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { USUAL_LOOK } from "../../../src/demo/typeset/look.ts";
import { corpusPath } from "../../support/corpus.ts";
import { addingRule, printedEntry, typedPdf } from "../../support/displayed-rule.ts";
import { DAMAGES } from "../../support/hostile-pdf/damaged-pdfs.ts";
import { HOSTILE_PDFS } from "../../support/hostile-pdf/hostile-pdfs.ts";
import { type Met, meetPdfs, type NamedPdf } from "../../support/hostile-pdf/meet-pdfs.ts";
import { seededRandom } from "../../support/random.ts";
import { SEED } from "../../support/seeded.ts";

/** With the named ones: 100 in CI, 1,000 in the soak. */
const RUNS = Number(process.env["ENTITYWIRE_HOSTILE_PDFS"] ?? 50);
/** What the thread may take, and what the process keeps of it. */
const MOST_GROWTH_MB = 1500;

const RULE = addingRule("2025-05427", "2025-04-02", "2025-04-02", [
  printedEntry("Gamma"),
  printedEntry("Delta"),
]);

async function wholePdfs(): Promise<readonly Uint8Array[]> {
  const drawing = { ...USUAL_LOOK.drawing, isCompressed: false };
  const real = corpusPath("display/2025-05427.1.pdf");
  return [
    await typedPdf(RULE),
    await typedPdf(RULE, { ...USUAL_LOOK, drawing }),
    ...(real === null ? [] : [readFileSync(real)]),
  ];
}

function* damaged(whole: readonly Uint8Array[], count: number): Generator<NamedPdf> {
  const chance = seededRandom(SEED);
  const kinds = Object.entries(DAMAGES);
  for (let at = 0; at < count; at += 1) {
    const [name, damage] = kinds[at % kinds.length] as (typeof kinds)[number];
    const pdf = whole[Math.floor(chance() * whole.length)] as Uint8Array;
    yield [`${name}, no. ${at}`, () => damage(pdf, chance)];
  }
}

test(`${RUNS} PDFs from seed ${SEED} are read or refused, and the service answers meanwhile`, async () => {
  const hostile = Object.entries(HOSTILE_PDFS);
  const damages = damaged(await wholePdfs(), Math.max(0, RUNS - hostile.length));
  const met = await meetPdfs([...hostile, ...damages]);
  report(met);
  expect(met.faults).toEqual([]);
  expect([...met.outcomes.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(
    RUNS,
  );
  expect(met.answered).toBeGreaterThan(RUNS);
  expect(met.growth).toBeLessThan(MOST_GROWTH_MB);
  for (const code of ["read", "damaged", "encrypted", "no-text", "too-large", "too-slow"]) {
    expect(met.outcomes.get(code === "read" ? code : `parse/pdf-${code}`), code).toBeGreaterThan(0);
  }
}, 3_600_000);

/** Times are reported, not judged: the machines that tests run on are noisy. */
function report({ outcomes, answered, delay, growth }: Met): void {
  const counts = [...outcomes].map(([code, count]) => `${count} ${code}`).sort();
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  process.stdout.write(
    `hostile PDFs: ${counts.join(", ")}; ${answered} answers meanwhile; ` +
      `longest event-loop delay of each: ${ms(delay.median)} (median), ${ms(delay.worst)} (worst); ` +
      `resident memory grew by ${growth.toFixed(0)} MB\n`,
  );
}
