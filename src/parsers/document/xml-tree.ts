/** Parses XML into a tree of names, attributes and children. */

import { CellText, collapse } from "../text/cell-text.ts";
import { readXml } from "./well-formed.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
}

/** `readXml` limits the nesting, so code that walks the tree may recurse. Throws the errors of `readXml`. */
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

/** Descendants with these names in document order, without descendants of a match. */
export function findAll(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    names.includes(child.name) ? [child] : findAll(child, ...names),
  );
}

export function findFirst(element: XmlElement, name: string): XmlElement | null {
  return findAll(element, name)[0] ?? null;
}

/**
 * The text on one line. Pretty-printed files have white space around inline elements. It is removed inside quotation
 * marks and before closing punctuation.
 */
export function textOf(element: XmlElement): string {
  return collapse(rawText(element))
    .replace(/([“(]) /g, "$1")
    .replace(/ (?=[”),.;])/g, "");
}

/** The text of a table cell: `LI` starts a printed line, `SU` is raised text. */
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
