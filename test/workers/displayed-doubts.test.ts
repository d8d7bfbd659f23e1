/** Answers of public inspection with a faulty text, record or list. */

import { describe, expect, test } from "vitest";
import { lastCheck, lastTrustedCheck, listNotices } from "../../src/db/log/source-checks.ts";
import { addingRule, onDisplay, printedEntry } from "../support/displayed-rule.ts";
import { FILED, MINUTE_MS, NUMBER, openDisplay, withText } from "../support/open-display.ts";

const OTHER = "2025-05500";
const SHOWN = [`rule.displayed ${NUMBER}`, "entity.added Gamma"];
const TEXTS = "/documents/public-inspection/raw_text";

const otherOn = (url: string) =>
  onDisplay(addingRule(OTHER, "2025-04-02", "2025-04-02", [printedEntry("Delta")]), FILED, url);

describe("one text", () => {
  test("of another rule is rejected", async () => {
    const { show, displayed, server, store } = await openDisplay();
    expect(await show({ ...displayed, text: otherOn(server.url).text })).toEqual([]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({
      trusted: false,
      detail: expect.stringMatching(`the text of ${OTHER} instead of ${NUMBER};.*untrusted`),
    });
    expect(listNotices(store.db, 9)).toMatchObject([{ type: "rule.unread", subject: NUMBER }]);
    expect(await show(displayed)).toEqual(SHOWN);
  });

  test.for([
    ["that is refused with 503", 503, "text/plain", "busy"],
    ["that is the interstitial page", 200, "text/html", "<html>Request Access</html>"],
  ] as const)(
    "%s does not block the others, and is reported when it stays missing",
    async ([_what, status, type, body]) => {
      const { show, displayed, server, store, run, pollAfter } = await openDisplay();
      const other = otherOn(server.url);
      server.fault(`${TEXTS}/${NUMBER}`, (_request, response) =>
        response.writeHead(status, { "content-type": type }).end(body),
      );
      await show(displayed, other);
      expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: false });
      expect(listNotices(store.db, 9)).toEqual([]);
      await run({ step: "sweep" });
      expect(await pollAfter(11)).toEqual([]);
      expect(listNotices(store.db, 9)).toContainEqual(
        expect.objectContaining({ type: "rule.unread", subject: NUMBER }),
      );
      server.fault(`${TEXTS}/${NUMBER}`, null);
      expect(await pollAfter(1)).toEqual(SHOWN);
      expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
    },
  );

  test("of a host that asks for a pause is not followed by another request", async () => {
    const { show, displayed, server } = await openDisplay();
    server.fault(TEXTS, (_request, response) =>
      response.writeHead(503, { "retry-after": "60" }).end(),
    );
    const asked = server.requests.length;
    await show(displayed, otherOn(server.url));
    expect(server.requests.slice(asked).filter((path) => path.startsWith(TEXTS))).toHaveLength(1);
  });

  test("that arrived damaged is fetched again under its old stamp, and one that vanishes stays stored", async () => {
    const { show, displayed, server, pollAfter, store } = await openDisplay();
    const mark = `[FR Doc. ${NUMBER} Filed: 3/28/2025 at 9:05 am]`;
    expect(await show({ ...displayed, text: `no rule at all\n${mark}` })).toEqual([]);
    expect(listNotices(store.db, 9)).toMatchObject([{ type: "document.rejected" }]);
    const { display } = server.world;
    server.world = { ...server.world, display: { ...display, documents: [displayed] } };
    expect(await pollAfter(16)).toEqual(SHOWN);
    server.fault(TEXTS, (_request, response) => response.writeHead(404).end());
    expect(await pollAfter(31)).toEqual([]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
  });
});

describe("one record", () => {
  test("that occurs twice counts as the newer of the two, in either order", async () => {
    const { show, displayed } = await openDisplay();
    const text = displayed.text.replaceAll("Gamma Works", "Gamma Werke");
    const newer = withText(displayed, text, "2025-03-28T10:00:00-04:00");
    expect(await show(displayed, newer)).toEqual(SHOWN);
    expect(await show(newer, displayed)).toEqual([]);
    expect(await show(displayed, newer)).toEqual([]);
  });

  test.for([
    ["names no agency", { agencies: [] }],
    ["has an agency without a name", { agencies: [{ slug: null, name: null }] }],
    ["has no type", { type: "" }],
    ["is of an unknown type", { type: "Rules" }],
  ] as const)("that %s is a fault, and hides no other", async ([_what, odd]) => {
    const { show, displayed, server, store } = await openDisplay();
    const other = otherOn(server.url);
    const told = await show({ ...displayed, json: { ...displayed.json, ...odd } }, other);
    expect(told).toEqual([`rule.displayed ${OTHER}`, "entity.added Delta"]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({
      trusted: false,
      detail: expect.stringMatching(NUMBER),
    });
  });

  test("whose type has a blank, or whose agency is only printed, is read", async () => {
    const { show, displayed } = await openDisplay();
    const agencies = [{ raw_name: "Bureau of Industry and Security" }];
    const json = { ...displayed.json, agencies, type: "RULE " };
    expect(await show({ ...displayed, json })).toEqual(SHOWN);
  });
});

describe("a list", () => {
  test("whose stamps are unchanged for a business day counts for what it shows, not for what it lacks", async () => {
    const { show, displayed, server, clock, run, pollAfter, store } = await openDisplay();
    await show();
    // A frozen list shows this rule and would not show another.
    const { display } = server.world;
    server.world = { ...server.world, display: { ...display, documents: [displayed] } };
    clock.now = new Date("2025-03-31T13:30:00Z");
    expect(await pollAfter(1)).toEqual(SHOWN);
    clock.now = new Date("2025-03-31T14:30:00Z");
    server.world = { ...server.world, display: { ...display, documents: [] } };
    expect(await pollAfter(30)).toEqual([]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({
      trusted: false,
      detail: expect.stringMatching("unchanged for a business day"),
    });
    await run({ step: "sweep" });
    expect(listNotices(store.db, 9)).toContainEqual(
      expect.objectContaining({ type: "source.stale", subject: "public-inspection" }),
    );
    await show(displayed);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
  });

  test("stamped ahead of the clock is not the reference for later lists", async () => {
    const { displayed, server, pollAfter, show, store } = await openDisplay();
    const ahead = { documents: [displayed], updatedAt: "2099-01-01T00:00:00Z" };
    server.world = { ...server.world, display: ahead };
    expect(await pollAfter(1)).toEqual(SHOWN);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({
      trusted: false,
      detail: expect.stringMatching("lies in the future"),
    });
    expect(await show(displayed)).toEqual([]);
    const trusted = lastTrustedCheck(store.db, "public-inspection");
    expect(Date.parse(trusted?.dataAsOf ?? "")).toBeLessThan(Date.parse("2025-03-28T14:00:00Z"));
  });

  test("of the night before is trusted until the morning's filings are overdue", async () => {
    const { show, clock, pollAfter, store } = await openDisplay();
    await show();
    clock.now = new Date(Date.parse("2025-03-31T13:50:00Z") - MINUTE_MS);
    await pollAfter(1);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
  });
});
