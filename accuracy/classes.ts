/** The classes that a person gave to disagreements: `label wrong: 2eda8eb1 b63ffa8e`, a line as often as needed. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const UNCLASSED = "not classed yet";

export interface Classes {
  /** In the order of the file, the last for what has none. */
  readonly names: readonly string[];
  readonly of: (id: string) => string;
}

export function readClasses(url: URL): Classes {
  const classById = new Map<string, string>();
  for (const line of readFileSync(url, "utf8").split("\n")) {
    const [name, ids] = line.startsWith("#") ? [] : line.split(": ");
    if (name === undefined || ids === undefined) continue;
    for (const id of ids.split(" ")) classById.set(id, name);
  }
  return {
    names: [...new Set(classById.values()), UNCLASSED],
    of: (id) => classById.get(id) ?? UNCLASSED,
  };
}

/** `label wrong`, or with its reason: `label wrong, it cuts the name`. */
export function isLabelFault(name: string): boolean {
  return name.startsWith("label wrong");
}

/** The id of a disagreement stays the same while its facts do. */
export function disagreementId(facts: readonly (string | null)[]): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 8);
}
