/** The typesetter of manuscripts. */

import { expect, test } from "vitest";
import { facts } from "../../src/demo/facts.ts";
import { renderDisplayedPdf } from "../../src/demo/render-displayed-pdf.ts";
import { type Look, USUAL_LOOK } from "../../src/demo/typeset/look.ts";
import { type Block, plain } from "../../src/demo/typeset/manuscript.ts";
import { typeset } from "../../src/demo/typeset/typeset.ts";
import { arbitraryLook } from "../support/rendered-rule/arbitrary-look.ts";
import { fc } from "../support/seeded.ts";

/** 23 double-spaced lines of 12 points fit between the margins of a letter page. */
const LINES_OF_A_PAGE = 23;

function paragraphs(count: number): Block[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: "paragraph",
    text: plain(`Paragraph ${at}.`),
  }));
}

async function typed(blocks: readonly Block[], look: Look): Promise<string> {
  const pdf = await typeset({ stamp: [], blocks }, look);
  return Buffer.from(pdf).toString("latin1");
}

function pagesOf(pdf: string): number {
  return pdf.match(/\/Type \/Page\n/g)?.length ?? 0;
}

test("a manuscript fills as many pages as its lines need", async () => {
  const pdf = await typed(paragraphs(2 * LINES_OF_A_PAGE + 1), USUAL_LOOK);
  expect(pdf).toMatch(/^%PDF-1\.\d/);
  expect(pdf.trimEnd()).toMatch(/%%EOF$/);
  expect(pagesOf(pdf)).toBe(3);
});

test("single spacing halves the pages of double spacing", async () => {
  const blocks = paragraphs(4 * LINES_OF_A_PAGE);
  expect(pagesOf(await typed(blocks, USUAL_LOOK))).toBe(4);
  expect(pagesOf(await typed(blocks, { ...USUAL_LOOK, spacing: 1 }))).toBe(2);
});

test("every look types every manuscript", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLook, async (look) => {
      expect(pagesOf(await typed(paragraphs(80), look))).toBeGreaterThan(0);
    }),
    { numRuns: 20, seed: 744 },
  );
});

test("the demo's rules are typed in the standard fonts alone", async () => {
  for (const rule of facts) {
    const pdf = Buffer.from(await renderDisplayedPdf(rule)).toString("latin1");
    expect(pagesOf(pdf)).toBeGreaterThan(5);
    expect(pdf).toContain("/BaseFont /Times-Roman");
    expect(pdf).not.toContain("/FontFile");
  }
});

test("a letter that no font of the look has is refused, not dropped", async () => {
  const block: Block = { kind: "paragraph", text: plain("Şahin") };
  await expect(typed([block], USUAL_LOOK)).rejects.toThrow("The standard fonts have no Ş");
});
