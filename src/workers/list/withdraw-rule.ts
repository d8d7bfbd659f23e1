/** Takes back the changes of a rule that vanished from public inspection before publication. */

import { findDisplay } from "../../db/documents/displays.ts";
import type { Document } from "../../db/documents/documents.ts";
import { dropQuarantinedRows } from "../../db/documents/readings.ts";
import { dropRule, findRule, loggedChanges } from "../../db/documents/rules.ts";
import { countLogged } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import { draftReread } from "../../model/events/draft-reread.ts";
import { draftRuleWithdrawn } from "../../model/events/draft-rule.ts";
import { rereadRule } from "../../model/events/reread-rule.ts";
import { ruleKey } from "../../model/identity.ts";
import { lawDay } from "../../model/list/law-order.ts";
import type { RuleReading } from "../../model/reading/reading.ts";
import type { ListDeps } from "../step.ts";
import { createListWriter, type ListWriter, type Outcome } from "./writer.ts";

export function withdrawRule(
  tx: Database,
  document: Document,
  reading: RuleReading,
  deps: ListDeps,
): { readonly outcome: Outcome; readonly writer: ListWriter } {
  const { rule } = reading;
  const knownFrom = document.withdrawnAt ?? document.knownFrom;
  const writer = createListWriter(tx, { ...document, knownFrom }, deps);
  const key = ruleKey(rule);
  const state = { state: "withdrawn", notice: null, isReread: true } as const;
  // A rule that was published meanwhile stands.
  if (findRule(tx, key)?.stage !== "displayed") {
    return {
      outcome: { ...state, note: `${key} is no longer only on display`, since: null },
      writer,
    };
  }
  const before = countLogged(tx, "rule.withdrawn", key);
  const note = findDisplay(tx, rule.documentNumber)?.editorialNote ?? null;
  writer.emit(draftRuleWithdrawn(rule, { before, note, by: null }, writer.context(false)));
  const logged = loggedChanges(tx, rule);
  writer.touch(logged.map(({ last }) => last.entryId));
  for (const list of new Set(logged.map(({ last }) => last.list))) {
    const ofList = logged.filter(({ last }) => last.list === list);
    const { changes } = rereadRule(emptied(reading), writer.list(list), ofList);
    for (const change of changes) {
      const draft = draftReread(rule, change, "law", writer.context(false));
      if (draft !== null) writer.reread(rule, draft, change.logged);
    }
  }
  dropRule(tx, key);
  dropQuarantinedRows(tx, document.id);
  const since = lawDay(rule, document.knownFrom.slice(0, 10));
  return { outcome: { ...state, note: "it was withdrawn before publication", since }, writer };
}

/** A withdrawn rule amends nothing, and counts as fully read. */
function emptied({ rule, ...reading }: RuleReading): RuleReading {
  const nothing = { lists: [], amendments: [], entries: [], justifications: [], problems: [] };
  return {
    ...reading,
    rule: { ...rule, ...nothing, claims: null, claimsAgree: null },
    rows: [],
    quarantine: [],
  };
}
