import { describe, expect, test } from "vitest";
import { detectKind } from "../../src/parsers/document/detect.ts";

const code = (expected: string) => expect.objectContaining({ code: expected });

describe("a document is known by its root element", () => {
  test.each([
    ["<RULE></RULE>", "rule"],
    ['<?xml version="1.0"?>\n<!-- GPO -->\n<NOTICE>', "rule"],
    ["<PRORULE>", "rule"],
    ["<CORRECT>", "rule"],
    ['<?xml version="1.0"?>\n<DIV5 N="744">', "snapshot"],
    ['<DIV9 N="Supplement No. 4 to Part 744">', "snapshot"],
    ["<ECFR>", "snapshot"],
  ])("%s", (xml, kind) => {
    expect(detectKind(xml)).toBe(kind);
  });
});

test("an HTML page is named as such", () => {
  const page = "<!DOCTYPE html>\n<html><head><title>Request Access</title></head></html>";
  expect(() => detectKind(page)).toThrow(code("parse/not-xml"));
  expect(() => detectKind(page)).toThrow(/HTML page, “Request Access”/);
  expect(() => detectKind("<html><body/></html>")).toThrow(/HTML page/);
});

test("plain text and JSON are not XML", () => {
  expect(() => detectKind("[FR Doc. 2023-03929]")).toThrow(code("parse/not-xml"));
  expect(() => detectKind('{"count":0}')).toThrow(code("parse/not-xml"));
});

test.each([
  "AGENCY:\nBureau of Industry and Security\n15 CFR Part 744\nSUMMARY:\nThis rule adds",
  "<!DOCTYPE html><html><body><p>15 CFR Part 744</p><p>SUMMARY: This rule adds</p></body></html>",
])("a document without its last line is truncated: %s", (text) => {
  expect(() => detectKind(text)).toThrow(code("parse/truncated"));
});

test("XML of another kind is named by its root", () => {
  expect(() => detectKind("<rss/>")).toThrow(code("parse/wrong-kind"));
  expect(() => detectKind("<rss/>")).toThrow(/<rss>/);
});

test("an endless comment does not hang", () => {
  expect(() => detectKind(`<!--${"-".repeat(1_000_000)}`)).toThrow(code("parse/not-xml"));
});
