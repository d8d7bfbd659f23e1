/** Reads a document from disk as it is, and tells a rule from a snapshot by its content. */

import { readFileSync } from "node:fs";
import { PipelineError } from "../model/errors.ts";
import { decodeDocument } from "../parsers/document/decode.ts";
import { detectKind } from "../parsers/document/detect.ts";

export type DocumentKind = "rule" | "snapshot";

export interface DiskDocument {
  readonly kind: DocumentKind;
  /** As on disk, `.gz` unpacked by whoever decodes them. */
  readonly bytes: Uint8Array;
  readonly xml: string;
}

/** `as` must agree with what the document is. @throws PipelineError input/missing, parse/*, input/damaged */
export function readDocument(path: string, as: DocumentKind | undefined): DiskDocument {
  const bytes = readBytes(path);
  return inFile(path, () => {
    const xml = decodeDocument(bytes);
    const kind = detectKind(xml);
    if (as !== undefined && as !== kind) {
      throw new PipelineError("parse/wrong-kind", `this is a ${kind}, not a ${as}`, {
        hint: `leave --as out, or say --as ${kind}`,
      });
    }
    return { kind, bytes, xml };
  });
}

/** Names the file in the error of whatever reads it. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const { code, message, hint, retryable, context } = error;
    throw new PipelineError(code, `${path}: ${message}`, {
      ...(hint === null ? {} : { hint }),
      retryable,
      context,
      cause: error,
    });
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a folder" : `${code}`;
    throw new PipelineError("input/missing", `cannot read ${path}: ${why}`, {
      hint: "check the path",
      cause: error,
    });
  }
}
