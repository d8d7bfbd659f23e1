/** Opens a document in GPO's XML: https://www.govinfo.gov/bulkdata/FR/resources */

import type { AmendatoryBlock, PreambleBlock, PrintedDocument } from "./printed-document.ts";
import {
  cellTextOf,
  elementsOf,
  findAll,
  findFirst,
  parseTree,
  textOf,
  type XmlElement,
} from "./xml-tree.ts";

const TYPES: Readonly<Record<string, string>> = {
  RULE: "Rule",
  PRORULE: "Proposed Rule",
  NOTICE: "Notice",
  CORRECT: "Correction",
};

/** `1 For this entity, “items subject to the EAR” includes …`, or only stars. */
const FOOTNOTE = /^(?:\d|[*†‡§\s]+(?:[A-Z]|$))/;

/** Throws `parse/truncated` or `parse/not-xml`. */
export function openXmlDocument(xml: string): PrintedDocument {
  const root = parseTree(xml);
  return {
    form: "xml",
    type: TYPES[root.name] ?? root.name,
    agencies: findAll(root, "AGENCY", "SUBAGY", "AGY").map(textOf).join(" "),
    subject: textOfFirst(root, "SUBJECT"),
    action: paragraphsOf(root, "ACT"),
    summary: paragraphsOf(root, "SUM"),
    dates: paragraphsOf(root, "EFFDATE") ?? paragraphsOf(root, "DATES"),
    docketIds: findAll(root, "DEPDOC").map((docket) => textOf(docket).replace(/^\[|\]$/g, "")),
    rins: findAll(root, "RIN").map((rin) => textOf(rin).replace(/^RIN:?\s*/i, "")),
    frDoc: textOfFirst(root, "FRDOC"),
    citation: null,
    publicationDate: null,
    stage: "published",
    preamble: preambleOf(root),
    amendatory: amendatoryBlocks(root),
  };
}

function amendatoryBlocks(root: XmlElement): AmendatoryBlock[] {
  return findAll(root, "REGTEXT", "AMDPAR", "GPOTABLE").flatMap((element) => {
    if (element.name !== "REGTEXT") return amendatoryBlocksOf(element, null);
    const part = element.attributes["PART"] ?? null;
    const blocks = findAll(element, "AMDPAR", "GPOTABLE", "P", "FP");
    return blocks.flatMap((block) => amendatoryBlocksOf(block, part));
  });
}

function amendatoryBlocksOf(element: XmlElement, part: string | null): AmendatoryBlock[] {
  if (element.name === "AMDPAR") return [{ kind: "instruction", text: textOf(element), part }];
  if (element.name !== "GPOTABLE") return [{ kind: "other", text: textOf(element) }];
  const parts = findAll(element, "ROW", "TNOTE", "ENT");
  const rows = parts
    .filter(({ name }) => name === "ROW")
    .map((row) =>
      elementsOf(row)
        .filter(({ name }) => name === "ENT")
        .map(cellTextOf),
    );
  const loose = parts
    .filter(({ name }) => name !== "ROW")
    .map(textOf)
    .filter((text) => text !== "" && !FOOTNOTE.test(text));
  return [{ kind: "table", rows, loose }];
}

function preambleOf(root: XmlElement): PreambleBlock[] {
  // A correction may have paragraphs only.
  const preamble = findFirst(root, "SUPLINF") ?? (root.name === "CORRECT" ? root : null);
  if (preamble === null) return [];
  return findAll(preamble, "HD", "P", "FP", "REGTEXT", "LSTSUB", "PART", "AMDPAR", "GPOTABLE")
    .filter(({ name }) => name === "HD" || name === "P" || name === "FP")
    .map((block) => ({ kind: block.name === "HD" ? "heading" : "paragraph", text: textOf(block) }));
}

function textOfFirst(root: XmlElement, name: string): string | null {
  const element = findFirst(root, name);
  return element === null ? null : textOf(element) || null;
}

/** The paragraphs below the heading of a preamble block; null if there are none. */
function paragraphsOf(root: XmlElement, name: string): string | null {
  const block = findFirst(root, name);
  const paragraphs = block === null ? [] : elementsOf(block).filter((child) => child.name === "P");
  return paragraphs.map(textOf).filter(Boolean).join(" ") || null;
}
