/** Opens a document in the Federal Register's HTML body or in USLM, and GPO's text in the HTML page it comes in. */

import { load } from "cheerio/slim";
import { collapse } from "./cell-text.ts";
import { outlineDocument, type TextBlock } from "./outline.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { openTextDocument } from "./text-document.ts";

type Node = ReturnType<ReturnType<typeof load>["root"]>[0]["children"][number];

const HEADING = /^h[1-6]$/;
const BLOCK =
  /^(?:address|article|blockquote|body|dd|div|dl|dt|footer|header|html|li|main|ol|p|pre|section|ul)$/;
/** USLM's, beside those it shares with HTML. */
const USLM_BLOCK =
  /^(?:actiondescription|affected|authority|content|docnumber|frdocid|heading|level|organization|part|property|quotedcontent|rule|statement|subject|wordsofissuance)$/;
const SKIPPED = /^(?:head|script|style|noscript|template|button)$/;
/** `<span class="printed-page">(printed page 54657)</span>` */
const PRINTED_PAGE = /\(\s*printed page\s+\d+\s*\)/g;

export function openHtmlDocument(html: string): PrintedDocument {
  const page = load(html);
  const gpo = page("pre").text();
  if (/\[Federal Register Volume|\[\[Page \d+\]\]/.test(gpo)) return openTextDocument(gpo);
  const blocks = new BlockGatherer();
  for (const node of page.root()[0]?.children ?? []) blocks.gather(node, "paragraph");
  return outlineDocument("html", blocks.finish());
}

class BlockGatherer {
  readonly #blocks: TextBlock[] = [];
  #text = "";

  gather(node: Node, kind: "heading" | "paragraph"): void {
    if (node.type === "text") this.#text += node.data;
    if (!("children" in node) || !("name" in node) || SKIPPED.test(node.name)) return;
    if (node.name === "table") {
      this.#end(kind);
      this.#blocks.push({ kind: "table", rows: rowsOf(node) });
      return;
    }
    const isHeading = HEADING.test(node.name);
    const isBlock = isHeading || BLOCK.test(node.name) || USLM_BLOCK.test(node.name);
    if (isBlock || node.name === "br") this.#end(kind);
    const inner = isHeading ? "heading" : kind;
    for (const child of node.children) this.gather(child, inner);
    if (isBlock) this.#end(inner);
  }

  finish(): TextBlock[] {
    this.#end("paragraph");
    return this.#blocks;
  }

  #end(kind: "heading" | "paragraph"): void {
    const text = collapse(this.#text.replace(PRINTED_PAGE, " "));
    this.#text = "";
    if (text !== "") this.#blocks.push({ kind, text });
  }
}

function rowsOf(table: Node): string[][] {
  return descendants(table, /^tr$/).map((row) => descendants(row, /^t[dh]$/).flatMap(cellsOf));
}

/** A cell that spans several columns stands for one, as in print. */
function cellsOf(cell: Node): string[] {
  const lines: string[] = [""];
  const walk = (node: Node) => {
    if (node.type === "text") lines[lines.length - 1] += node.data;
    if (!("children" in node) || !("name" in node)) return;
    if (node !== cell && (BLOCK.test(node.name) || node.name === "br")) lines.push("");
    for (const child of node.children) walk(child);
  };
  walk(cell);
  return [
    lines
      .map((line) => collapse(line.replace(PRINTED_PAGE, " ")))
      .join("\n")
      .trim(),
  ];
}

function descendants(node: Node, name: RegExp): Node[] {
  if (!("children" in node)) return [];
  return node.children.flatMap((child) =>
    "name" in child && name.test(child.name) ? [child] : descendants(child, name),
  );
}
