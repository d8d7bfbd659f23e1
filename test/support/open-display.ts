/** The pipeline on a Friday morning, with one rule of BIS that may go on display, be replaced, withdrawn or published. */

import { expect } from "vitest";
import { readEvents } from "../../src/db/log/log.ts";
import type { ReplayDisplayed } from "../../src/demo/replay-public-inspection.ts";
import type { EntityEventData } from "../../src/model/events/event.ts";
import {
  addingRule,
  onDisplay,
  printedEntry,
  published,
  WITHDRAWAL,
  withNote,
} from "./displayed-rule.ts";
import { BEFORE, told } from "./march-world.ts";
import { openTestPipeline, type TestPipelineOptions } from "./open-test-pipeline.ts";
import { dump, rebuild } from "./rebuild.ts";

export const NUMBER = "2025-05427";
export const RULE = addingRule(NUMBER, "2025-04-02", "2025-04-02", [printedEntry("Gamma")]);
export const FILED = "3/28/2025 at 9:05 am";
export const MINUTE_MS = 60_000;

/** A Friday, 9 in the morning in Washington; each `show` is a poll a minute later. */
export async function openDisplay(options: TestPipelineOptions = {}) {
  const pipeline = await openTestPipeline({ ...BEFORE, rules: [] }, options);
  const { store, server, clock, run, sync } = pipeline;
  await sync();
  /** One a minute. */
  const pollAfter = async (minutes: number) => {
    const before = told(store).length;
    for (let left = minutes; left > 0; left -= 1) {
      clock.now = new Date(clock.now.getTime() + MINUTE_MS);
      await run({ step: "fetch", source: "public-inspection" });
    }
    return told(store).slice(before);
  };
  const show = (...documents: ReplayDisplayed[]) => {
    const updatedAt = new Date(clock.now.getTime() + MINUTE_MS).toISOString();
    server.world = { ...server.world, display: { documents, updatedAt } };
    return pollAfter(1);
  };
  /** The list of the next business day, a Monday, at the same hour. */
  const showNextDay = (...documents: ReplayDisplayed[]) => {
    clock.now = new Date("2025-03-31T13:00:00Z");
    return show(...documents);
  };
  const displayed = onDisplay(RULE, FILED, server.url);
  /** By an editorial note, beside which it stays listed. */
  const withdraw = (shown: ReplayDisplayed = displayed) => show(withNote(shown, WITHDRAWAL));
  const publish = async (form: "text" | "xml", rule = RULE) => {
    const others = server.world.documents.filter(({ json }) => json.type !== "Rule");
    server.world = { ...server.world, documents: [published(rule, form, server.url), ...others] };
    clock.now = new Date("2025-04-02T13:00:00Z");
    const before = told(store).length;
    await run({ step: "fetch", source: "federal-register" });
    return told(store).slice(before);
  };
  const last = () => readEvents(store.db, { after: 0 }).at(-1)?.data as EntityEventData;
  const isRebuilt = () => expect(rebuild(store)).toEqual(dump(store.db));
  return {
    ...pipeline,
    pollAfter,
    show,
    showNextDay,
    withdraw,
    displayed,
    publish,
    last,
    isRebuilt,
  };
}

export const withText = (
  shown: ReplayDisplayed,
  text: string,
  updatedAt: string,
): ReplayDisplayed => ({
  json: { ...shown.json, pdf_updated_at: updatedAt },
  text,
});
