import { describe, expect, test } from "vitest";
import { openDisplays } from "../../src/db/documents/displays.ts";
import { documentMetadata, getDocument, putDocument } from "../../src/db/documents/documents.ts";
import { currentEntries } from "../../src/db/list/list.ts";
import { lastCheck, listNotices } from "../../src/db/log/source-checks.ts";
import { addingRule, printedEntry } from "../support/displayed-rule.ts";
import { told } from "../support/march-world.ts";
import { FILED, MINUTE_MS, NUMBER, openDisplay, withText } from "../support/open-display.ts";

const SHOWN = [`rule.displayed ${NUMBER}`, "entity.added Gamma"];

describe("a rule on display", () => {
  test("is emitted by the poll that finds it, and once", async () => {
    const { show, displayed, last, pollAfter, server } = await openDisplay();
    expect(await show(displayed)).toEqual(SHOWN);
    expect(last()).toMatchObject({
      ...{ stage: "displayed", cause: "law", class: "substantive", completeness: "partial" },
      rule: { documentNumber: NUMBER, publicationDate: "2025-04-02" },
    });
    const asked = server.requests.length;
    expect(await pollAfter(1)).toEqual([]);
    expect(server.requests.slice(asked)).toEqual([
      "/api/v1/public-inspection-documents/current.json",
    ]);
  });

  test("carries its filing date, and takes effect then if it says so", async () => {
    const { show, displayed, last } = await openDisplay();
    const text = displayed.text.replace(
      "This rule is effective April 2, 2025.",
      "This rule is effective upon display.",
    );
    await show({ ...displayed, text });
    expect(last()).toMatchObject({
      effectiveOn: "2025-03-28",
      effectiveAt: "2025-03-28T13:05:00Z",
    });
  });

  test("of another agency, and a notice of BIS, are not read", async () => {
    const { show, displayed, store } = await openDisplay();
    const agencies = [{ slug: "food-and-drug-administration" }];
    expect(await show({ ...displayed, json: { ...displayed.json, agencies } })).toEqual([]);
    expect(await show({ ...displayed, json: { ...displayed.json, type: "Notice" } })).toEqual([]);
    expect(openDisplays(store.db).size).toBe(0);
  });

  test("of BIS under another slug, and a type in capitals, is recognized by the agency's name", async () => {
    const { show, displayed } = await openDisplay();
    const agencies = [{ slug: "bis", name: "Industry and Security Bureau" }];
    const json = { ...displayed.json, agencies, type: "RULE" };
    expect(await show({ ...displayed, json })).toEqual(SHOWN);
  });

  test("under a number without zero padding equals the published rule with it", async () => {
    const { show, displayed, publish } = await openDisplay();
    const short = "2025-5427";
    const url = `${displayed.json["raw_text_url"]}`.replace(NUMBER, short);
    const json = { ...displayed.json, document_number: short, raw_text_url: url };
    expect(await show({ ...displayed, json })).toEqual(SHOWN);
    expect(await publish("text")).toEqual([`rule.published ${NUMBER}`, "entity.confirmed Gamma"]);
  });

  test("without a text yet is read when the text comes, and reported if it does not", async () => {
    const { show, displayed, pollAfter, store } = await openDisplay();
    const bare = { ...displayed, json: { ...displayed.json, raw_text_url: null } };
    expect(await show(bare)).toEqual([]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
    await pollAfter(9);
    expect(listNotices(store.db, 1)).toEqual([]);
    await pollAfter(1);
    await pollAfter(1);
    expect(listNotices(store.db, 9)).toMatchObject([
      { type: "rule.unread", subject: NUMBER, message: expect.stringContaining("no text yet") },
    ]);
    expect(await show(displayed)).toEqual(SHOWN);
  });

  test("that cannot be read fully waits for publication, and is reported", async () => {
    const { show, displayed, publish, store } = await openDisplay();
    const text = displayed.text.replace("(1)", "(7)");
    expect(text).not.toBe(displayed.text);
    expect(await show({ ...displayed, text })).toEqual([`rule.displayed ${NUMBER}`]);
    expect(listNotices(store.db, 1)).toMatchObject([{ type: "rule.problems" }]);
    expect(await publish("xml")).toEqual([`rule.published ${NUMBER}`, "entity.added Gamma"]);
  });

  test("that is replaced emits the difference", async () => {
    const { show, displayed, last, isRebuilt } = await openDisplay();
    await show(displayed);
    const text = displayed.text.replaceAll("Gamma Works", "Gamma Werke");
    const later = "2025-03-28T10:00:00-04:00";
    expect(await show(withText(displayed, text, later))).toEqual(["entity.reread Gamma"]);
    expect(last()).toMatchObject({ stage: "displayed", changes: [{ field: "aliases" }] });
    // A new stamp with the old words is no news.
    expect(await show(withText(displayed, text, "2025-03-28T10:30:00-04:00"))).toEqual([]);
    const back = withText(displayed, displayed.text, "2025-03-28T11:00:00-04:00");
    expect(await show(back)).toEqual(["entity.reread Gamma"]);
    expect(last().after?.aliases).toMatchObject([{ name: "Gamma Works" }]);
    isRebuilt();
  });
});

test("a displayed copy imported by a person is displayed, not published", async () => {
  const { store, displayed, run, clock, publish } = await openDisplay();
  const [, text = ""] = displayed.text.split(/(?=\[Rules and Regulations\])/);
  const bytes = new TextEncoder().encode(text);
  putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
  await run({ step: "sweep" });
  expect(told(store).slice(-2)).toEqual(SHOWN);
  expect(await publish("text")).toEqual([`rule.published ${NUMBER}`, "entity.confirmed Gamma"]);
});

describe("published", () => {
  test("in other words than displayed, it emits the difference and adds nothing twice", async () => {
    const { show, displayed, publish, last } = await openDisplay();
    await show(displayed);
    const other = addingRule(NUMBER, "2025-04-02", "2025-04-02", [
      printedEntry("Gamma", { aliases: ["Gamma Werke"] }),
    ]);
    expect(await publish("text", other)).toEqual([
      `rule.published ${NUMBER}`,
      "entity.reread Gamma",
    ]);
    expect(last()).toMatchObject({ stage: "published", changes: [{ field: "aliases" }] });
  });

  test("on another day than planned, it is the same rule", async () => {
    const { show, displayed, publish } = await openDisplay();
    const json = { ...displayed.json, publication_date: "2025-04-07" };
    await show({ ...displayed, json });
    expect(await publish("text")).toEqual([`rule.published ${NUMBER}`, "entity.confirmed Gamma"]);
  });

  test("before its display has ended, and displayed again: nothing is emitted twice", async () => {
    const { show, displayed, publish } = await openDisplay();
    await show(displayed);
    await publish("xml");
    expect(await show(displayed)).toEqual([]);
    expect(
      await show(withText(displayed, `${displayed.text}\n`, "2025-04-02T09:00:00-04:00")),
    ).toEqual([]);
  });

  test("missing on its publication day, it is not withdrawn, and its display ends once it is published", async () => {
    const { show, displayed, clock, pollAfter, publish, store } = await openDisplay();
    await show(displayed);
    clock.now = new Date("2025-04-02T12:45:00Z");
    expect(await show()).toEqual([]);
    expect(await pollAfter(60)).toEqual([]);
    expect(openDisplays(store.db).size).toBe(1);
    await publish("text");
    expect(await pollAfter(1)).toEqual([]);
    expect(openDisplays(store.db).size).toBe(0);
  });

  test("missing before its day while the clock is days ahead: it is withdrawn once the clock is corrected", async () => {
    const { show, showNextDay, displayed, clock, pollAfter } = await openDisplay();
    await show(displayed);
    const right = clock.now;
    clock.now = new Date("2025-04-03T13:00:00Z");
    expect(await show()).toEqual([]);
    clock.now = right;
    expect(await show()).toEqual([]);
    expect(await pollAfter(30)).toEqual([]);
    expect(await showNextDay()).toEqual([]);
    expect(await pollAfter(4)).toContain("entity.withdrawn Gamma");
  });
});

describe("missing before its day", () => {
  test("it is a notice within the day, and withdrawn once the next day's list lacks it too", async () => {
    const { show, showNextDay, displayed, pollAfter, store, last, isRebuilt } = await openDisplay();
    await show(displayed);
    expect(await show()).toEqual([]);
    expect(await pollAfter(60)).toEqual([]);
    expect(listNotices(store.db, 9)).toMatchObject([
      {
        ...{ type: "rule.missing", subject: NUMBER },
        message: expect.stringContaining("vanished from the list of 2025-03-28 within the day"),
      },
    ]);
    expect(currentEntries(store.db)).toHaveLength(3);
    expect(await showNextDay()).toEqual([]);
    expect(await pollAfter(3)).toEqual([]);
    expect(await pollAfter(1)).toEqual([`rule.withdrawn ${NUMBER}`, "entity.withdrawn Gamma"]);
    expect(last()).toMatchObject({ after: null, stage: "displayed", class: "substantive" });
    expect(currentEntries(store.db)).toHaveLength(2);
    expect(await pollAfter(20)).toEqual([]);
    expect(listNotices(store.db, 9)).toHaveLength(1);
    isRebuilt();
  });

  test("first missing from the next day's list, it is withdrawn once every answer for ten minutes lacks it", async () => {
    const { show, showNextDay, displayed, pollAfter, store } = await openDisplay();
    await show(displayed);
    expect(await showNextDay()).toEqual([]);
    expect(await pollAfter(9)).toEqual([]);
    expect(await pollAfter(1)).toEqual([`rule.withdrawn ${NUMBER}`, "entity.withdrawn Gamma"]);
    expect(listNotices(store.db, 9)).toEqual([]);
  });

  test("it stays while few answers lack it, whatever the clock says", async () => {
    const { show, showNextDay, displayed, clock, run, pollAfter } = await openDisplay();
    await show(displayed);
    expect(await showNextDay()).toEqual([]);
    clock.now = new Date(clock.now.getTime() + 120 * MINUTE_MS);
    await run({ step: "fetch", source: "public-inspection" });
    expect(await pollAfter(2)).toEqual([]);
    expect(await pollAfter(1)).toContain("entity.withdrawn Gamma");
  });

  test("it is withdrawn ten minutes after a clock that ran ahead is corrected, not after the time it ran ahead", async () => {
    const { show, showNextDay, displayed, clock, run, pollAfter } = await openDisplay();
    await show(displayed);
    await showNextDay();
    const right = clock.now;
    clock.now = new Date(right.getTime() + 2 * 60 * MINUTE_MS);
    await run({ step: "fetch", source: "public-inspection" });
    clock.now = right;
    await run({ step: "fetch", source: "public-inspection" });
    expect(await pollAfter(9)).toEqual([]);
    expect(await pollAfter(1)).toContain("entity.withdrawn Gamma");
  });

  test("and back some minutes later, it stays", async () => {
    const { show, showNextDay, displayed, pollAfter } = await openDisplay();
    await show(displayed);
    await showNextDay();
    await pollAfter(8);
    expect(await show(displayed)).toEqual([]);
    expect(await show()).toEqual([]);
    expect(await pollAfter(8)).toEqual([]);
  });

  test("it stays while the list of the whole day shows it", async () => {
    const { show, showNextDay, displayed, pollAfter, server } = await openDisplay();
    await show(displayed);
    const whole = JSON.stringify({ count: 1, results: [displayed.json] });
    server.fault("/api/v1/public-inspection-documents.json", (_request, response) =>
      response.setHeader("content-type", "application/json").end(whole),
    );
    await showNextDay();
    expect(await pollAfter(30)).toEqual([]);
    server.fault("/api/v1/public-inspection-documents.json", null);
    expect(await pollAfter(1)).toContain("entity.withdrawn Gamma");
  });

  test("nothing is concluded while every answer is rejected", async () => {
    const { show, showNextDay, displayed, pollAfter, server, store } = await openDisplay();
    await show(displayed);
    await showNextDay();
    server.fault("/api/v1/public-inspection", (_request, response) =>
      response.setHeader("content-type", "application/json").end('{"count":0,"results":[]}'),
    );
    expect(await pollAfter(30)).toEqual([]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: false });
  });

  test("displayed again, it is listed again, each time; published at last, it is law", async () => {
    const { show, displayed, withdraw, publish, isRebuilt } = await openDisplay();
    await show(displayed);
    const gone = [`rule.withdrawn ${NUMBER}`, "entity.withdrawn Gamma"];
    for (const _time of [1, 2]) {
      expect(await withdraw()).toEqual(gone);
      expect(await show(displayed)).toEqual(SHOWN);
      expect(await show(displayed)).toEqual([]);
    }
    expect(await publish("text")).toEqual([`rule.published ${NUMBER}`, "entity.confirmed Gamma"]);
    isRebuilt();
  });

  test("and published all the same: publication adds it", async () => {
    const { show, displayed, withdraw, publish } = await openDisplay();
    await show(displayed);
    await withdraw();
    expect(await publish("xml")).toEqual([`rule.published ${NUMBER}`, "entity.added Gamma"]);
  });

  test("it is withdrawn also if a person's copy of it was read last", async () => {
    const { store, show, showNextDay, displayed, run, clock, pollAfter } = await openDisplay();
    await show(displayed);
    const [, text = ""] = displayed.text.split(/(?=\[Rules and Regulations\])/);
    const bytes = new TextEncoder().encode(text);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    await run({ step: "sweep" });
    await showNextDay();
    expect(await pollAfter(10)).toEqual([`rule.withdrawn ${NUMBER}`, "entity.withdrawn Gamma"]);
  });

  test("a rule that amends no list vanishes silently", async () => {
    const { show, showNextDay, displayed, pollAfter } = await openDisplay();
    const [head = ""] = displayed.text.split("PART 744");
    const amends =
      "PART 740--[AMENDED]\n\n0\n1. Section 740.2 is amended by revising paragraph (a).\n";
    const text = `${head}${amends}\n[FR Doc. ${NUMBER} Filed: ${FILED}; Publication Date:  4/2/2025]\n`;
    expect(
      await show({
        json: { ...displayed.json, title: "Fees" },
        text: text.replace(/SUMMARY:[\s\S]*?DATES/, "SUMMARY: Fees.\n\nDATES"),
      }),
    ).toEqual([]);
    await showNextDay();
    expect(await pollAfter(10)).toEqual([]);
  });
});

describe("a list is rejected if it", () => {
  const refusedFor = async (answer: unknown, why: RegExp) => {
    const { show, displayed, pollAfter, server, store } = await openDisplay();
    await show(displayed);
    server.fault("/api/v1/public-inspection", (_request, response) =>
      response.setHeader("content-type", "application/json").end(JSON.stringify(answer)),
    );
    expect(await pollAfter(1)).toEqual([]);
    const check = lastCheck(store.db, "public-inspection");
    expect(check).toMatchObject({ trusted: false, detail: expect.stringMatching(why) });
    expect(check?.evidenceSha256).not.toBeNull();
  };

  test("has another count than records", () =>
    refusedFor({ count: 2, results: [] }, /it counts 2 documents and shows 0/));
  test("shows nothing of any agency", () =>
    refusedFor({ count: 0 }, /it shows no document of any agency/));
  test("contains an unreadable record", () =>
    refusedFor({ count: 1, results: [{ document_number: "2025-1" }] }, /2025-1: .*type/s));
  test("names no agency", () =>
    refusedFor(
      { count: 1, results: [{ document_number: "2025-1", type: "Notice", agencies: [] }] },
      /its records name no agency/,
    ));
  test("is an old copy", () =>
    refusedFor(
      {
        count: 1,
        results: [{ document_number: "2025-1", type: "Notice", agencies: [{ slug: "another" }] }],
        special_filings_updated_at: "2025-03-27T20:00:00Z",
      },
      /old copies are ignored/,
    ));
});

test("the schedule polls each minute in display hours and hourly at night; a person polls at any time", async () => {
  const { server, clock, run } = await openDisplay();
  const isAskedAt = async (instant: string, ifDue = true) => {
    clock.now = new Date(instant);
    const asked = server.requests.length;
    await run({ step: "fetch", source: "public-inspection", ifDue });
    return server.requests.length > asked;
  };
  expect(await isAskedAt("2025-03-28T13:01:17Z")).toBe(true);
  // A poll ends some seconds after it was enqueued.
  expect(await isAskedAt("2025-03-28T13:02:20Z")).toBe(true);
  expect(await isAskedAt("2025-03-28T13:02:40Z")).toBe(false);
  expect(await isAskedAt("2025-03-28T13:03:17Z")).toBe(true);
  expect(await isAskedAt("2025-03-29T01:17:17Z")).toBe(true);
  expect(await isAskedAt("2025-03-29T01:18:17Z")).toBe(false);
  expect(await isAskedAt("2025-03-29T02:16:17Z")).toBe(false);
  expect(await isAskedAt("2025-03-29T02:16:18Z", false)).toBe(true);
  expect(await isAskedAt("2025-03-29T03:16:18Z")).toBe(true);
  // A clock that ran ahead was corrected.
  expect(await isAskedAt("2025-03-29T01:16:18Z")).toBe(true);
});

test("the record is stored with the text", async () => {
  const { show, displayed, store } = await openDisplay();
  await show(displayed);
  const [display] = [...openDisplays(store.db).values()];
  const document = getDocument(store.db, display?.documentId ?? "");
  expect(documentMetadata(store.db, document)).toEqual(displayed.json);
});
