import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import { prepareLogPages } from "../../../src/db/log/log-pages.ts";
import { openScratchStore } from "../../../src/db/store/open-store.ts";
import { fillLog } from "../../support/fill-log.ts";

const TYPES = ["entity.added", "entity.modified", "entity.codified", "rule.published"];

test("events of any types are those of the whole log that have one, in order", () => {
  using store = openScratchStore();
  fillLog(store, 60);
  const all = readEvents(store.db, { after: 0 });
  const readPage = prepareLogPages(store.db);
  const wanted = fc.record({
    types: fc.array(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 5 }),
    after: fc.nat(62),
    upTo: fc.nat(62),
    limit: fc.integer({ min: 1, max: 20 }),
    maxBytes: fc.constantFrom(1, 5_000, 1_000_000),
  });
  fc.assert(
    fc.property(wanted, ({ types, after, upTo, limit, maxBytes }) => {
      const fitting = all.filter(({ type, sequence }) => {
        return types.includes(type) && Number(sequence) > after;
      });
      const { events: page, next } = readPage({ after, upTo, types, limit, maxBytes });
      const inPart = fitting.filter(({ sequence }) => Number(sequence) <= Math.min(upTo, next));
      expect(page.map(({ json }) => JSON.parse(json))).toEqual(inPart);
      expect(page.length).toBeLessThanOrEqual(limit);
      expect(readEvents(store.db, { after, types, limit })).toEqual(fitting.slice(0, limit));
      expect(readEvents(store.db, { after, types })).toEqual(fitting);
    }),
    { numRuns: 100 },
  );
});
