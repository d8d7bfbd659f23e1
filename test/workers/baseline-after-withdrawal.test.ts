/** A first snapshot lists an entry that a withdrawn reading took off: a follower of the log hears of it. */

import { expect, test } from "vitest";
import { currentEntries } from "../../src/db/list/list.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { applyEvent, type ListCopy } from "../../src/model/events/list-copy.ts";
import { BEFORE } from "../support/march-world.ts";
import { openTestPipeline } from "../support/open-test-pipeline.ts";
import { takePaper } from "../support/random-papers.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../support/small-world.ts";

test("an entry that a better copy of a rule took back, and that the first snapshot lists, is added again", async () => {
  const world = await openTestPipeline({ ...BEFORE, rules: [] });
  world.clock.now = new Date("2025-09-01T00:00:00Z");
  const plain = (name: string) =>
    makeRow(name, { entity: [`${name}, 1 Rue Haute, Paris, France.`] });
  const delta = plain("Delta");
  const day = "2025-02-11";
  const facts = { documentNumber: "2025-00001", publicationDate: day, effectiveOn: day };
  const rule = (name: string, revised: (typeof delta)[]) => {
    const added = [addedRow(name)];
    return { kind: "rule", xml: renderRule(makeRuleFacts({ ...facts, added, revised })) } as const;
  };
  await takePaper(world, rule("Zeta", [amended(delta)]));
  await takePaper(world, rule("Zeta", []));
  const xml = renderSnapshot([plain("Alpha"), plain("Beta"), delta]);
  await takePaper(world, { kind: "snapshot", asOf: day, xml });

  const copy: ListCopy = new Map();
  const events = readEvents(world.store.db, { after: 0 });
  for (const event of events) applyEvent(copy, event);
  const listed = [...copy.values()].filter((entry) => entry.listed);
  const names = (entries: readonly { readonly entry: { readonly name: string } }[]) =>
    entries.map(({ entry }) => entry.name).sort();
  expect(names(listed)).toEqual(names(currentEntries(world.store.db)));
  expect(names(listed)).toContain("Delta");
  expect(events.map(({ type }) => type).at(-1)).toBe("entity.added");
});
