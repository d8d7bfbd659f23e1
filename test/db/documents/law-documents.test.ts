import { asc, eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isOutOfOrder, listLawDocuments } from "../../../src/db/documents/law-documents.ts";
import { documents, rules } from "../../../src/db/schema/documents.ts";
import { type Database, openScratchStore, type Store } from "../../../src/db/store/open-store.ts";
import { byLaw, type LawDocument, lawDay } from "../../../src/model/list/law-order.ts";

const DAYS = ["2024-12-31", "2025-01-01", "2025-01-02"];
const KEYS = ["2025-00001", "2025-00002", "2025-00002/2025-01-01"];
const STATES = ["fetched", "read", "applied", "historical", "quarantined", "withdrawn"] as const;

const day = fc.constantFrom(...DAYS);
const maybeDay = fc.option(day, { freq: 1 });

const randomDocument = fc.oneof(
  fc.record({
    kind: fc.constant("rule" as const),
    asOf: fc.constant(null),
    ruleKey: fc.option(fc.constantFrom(...KEYS), { freq: 4 }),
    state: fc.constantFrom(...STATES),
    knownOn: day,
  }),
  fc.record({
    kind: fc.constant("snapshot" as const),
    asOf: fc.option(day, { freq: 4 }),
    ruleKey: fc.constant(null),
    state: fc.constantFrom(...STATES),
    knownOn: day,
  }),
);

const randomStore = fc.record({
  documents: fc.array(randomDocument, { maxLength: 8 }),
  rules: fc.uniqueArray(
    fc.record({
      ruleKey: fc.constantFrom(...KEYS),
      effectiveOn: maybeDay,
      publicationDate: maybeDay,
      best: fc.nat({ max: 7 }),
    }),
    { selector: ({ ruleKey }) => ruleKey, maxLength: KEYS.length },
  ),
});
type RandomStore = typeof randomStore extends fc.Arbitrary<infer T> ? T : never;

test("a document is out of order exactly if another one is the last of all", () => {
  using store = openScratchStore();
  const answers = new Set<boolean>();
  fc.assert(
    fc.property(randomStore, (content) => {
      fill(store, content);
      const sorted = sortedByLaw(store.db);
      expect(listLawDocuments(store.db)).toEqual(sorted);
      for (const id of ["unknown", ...content.documents.map((_, at) => idOf(at))]) {
        const isAmong = sorted.some(({ documentId }) => documentId === id);
        const expected = isAmong && sorted.at(-1)?.documentId !== id;
        expect(isOutOfOrder(store.db, id)).toBe(expected);
        answers.add(expected);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(answers.size).toBe(2);
});

function idOf(at: number): string {
  return `document-${at}`;
}

function fill({ db }: Store, content: RandomStore): void {
  db.delete(documents).run();
  db.delete(rules).run();
  content.documents.forEach(({ knownOn, ...document }, at) => {
    const instant = `${knownOn}T12:00:00.000Z`;
    const rest = { sha256: "0", source: "import", fetchedAt: instant, knownFrom: instant } as const;
    db.insert(documents)
      .values({ id: idOf(at), ...document, ...rest })
      .run();
  });
  for (const { best, ...rule } of content.rules) {
    const rest = { documentNumber: "1", title: "", stage: "published", problems: [] } as const;
    db.insert(rules)
      .values({ documentId: idOf(best), ...rule, ...rest })
      .run();
  }
}

/** All documents, read and sorted: slow, and easy to check. */
function sortedByLaw(db: Database): LawDocument[] {
  const copies = db
    .select({
      documentId: documents.id,
      key: rules.ruleKey,
      effectiveOn: rules.effectiveOn,
      publicationDate: rules.publicationDate,
      knownFrom: documents.knownFrom,
    })
    .from(rules)
    .innerJoin(documents, eq(documents.ruleKey, rules.ruleKey))
    .orderBy(asc(sql`${documents.id} = ${rules.documentId}`), asc(documents.seq))
    .all()
    .map(({ documentId, key, knownFrom, ...dates }): LawDocument => {
      return { documentId, key, kind: "rule", day: lawDay(dates, knownFrom.slice(0, 10)) };
    });
  const newest = new Map<string, LawDocument>();
  for (const { id, kind, asOf } of db
    .select()
    .from(documents)
    .where(inArray(documents.state, ["applied", "historical"]))
    .orderBy(asc(documents.seq))
    .all()) {
    if (kind !== "snapshot" || asOf === null) continue;
    newest.set(asOf, { documentId: id, key: id, kind, day: asOf });
  }
  return [...copies, ...newest.values()].sort(byLaw);
}
