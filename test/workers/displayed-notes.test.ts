/** Editorial notes of displayed rules, and records without a publication date. */

import { describe, expect, test } from "vitest";
import { findDisplay } from "../../src/db/documents/displays.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { readEvents } from "../../src/db/log/log.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import type { Database } from "../../src/db/store/open-store.ts";
import { WITHDRAWAL, withNote, withPdf } from "../support/displayed-rule.ts";
import { NUMBER, openDisplay } from "../support/open-display.ts";

const SHOWN = [`rule.displayed ${NUMBER}`, "entity.added Gamma"];
const WITHDRAWN = [`rule.withdrawn ${NUMBER}`, "entity.withdrawn Gamma"];
const DAY = "2025-04-02";

const noted = (db: Database) =>
  listNotices(db, 99)
    .filter(({ type }) => type === "rule.noted")
    .map(({ message }) => message);

describe("a note that withdraws", () => {
  test.each([
    ["without a publication date", null],
    ["beside the old publication date", DAY],
  ])(
    "%s takes the rule back at that poll, is quoted, and causes nothing more while it stays",
    async (_how, date) => {
      const { show, displayed, store, pollAfter, isRebuilt, server } = await openDisplay();
      await show(displayed);
      const gone = withNote(
        { ...displayed, json: { ...displayed.json, title: "", filed_at: null } },
        WITHDRAWAL,
        date,
      );
      expect(await show(gone)).toEqual(WITHDRAWN);
      const [event] = readEvents(store.db, { after: 0, types: ["rule.withdrawn"] });
      expect(event?.data).toMatchObject({ editorialNote: WITHDRAWAL });
      expect(currentEntries(store.db)).toHaveLength(2);
      expect(noted(store.db)).toEqual([expect.stringContaining(WITHDRAWAL)]);
      const asked = server.requests.length;
      expect(await pollAfter(30)).toEqual([]);
      // Its copies are no longer requested.
      expect(new Set(server.requests.slice(asked)).size).toBe(1);
      expect(noted(store.db)).toHaveLength(1);
      isRebuilt();
    },
  );

  test("and vanishes from the next day's list with its rule causes nothing more", async () => {
    const { show, displayed, withdraw, showNextDay, pollAfter, store } = await openDisplay();
    await show(displayed);
    await withdraw();
    expect(await showNextDay()).toEqual([]);
    expect(await pollAfter(15)).toEqual([]);
    expect(listNotices(store.db, 99).filter(({ type }) => type === "rule.missing")).toEqual([]);
  });

  test("takes back a rule whose PDF was stored beside the text", async () => {
    const { show, displayed, withdraw, server, store } = await openDisplay();
    const both = withPdf(displayed, server.url);
    await show(both);
    const told = await withdraw(both);
    expect(told.slice(0, 1)).toEqual(WITHDRAWN.slice(0, 1));
    expect(findDisplay(store.db, NUMBER)).toMatchObject({ ending: "withdrawn" });
  });

  test("on a rule never seen without it emits nothing, and is reported", async () => {
    const { withdraw, show, displayed, store } = await openDisplay();
    expect(await withdraw()).toEqual([]);
    expect(noted(store.db)).toHaveLength(1);
    // Displayed after all, it is emitted like any other.
    expect(await show(displayed)).toEqual(SHOWN);
  });

  test("on a published rule takes nothing back", async () => {
    const { show, displayed, publish, withdraw, store, clock } = await openDisplay();
    await show(displayed);
    await publish("xml");
    clock.now = new Date("2025-04-02T14:00:00Z");
    expect(await withdraw()).toEqual([]);
    expect(noted(store.db)).toEqual([expect.stringContaining("it is published, and stands")]);
  });
});

describe("a note that withdraws nothing", () => {
  test.each([
    [
      "of a mistake",
      "This document was removed from the list by mistake. It will publish as scheduled.",
      /stays on display/,
    ],
    [
      "of a correction",
      "A docket number was corrected after this document went on display.",
      /read again/,
    ],
    [
      "of another date",
      "The publication date of this document was changed to April 7.",
      /the publication date in the list applies/,
    ],
    ["that is not understood", "See also the notice of March 3.", /nothing is concluded/],
  ])("%s is reported once, and the rule stays", async (_what, note, why) => {
    const { show, displayed, store, pollAfter } = await openDisplay();
    await show(displayed);
    expect(await show(withNote(displayed, note, DAY))).toEqual([]);
    expect(await pollAfter(20)).toEqual([]);
    expect(noted(store.db)).toEqual([expect.stringMatching(why)]);
    expect(noted(store.db)[0]).toContain(`“${note}”`);
    expect(currentEntries(store.db)).toHaveLength(3);
  });

  test("is there from the first poll: the rule is emitted all the same", async () => {
    const { show, displayed } = await openDisplay();
    const note = "A page number was corrected.";
    expect(await show(withNote(displayed, note, DAY))).toEqual(SHOWN);
  });

  test("and corrects its text: the difference is emitted, under the old stamp", async () => {
    const { show, displayed } = await openDisplay();
    await show(displayed);
    const text = displayed.text.replaceAll("Gamma Works", "Gamma Werke");
    const note = "An alias was corrected at the agency's request.";
    expect(await show(withNote({ ...displayed, text }, note, DAY))).toEqual([
      "entity.reread Gamma",
    ]);
  });
});

describe("a record without a publication date", () => {
  test("and without a note is reported, and the rule stays", async () => {
    const { show, displayed, store, pollAfter } = await openDisplay();
    await show(displayed);
    expect(await show(withNote(displayed, null))).toEqual([]);
    expect(await pollAfter(20)).toEqual([]);
    expect(noted(store.db)).toEqual([expect.stringContaining("no publication date")]);
    expect(currentEntries(store.db)).toHaveLength(3);
    expect(findDisplay(store.db, NUMBER)).toMatchObject({ publicationDate: DAY, ending: null });
    expect(await show(withNote(displayed, WITHDRAWAL))).toEqual(WITHDRAWN);
  });

  test("and with a note that is not understood reports both", async () => {
    const { show, displayed, store } = await openDisplay();
    await show(displayed);
    expect(await show(withNote(displayed, "See the note below."))).toEqual([]);
    expect(noted(store.db)).toHaveLength(2);
  });

  test("from the first poll on is not read until it has one", async () => {
    const { show, displayed, store, pollAfter } = await openDisplay();
    expect(await show(withNote(displayed, null))).toEqual([]);
    expect(await pollAfter(20)).toEqual([]);
    expect(noted(store.db)).toEqual([expect.stringContaining("not read until it has one")]);
    expect(await show(displayed)).toEqual(SHOWN);
  });
});
