/** What may happen to a document on its way: the bytes, the markup, the text, and malice. */

import { gzipSync } from "node:zlib";

export type Chance = () => number;
type Mutation = (document: Uint8Array, chance: Chance) => Uint8Array;

const ROW = /<(TR|ROW)\b[\s\S]*?<\/\1>/g;
const CELL = /<(TD|ENT)\b[\s\S]*?<\/\1>/g;
const CLOSING = /<\/[A-Za-z0-9]+>/g;
/** As many bytes as no real document has in a cell; seldom, because they take their time. */
const GIANT_BYTES = 10_000_000;
const LARGE_BYTES = 100_000;
const GIANT_SHARE = 0.05;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8").decode(bytes);
const below = (chance: Chance, end: number) => Math.floor(chance() * end);
const pick = <T>(chance: Chance, these: readonly T[]) => these[below(chance, these.length)];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "bytes flipped": (document, chance) => {
    const bytes = Uint8Array.from(document);
    for (let left = 1 + below(chance, 8); left > 0; left -= 1) {
      bytes[below(chance, bytes.length)] = below(chance, 256);
    }
    return bytes;
  },
  "cut short": (document, chance) => document.slice(0, below(chance, document.length)),
  "zipped and damaged": (document, chance) => {
    const bytes = Uint8Array.from(gzipSync(document));
    if (chance() < 0.5) bytes[below(chance, bytes.length)] = below(chance, 256);
    return bytes;
  },
  "in UTF-16": (document) => Uint8Array.from(Buffer.from(textOf(document), "utf16le")),
  "in Latin-1": (document) => Uint8Array.from(Buffer.from(textOf(document), "latin1")),
  "a lone surrogate": (document, chance) =>
    insertBytes(document, chance, Uint8Array.of(0xed, 0xa0, 0x80)),
  "a NUL": (document, chance) => insertBytes(document, chance, Uint8Array.of(0)),
  "a row cut out": inText((text, chance) => replaceOne(text, ROW, chance, () => "")),
  "a row twice": inText((text, chance) => replaceOne(text, ROW, chance, (row) => row + row)),
  "a cell cut out": inText((text, chance) => replaceOne(text, CELL, chance, () => "")),
  "a cell twice": inText((text, chance) => replaceOne(text, CELL, chance, (cell) => cell + cell)),
  "cells moved": inText((text, chance) => {
    const cell = pick(chance, text.match(CELL) ?? []) ?? "";
    return replaceOne(text, CELL, chance, (other) => cell + other);
  }),
  "a tag unclosed": inText((text, chance) => replaceOne(text, CLOSING, chance, () => "")),
  "a tag in the wrong place": inText((text, chance) => {
    const tags = ["<TD>", "</TD>", "<TR>", "</TR>", "<TABLE>", "<DIV9>", "<br/>", "<ENT/>", "<LI>"];
    return insertText(text, chance, pick(chance, tags) ?? "");
  }),
  "words in the wrong place": inText((text, chance) => {
    const words = [
      "a.k.a., the following two aliases:",
      "(a.k.a., ",
      "; and ",
      "—",
      "Subordinate institution",
      "Affiliated entities:",
      "The following addresses apply to ",
      "(See ",
      "88 FR 1, 1/1/23.",
      "[Reserved]",
      "******",
      " ",
    ];
    return insertText(text, chance, pick(chance, words) ?? "");
  }),
  "odd references": inText((text, chance) => {
    const references = ["&#0;", "&#xD800;", "&nbsp;", "&", "&amp;amp;", "&#x10FFFF;", "&bomb;"];
    return insertText(text, chance, pick(chance, references) ?? "");
  }),
  "nested deep": inText((text, chance) => {
    const depth = pick(chance, [50, 150, 5_000, 200_000]) ?? 0;
    return insertText(text, chance, `${"<E>".repeat(depth)}${"</E>".repeat(depth)}`);
  }),
  "an entity bomb": inText((text) => {
    const levels = "bcdefghij".split("").map((name, at) => {
      const inner = `&${String.fromCharCode(97 + at)};`;
      return `<!ENTITY ${name} "${inner.repeat(10)}">`;
    });
    return inDoctype(text, `<!ENTITY a "ha">${levels.join("")}`, "&j;");
  }),
  "an external entity": inText((text, chance) => {
    const place = pick(chance, ["file:///etc/hostname", "http://127.0.0.1:1/", "../../x"]);
    return inDoctype(text, `<!ENTITY x SYSTEM "${place}">`, "&x;");
  }),
  "a giant cell": inText((text, chance) => {
    const size = chance() < GIANT_SHARE ? GIANT_BYTES : LARGE_BYTES;
    const units = [
      "a",
      "(",
      "; and ",
      "—x;<br/>",
      "No. 5 Road, China. ",
      "a.k.a. B, ",
      "(a.k.a. B) ",
      "1 FR 1, ",
      " ",
    ];
    const unit = pick(chance, units) ?? "a";
    const filling = unit.repeat(Math.ceil(size / unit.length));
    return replaceOne(text, CELL, chance, (cell) => cell.replace(">", `>${filling}`));
  }),
};

function inText(change: (text: string, chance: Chance) => string): Mutation {
  return (document, chance) => bytesOf(change(textOf(document), chance));
}

function insertBytes(document: Uint8Array, chance: Chance, these: Uint8Array): Uint8Array {
  const at = below(chance, document.length);
  return Uint8Array.from([...document.slice(0, at), ...these, ...document.slice(at)]);
}

function insertText(text: string, chance: Chance, these: string): string {
  const at = below(chance, text.length);
  return text.slice(0, at) + these + text.slice(at);
}

function replaceOne(
  text: string,
  pattern: RegExp,
  chance: Chance,
  change: (found: string) => string,
): string {
  const found = pick(chance, [...text.matchAll(pattern)]);
  if (found === undefined) return text;
  return text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
}

/** Declared, and used in the first cell. */
function inDoctype(text: string, declarations: string, use: string): string {
  const used = text.replace(/(<(?:TD|ENT)\b[^>]*>)/, `$1${use}`);
  const root = /<([A-Z]\w*)/.exec(used);
  if (root === null) return used;
  const doctype = `<!DOCTYPE ${root[1]} [${declarations}]>`;
  return used.slice(0, root.index) + doctype + used.slice(root.index);
}
