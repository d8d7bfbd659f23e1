/**
 * The cost of text before a document grows only with its length. At these sizes a quadratic reader takes minutes and an
 * exponential one never ends, so a test passes only if it completes.
 */

import { describe, expect, test } from "vitest";
import { splitIntoSentences } from "../../src/parsers/claims/tokens.ts";
import { detectDocument } from "../../src/parsers/document/detect.ts";
import { openDocument } from "../../src/parsers/document/open-document.ts";
import { readProlog } from "../../src/parsers/document/prolog.ts";
import { takeQuotedNames } from "../../src/parsers/instructions/quoted-names.ts";
import { refuseContent } from "../../src/sources/answer-content.ts";
import { printedNumber } from "../../src/sources/document-number.ts";
import { rootName } from "../../src/sources/root-name.ts";

const SIZES = [100, 10_000, 300_000];
const bytes = (text: string) => new TextEncoder().encode(text);
const HEAD = "AGENCY: Bureau of Industry and Security\n\nSUMMARY: None.\n\n";
const END = "\n\n[FR Doc. 2025-00001 Filed 3-27-25; 8:45 am]\n";

const PREFIXES: Readonly<Record<string, (size: number) => string>> = {
  comments: (size) => "<!---->".repeat(size),
  "comments that are not closed": (size) => `<!--${"<!--".repeat(size)}`,
  "comments and spaces": (size) => "<!-- a --> ".repeat(size),
  instructions: (size) => "<?a?>".repeat(size),
  "instructions that are not closed": (size) => "<?".repeat(size),
  "a document type that is not closed": (size) => `<!DOCTYPE ${"a ".repeat(size)}`,
  "document types": (size) => "<!DOCTYPE a>".repeat(size),
  brackets: (size) => `<!DOCTYPE a ${"[".repeat(size)}`,
  spaces: (size) => " ".repeat(size),
  "marks of documents": (size) => "[FR Doc ".repeat(size),
  "empty elements in brackets": (size) => `[${"<a>".repeat(size)}`,
  "numbers of documents": (size) => `FR Doc. ${"1-".repeat(size)}`,
  "words before a document": (size) => "In rule-and-rule ".repeat(size),
};

describe.each(Object.entries(PREFIXES))("%s", (_, prefix) => {
  test.each(SIZES)("%i times, cost time in proportion to their length", (size) => {
    const text = `${prefix(size)}<rss>`;
    expect(() => detectDocument(text)).toThrow(/parse|XML|root|element/i);
    rootName(bytes(text));
    printedNumber(bytes(text));
    expect(() => refuseContent("http://a", "xml", "text/plain", bytes(`{${text}`))).toThrow();
  });
});

test("a rule is found after any number of comments", () => {
  for (const size of SIZES) {
    expect(detectDocument(`${"<!-- a -->\n".repeat(size)}<RULE/>`)).toBe("xml");
    expect(readProlog(`${"<!-- a -->".repeat(size)}<!doctype html><html>`).doctype).toBe("html");
  }
});

const BODIES: Readonly<Record<string, (size: number) => string>> = {
  "lines of dashes": (size) => `${"-".repeat(30)}\n`.repeat(size),
  "spaces before a printed page": (size) => `${" ".repeat(size)}( printed page`,
  stars: (size) => `${"*".repeat(size)}x`,
  "pages that break a paragraph": (size) => "words\n[[Page 1]]\n".repeat(size),
  "the word amends": (size) => "amends ".repeat(size),
  "lines that go on": (size) => "and so\n".repeat(size),
  labels: (size) => "a. ".repeat(size),
};

describe.each(Object.entries(BODIES))("a text with %s", (_, body) => {
  test.each([100, 100_000])("%i times is opened", (size) => {
    expect(openDocument(`${HEAD}${body(size)}${END}`).form).toBe("text");
  });
});

test("a summary of many words is split once", () => {
  expect(splitIntoSentences("a ".repeat(200_000))).toHaveLength(1);
});

test("opening marks without closing ones are read once", () => {
  expect(takeQuotedNames(`${"“".repeat(300_000)}”`).names).toHaveLength(1);
});
