import { expect, test } from "vitest";
import { asOneLine, asPrintable, isOneLine } from "../../src/model/one-line.ts";

const ESC = "\u001b";

test.each([
  "\0",
  "\b",
  "\t",
  "\n",
  "\r",
  ESC,
  "\u007f",
  "\u0085",
  "\u009b",
  "\u2028",
  "\u202e",
  "\u2066",
])("%j is on no line, and is shown as an escape that JSON reads as the same", (character) => {
  const text = `a${character}b`;
  expect(isOneLine(text)).toBe(false);
  expect(asOneLine(text)).toMatch(/^a\\u[0-9a-f]{4}b$/);
  expect(JSON.parse(`"${asOneLine(text)}"`)).toBe(text);
});

test("letters of every script stay as they are", () => {
  const text = "Inspur 浪潮 «قائمة» — Ünïcode 🏭";
  expect(isOneLine(text)).toBe(true);
  expect(asOneLine(text)).toBe(text);
  expect(asPrintable(text)).toBe(text);
});

test("what is printable may have lines, tabs and colors, and nothing that moves the cursor", () => {
  const text = `a\n\t${ESC}[1;31mred${ESC}[0m\n[5m`;
  expect(asPrintable(text)).toBe(text);
  expect(asPrintable(`${ESC}[2J${ESC}]0;title\u0007\r\u009b5m\0[1m`)).toBe(
    "\\u001b[2J\\u001b]0;title\\u0007\\u000d\\u009b5m\\u0000[1m",
  );
});
