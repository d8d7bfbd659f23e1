import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeDocument } from "../../src/parsers/document/decode.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("plain and gzipped bytes give the same text", () => {
  expect(decodeDocument(bytes("<RULE/>"))).toBe("<RULE/>");
  expect(decodeDocument(gzipSync("<RULE/>"))).toBe("<RULE/>");
});

test("a byte order mark is dropped", () => {
  expect(decodeDocument(bytes("\uFEFF<RULE/>"))).toBe("<RULE/>");
});

test("gzip data cut short is damaged, not empty", () => {
  const damaged = gzipSync("<RULE/>".repeat(500)).subarray(0, 30);
  expect(() => decodeDocument(damaged)).toThrow(expect.objectContaining({ code: "input/damaged" }));
});

test("gzip data that unpacks to more than any document has its own error", () => {
  const bomb = gzipSync(new Uint8Array(257 * 1024 * 1024));
  expect(() => decodeDocument(bomb)).toThrow(/unpacks to more than 256 MiB/);
});

test("bytes that are not UTF-8 are refused rather than guessed", () => {
  const latin1 = new Uint8Array([0x3c, 0x52, 0xe9, 0x3e]);
  expect(() => decodeDocument(latin1)).toThrow(expect.objectContaining({ code: "parse/encoding" }));
});

test("no bytes and only white space are empty", () => {
  for (const empty of [bytes(""), bytes(" \n"), gzipSync("")]) {
    expect(() => decodeDocument(empty)).toThrow(expect.objectContaining({ code: "parse/empty" }));
  }
});
