/** The documents that are measured, out of `ENTITYWIRE_CORPUS`. */

import { readFileSync } from "node:fs";
import { PipelineError } from "../src/model/errors.ts";
import { decodeDocument } from "../src/parsers/document/decode.ts";
import { corpusPath } from "../test/support/corpus.ts";

/** @throws PipelineError input/missing */
export function requiredPath(...parts: string[]): string {
  const path = corpusPath(...parts);
  if (path !== null) return path;
  throw new PipelineError(
    "input/missing",
    `the corpus has no file or folder "${parts.join("/")}"`,
    {
      hint: "set ENTITYWIRE_CORPUS",
    },
  );
}

/** The text of a document, unpacked where it is packed. @throws PipelineError input/missing */
export function readText(...parts: string[]): string {
  return decodeDocument(readFileSync(requiredPath(...parts)));
}
