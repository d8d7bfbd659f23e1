/** Opens the Federal Register's HTML body, USLM, and GPO's plain text inside its HTML page. */

import { load } from "cheerio/slim";
import { collapse } from "../text/cell-text.ts";
import { refuseDeepNesting } from "./html-depth.ts";
import { outlineDocument, type TextBlock } from "./outline.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { openTextDocument } from "./text-document.ts";

type Node = ReturnType<ReturnType<typeof load>["root"]>[0]["children"][number];

const HEADING = /^h[1-6]$/;
const BLOCK =
  /^(?:address|article|blockquote|body|dd|div|dl|dt|footer|header|html|li|main|ol|p|pre|section|ul)$/;
/** Block elements of USLM only. */
const USLM_BLOCK =
  /^(?:actiondescription|affected|authority|content|docnumber|frdocid|heading|level|organization|part|property|quotedcontent|rule|statement|subject|wordsofissuance)$/;
const SKIPPED = /^(?:head|script|style|noscript|template|button)$/;
/** `<span class="printed-page">(printed page 54657)</span>` */
const PRINTED_PAGE = /\(\s*printed page\s+\d+\s*\)/g;

/** Throws `parse/not-xml` if elements nest too deep. */
export function openHtmlDocument(html: string): PrintedDocument {
  refuseDeepNesting(html);
  const page = load(html);
  const gpo = page("pre").text();
  if (/\[Federal Register Volume|\[\[Page \d+\]\]/.test(gpo)) return openTextDocument(gpo);
  const blocks = new BlockGatherer();
  blocks.gather(page.root()[0]?.children ?? []);
  return outlineDocument("html", blocks.finish());
}

type Kind = "heading" | "paragraph";

class BlockGatherer {
  readonly #blocks: TextBlock[] = [];
  #text = "";

  /** Uses a stack instead of recursion because a damaged page may nest very deep. */
  gather(nodes: readonly Node[]): void {
    const stack: { readonly node: Node | null; readonly kind: Kind }[] = [];
    const push = (children: readonly Node[], kind: Kind) => {
      for (const node of children.toReversed()) stack.push({ node, kind });
    };
    push(nodes, "paragraph");
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node, kind } = next;
      if (node === null) {
        this.#end(kind);
        continue;
      }
      if (node.type === "text") this.#text += node.data;
      if (!("children" in node) || !("name" in node) || SKIPPED.test(node.name)) continue;
      if (node.name === "table") {
        this.#end(kind);
        this.#blocks.push({ kind: "table", rows: rowsOf(node) });
        continue;
      }
      const isHeading = HEADING.test(node.name);
      const isBlock = isHeading || BLOCK.test(node.name) || USLM_BLOCK.test(node.name);
      if (isBlock || node.name === "br") this.#end(kind);
      const inner = isHeading ? "heading" : kind;
      if (isBlock) stack.push({ node: null, kind: inner });
      push(node.children, inner);
    }
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

/** A cell that spans several columns counts as one cell. */
function cellsOf(cell: Node): string[] {
  const lines: string[] = [""];
  const isLine = (node: Node) =>
    node !== cell && "name" in node && (BLOCK.test(node.name) || node.name === "br");
  for (const node of preorder(cell)) {
    if (isLine(node)) lines.push("");
    if (node.type === "text") lines[lines.length - 1] += node.data;
  }
  return [
    lines
      .map((line) => collapse(line.replace(PRINTED_PAGE, " ")))
      .join("\n")
      .trim(),
  ];
}

/** The outermost descendants with a matching name. */
function descendants(node: Node, name: RegExp): Node[] {
  const isMatch = (one: Node) => one !== node && "name" in one && name.test(one.name);
  return [...preorder(node, isMatch)].filter(isMatch);
}

/** The node and its descendants in printed order, without the descendants of nodes for which `isLeaf` is true. */
function* preorder(root: Node, isLeaf: (node: Node) => boolean = () => false): Generator<Node> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ("children" in node && !isLeaf(node)) stack.push(...node.children.toReversed());
  }
}
