/** The 76 real abstracts of 2020 to 2024, and the claims that a person wrote down of each. */

import { readFileSync } from "node:fs";
import { corpusPath } from "./corpus.ts";

const TABLE = new URL("../fixtures/claims-2020-2024.tsv", import.meta.url);

export interface Abstract {
  readonly documentNumber: string;
  readonly title: string;
  readonly abstract: string;
}

/** Null where the corpus is not at hand. */
export function readAbstracts(): Abstract[] | null {
  const path = corpusPath("fr", "abstracts-2020-2024.jsonl");
  if (path === null) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const record = JSON.parse(line) as Record<"document_number" | "title" | "abstract", string>;
      const { document_number: documentNumber, title, abstract } = record;
      return { documentNumber, title, abstract };
    });
}

/** The cells of `describeClaims`, by document number. */
export function readClaimsTable(): Map<string, string[]> {
  const lines = readFileSync(TABLE, "utf8").trim().split("\n");
  return new Map(
    lines
      .filter((line) => !line.startsWith("#"))
      .map((line) => {
        const [documentNumber = "", ...cells] = line.split("\t");
        return [documentNumber, cells];
      }),
  );
}
