/** A list and a rule whose every text tries to be more than a text, as they would stand had a parser read them so. */

import { putDocument } from "../../src/db/documents/documents.ts";
import { putReading } from "../../src/db/documents/readings.ts";
import { putRule } from "../../src/db/documents/rules.ts";
import { fillFromLog } from "../../src/db/list/rebuild.ts";
import { appendEvent } from "../../src/db/log/log.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import type { Entry } from "../../src/model/entry.ts";
import { draftBaselined } from "../../src/model/events/draft-events.ts";
import { draftRuleShown } from "../../src/model/events/draft-rule.ts";
import type { BaselinedEntry } from "../../src/model/events/event.ts";
import type { ListReading, RowTally } from "../../src/model/reading/reading.ts";
import { instruct, makeEntry, makeRule } from "./make-entry.ts";

const DAY = "2025-03-24";
const ORIGIN = { source: "urn:entitywire:test", publicUrl: "http://localhost" };
const NOW = new Date(`${DAY}T12:00:00Z`);

export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  script: `<script>window.pwned = 1</script><img src=x onerror="window.pwned=1">`,
  quotes: `"Quoted" 'twice' & &amp; &lt;b&gt; \`\${1}\` </title></textarea>`,
  rightToLeft: "شركة الخليج \u202Eevil txt.exe\u202C Trading",
  combining: `Z${"\u0301\u0302\u0303\u0304".repeat(20)}algo e\u0301 한글 漢字 👩‍👩‍👧‍👦`,
  long: "Unbroken".repeat(250),
};

/** Ids of the entries by what is hostile about them, and the rule's key. */
export function fillHostile(data: string): { entries: ReadonlyMap<string, string>; rule: string } {
  using store = openStore(data);
  const all = Object.values(HOSTILE_TEXTS);
  const named = Object.entries(HOSTILE_TEXTS).map(([what, name]) => hostileEntry(what, name, all));
  const many: Entry = {
    ...makeEntry({ name: "Many" }),
    aliases: Array.from({ length: 60 }, (_, at) => ({
      name: `${all[at % 4]} ${at}`,
      type: "aka" as const,
    })),
    addresses: Array.from({ length: 40 }, (_, at) => ({
      text: `${at} ${all[at % 4]} Street, Paris`,
      country: "FR",
    })),
  };
  const entries = [...named, many];
  const baselined = entries.map((entry, at): BaselinedEntry => {
    return { entryId: `entry_${at}`, partyId: "party_1", row: at + 1, entry };
  });
  const tally: RowTally = {
    ...{ rows: entries.length, entries: entries.length, continuations: 0 },
    ...{ headings: 0, reserved: 0, quarantined: 1 },
  };
  const rows = entries.map((_, at) => [at + 1]);
  const reading: ListReading = { list: "EL", entries, rows, tally, destinations: 1, notes: [] };
  const proof = { documentId: "snapshot-1", sha256: "0", asOf: DAY, parser: "test" };
  const from = { provenance: proof, knownFrom: NOW.toISOString(), historical: false };
  const rule = makeRule({
    title: all.join(" "),
    url: "https://www.federalregister.gov/d/2025-00001?<b>\"'",
    effectiveNote: all.join(" "),
    entries: named,
    amendments: [{ ...instruct("add", named), text: all.join(" "), destination: all[0] ?? "" }],
    justifications: all.map((text, at) => ({
      ...{ names: [], entryIndexes: [at], text: `${text} is why` },
      ...{ sections: [], footnotes: [], licenseReviewPolicy: null },
    })),
  });
  const problems = all.map((text) => ({ code: "instruction/unread", message: text, text }));
  store.transact((tx) => {
    appendEvent(tx, draftBaselined(reading, DAY, baselined, from), NOW, ORIGIN);
    fillFromLog(tx, tx);
    const bytes = new TextEncoder().encode("<RULE/>");
    const { id } = putDocument(tx, { kind: "rule", bytes, source: "import", url: null }, NOW);
    const quarantine = all.map(
      (text, at) => ({ list: "EL", row: at + 1, reason: text, text }) as const,
    );
    putReading(tx, id, { rule, correction: null, rows, tally, quarantine }, NOW);
    putRule(tx, id, rule, problems);
    appendEvent(tx, draftRuleShown(rule, problems, from), NOW, ORIGIN);
  });
  return {
    entries: new Map(
      [...Object.keys(HOSTILE_TEXTS), "many"].map((what, at) => [what, `entry_${at}`]),
    ),
    rule: rule.documentNumber,
  };
}

function hostileEntry(what: string, name: string, all: readonly string[]): Entry {
  const entry = makeEntry({ name, raw: all.join("\n"), remarks: name, destination: "FRANCE" });
  return { ...entry, aliases: [{ name: `${name} ${what}`, type: "fka" }], flags: [name] };
}
