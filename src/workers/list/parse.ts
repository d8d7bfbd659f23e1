/** Parses a stored document into a reading. */

import {
  type Document,
  documentBytes,
  getDocument,
  moveDocument,
} from "../../db/documents/documents.ts";
import { putReading } from "../../db/documents/readings.ts";
import { findRule } from "../../db/documents/rules.ts";
import { putNotice } from "../../db/log/source-checks.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { ruleKey } from "../../model/identity.ts";
import type { RuleReading, SnapshotReading } from "../../model/reading/reading.ts";
import { decodeDocument, unpackDocument } from "../../parsers/document/decode.ts";
import { parseSnapshot } from "../../parsers/snapshot.ts";
import { documentJobs } from "../next-jobs.ts";
import type { ListDeps, ListHandler } from "../step.ts";
import { keepCurrentPrint } from "./keep-print.ts";
import { readRule } from "./read-rule.ts";

export const handleParse: ListHandler<"parse"> = async (
  { documentId, generation },
  deps,
  signal,
) => {
  const document = getDocument(deps.store.db, documentId);
  const next = [{ step: "diff", documentId, generation } as const];
  const isFetched = document.generation === generation && document.state === "fetched";
  if (!isFetched || deps.readings.find(document) !== null) {
    const isRead = isFetched || document.state === "read";
    return { facts: { documentId, again: true }, next: isRead ? next : [], wroteEvents: false };
  }

  const reading = await readOrReject(document, deps, signal);
  const state = isRelated(reading, deps) ? "read" : "unrelated";
  if (state === "unrelated" || !deps.readings.keep(document, reading)) {
    deps.store.transact((tx) => {
      putReading(tx, documentId, reading, deps.now());
      moveDocument(tx, documentId, state, state === "read" ? null : "amends no list");
    });
  }
  deps.onBoundary?.(`parse ${state} ${documentId}`);
  return {
    facts: { documentId, state, ...summarize(reading), quarantined: reading.quarantine.length },
    next: state === "read" ? next : documentJobs(deps, 1),
    wroteEvents: false,
  };
};

async function readOrReject(
  document: Document,
  deps: ListDeps,
  signal: AbortSignal,
): Promise<RuleReading | SnapshotReading> {
  const { db } = deps.store;
  try {
    const bytes = unpackDocument(documentBytes(db, document));
    if (document.kind === "snapshot") return parseSnapshot(decodeDocument(bytes));
    await keepCurrentPrint(document, bytes, deps, signal);
    return readRule(db, document, bytes);
  } catch (error) {
    if (!(error instanceof PipelineError) || error.retryable) throw error;
    const message = describeError(error);
    deps.store.transact((tx) => {
      moveDocument(tx, document.id, "rejected", message);
      putNotice(tx, { type: "document.rejected", subject: document.id, message }, deps.now());
    });
    throw error;
  }
}

function isRelated(reading: RuleReading | SnapshotReading, { store }: ListDeps): boolean {
  if ("lists" in reading || reading.correction !== null) return true;
  const { rule, quarantine } = reading;
  // An earlier reading of it amended a list; its changes must be taken back.
  if (findRule(store.db, ruleKey(rule)) !== null) return true;
  return [rule.lists, rule.amendments, rule.entries, rule.problems, quarantine].some(
    (found) => found.length > 0,
  );
}

function summarize(reading: RuleReading | SnapshotReading): Record<string, unknown> {
  if ("lists" in reading) {
    return Object.fromEntries(reading.lists.map(({ list, tally }) => [list, tally.entries]));
  }
  const { documentNumber, amendments, entries, claimsAgree, problems } = reading.rule;
  return {
    documentNumber,
    amendments: amendments.length,
    entries: entries.length,
    claimsAgree,
    problems: problems.length,
  };
}
