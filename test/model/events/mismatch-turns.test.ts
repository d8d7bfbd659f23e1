import { expect, test } from "vitest";
import type { DocumentContext } from "../../../src/model/events/draft-events.ts";
import { draftTurn } from "../../../src/model/events/draft-reconciliation.ts";
import type { EventDraft } from "../../../src/model/events/event.ts";
import type { Mismatch } from "../../../src/model/events/mismatch.ts";
import {
  alignTurns,
  openTurn,
  type Turn,
  turnsOf,
} from "../../../src/model/events/mismatch-turns.ts";
import { fc } from "../../support/seeded.ts";

const MISMATCH: Mismatch = {
  ...{ id: "change_1", kind: "not-shown", list: "EL", destination: "FRANCE", name: "Gamma" },
  ...{ op: "added", entryId: "entry_1", entryVersion: 1, documentNumber: "2025-00001" },
  ...{ citation: null, publicationDate: "2025-03-28", changes: [], text: null },
};
const provenance = { documentId: "snapshot-1", sha256: "0", asOf: null, parser: "none" };
const from = (historical: boolean): DocumentContext => ({
  ...{ provenance, historical, knownFrom: "2025-07-01T00:00:00Z" },
});

const DATES = ["2025-04-01", "2025-04-02", "2025-04-03", "2025-04-04", "2025-04-05"];
/** What a snapshot of each date shows; null where it is unchanged. */
const said = fc.tuple(...DATES.map(() => fc.option(fc.boolean())));

function eventsOf(says: readonly (boolean | null)[]): EventDraft[] {
  return says.flatMap((isOpen, at) => {
    const turn = { asOf: DATES[at] ?? "", isOpen: isOpen ?? false, mismatch: MISMATCH, emitted: 0 };
    return isOpen === null ? [] : [draftTurn(turn, from(false))];
  });
}

function held(turns: readonly Turn[]): boolean[] {
  return DATES.map((date) => turns.findLast(({ asOf }) => asOf <= date)?.isOpen ?? false);
}

test("whatever documents come late, the log agrees with the last replay for each day", () => {
  fc.assert(
    fc.property(said, fc.array(fc.tuple(said, fc.nat(4)), { maxLength: 6 }), (first, replays) => {
      const log = eventsOf(first);
      for (const [says, since] of replays) {
        const day = DATES[since] ?? "";
        const stored = turnsOf(log).get(MISMATCH.id) ?? [];
        const replayed = turnsOf(eventsOf(says)).get(MISMATCH.id) ?? [];
        const later = replayed.filter(({ asOf }) => asOf >= day);
        const wasOpen = openTurn(stored) !== null;
        const missing = alignTurns(stored, later, day);
        log.push(...missing.map((turn) => draftTurn(turn, from(turn.historical))));
        const now = turnsOf(log).get(MISMATCH.id) ?? [];
        const earlier = stored.filter(({ asOf }) => asOf < day);
        expect(held(now)).toEqual(held([...earlier, ...later]));
        // It is news once, if it changes the current state.
        const news = missing.filter(({ historical }) => !historical);
        const isOpen = openTurn(now) !== null;
        expect(news.map((turn) => turn.isOpen)).toEqual(isOpen === wasOpen ? [] : [isOpen]);
      }
      expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
    }),
    { numRuns: 2_000 },
  );
});
