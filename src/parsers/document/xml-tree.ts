/** A small document as a tree: names, attributes and children, nothing more. */

import { CellText, collapse } from "../text/cell-text.ts";
import { readXml } from "./well-formed.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

/** Nesting is bounded by `readXml`, so walking the tree may recurse. */
export function parseTree(xml: string): XmlElement {
  const document: XmlElement = { name: "#document", attributes: {}, children: [] };
  const open: XmlElement[] = [document];
  readXml(xml, {
    open(name, attributes) {
      const element: XmlElement = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    close() {
      open.pop();
    },
    text(text) {
      open.at(-1)?.children.push(text);
    },
  });
  return elementsOf(document)[0] ?? document;
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== "string");
}

/** Descendants of these names in document order; what lies inside a match is not searched. */
export function findAll(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    names.includes(child.name) ? [child] : findAll(child, ...names),
  );
}

export function findFirst(element: XmlElement, name: string): XmlElement | null {
  return findAll(element, name)[0] ?? null;
}

/**
 * The text on one line. Files that were pretty-printed have white space around inline elements; it is taken out where
 * print never has it: inside quotation marks and before closing punctuation.
 */
export function textOf(element: XmlElement): string {
  return collapse(rawText(element))
    .replace(/([“(]) /g, "$1")
    .replace(/ (?=[”),.;])/g, "");
}

/** A table cell: `LI` starts a printed line, `SU` is raised. */
export function cellTextOf(element: XmlElement): string {
  const text = new CellText();
  gather(element, text);
  return text.finish();
}

function rawText(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === "string" ? child : rawText(child)))
    .join("");
}

function gather(element: XmlElement, text: CellText): void {
  for (const child of element.children) {
    if (typeof child === "string") text.append(child);
    else {
      if (child.name === "LI") text.breakLine();
      else if (child.name === "SU") text.joinRaised();
      gather(child, text);
    }
  }
}
