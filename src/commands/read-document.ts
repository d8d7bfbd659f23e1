/** Reads a document from disk, and distinguishes rule and snapshot by content. */

import { readFileSync } from "node:fs";
import { PipelineError } from "../model/errors.ts";
import type { RuleReading } from "../model/reading/reading.ts";
import { decodeDocument, unpackDocument } from "../parsers/document/decode.ts";
import { detectKind } from "../parsers/document/detect.ts";
import { isPdf } from "../parsers/document/pdf/is-pdf.ts";
import type { OpenPdf } from "../parsers/document/pdf/open-pdf.ts";
import { parseRule, readPrintedRule } from "../parsers/rule.ts";

export type DocumentKind = "rule" | "snapshot";

/** `bytes` are as on disk, maybe gzipped. A PDF is always a rule; the PDF thread reads it. */
export type DiskDocument =
  | { readonly kind: DocumentKind; readonly bytes: Uint8Array; readonly text: string }
  | { readonly kind: "rule"; readonly bytes: Uint8Array; readonly pdf: Uint8Array };

/** `as` must match the detected kind. @throws PipelineError input/missing, parse/*, input/damaged */
export function readDocument(path: string, as: DocumentKind | undefined): DiskDocument {
  const bytes = readBytes(path);
  return inFile(path, () => {
    const document = recognize(bytes);
    const { kind } = document;
    if (as !== undefined && as !== kind) {
      throw new PipelineError("parse/wrong-kind", `this is a ${kind}, not a ${as}`, {
        hint: `omit --as, or use --as ${kind}`,
      });
    }
    return document;
  });
}

function recognize(bytes: Uint8Array): DiskDocument {
  const pdf = unpackDocument(bytes);
  if (isPdf(pdf)) return { kind: "rule", bytes, pdf };
  const text = decodeDocument(pdf);
  return { kind: detectKind(text), bytes, text };
}

/** @throws PipelineError parse/* */
export async function readRuleIn(
  path: string,
  document: DiskDocument,
  openPdf: OpenPdf,
): Promise<RuleReading> {
  if ("text" in document) return inFile(path, () => parseRule(document.text));
  const printed = await openPdf(document.pdf).catch((error: unknown) => {
    throw nameFile(path, error);
  });
  return inFile(path, () => readPrintedRule(printed));
}

/** Adds the file name to errors of `read`. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw nameFile(path, error);
  }
}

function nameFile(path: string, error: unknown): Error {
  if (!(error instanceof PipelineError)) return error as Error;
  const { code, message, hint, retryable, context } = error;
  return new PipelineError(code, `${path}: ${message}`, {
    ...(hint === null ? {} : { hint }),
    retryable,
    context,
    cause: error,
  });
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
