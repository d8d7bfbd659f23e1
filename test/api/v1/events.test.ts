import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/db/log/log.ts";
import type { LogEvent } from "../../../src/model/events/event.ts";
import { type EventFilter, passes } from "../../../src/model/events/event-filter.ts";
import { openApi } from "../../support/open-api.ts";

type Api = Awaited<ReturnType<typeof openApi>>;

/** Goes on until the end of the log, as a consumer does. */
async function readAll({ askJson }: Api, query: string, start = 0) {
  const events: LogEvent[] = [];
  let pages = 0;
  for (let after = start; ; ) {
    const { status, body } = await askJson(`/v1/events?${query}&after=${after}`);
    expect(status).toBe(200);
    pages += 1;
    events.push(...body.events);
    expect(body.next).toBeGreaterThanOrEqual(after);
    after = body.next;
    if (body.next === body.last) return { events, pages };
  }
}

const numbers = (events: readonly LogEvent[]) => events.map(({ sequence }) => Number(sequence));
const upTo = (last: number, from = 1) =>
  Array.from({ length: last - from + 1 }, (_, at) => from + at);

describe("the feed", () => {
  test("is the whole log in its order without a gap, whatever the size of a page", async () => {
    const api = await openApi({ events: 1_234 });
    for (const limit of [1, 99, 500]) {
      const start = limit === 1 ? 1_200 : 0;
      const { events } = await readAll(api, `limit=${limit}`, start);
      expect(numbers(events)).toEqual(upTo(1_234, start + 1));
    }
    const { events } = await readAll(api, "limit=500");
    expect(events).toEqual(readEvents(api.store.db, { after: 0 }));
  });

  test("tells at its end where to go on, and goes on there", async () => {
    const api = await openApi({ events: 3 });
    const { body } = await api.askJson("/v1/events");
    expect(body).toMatchObject({ next: 3, last: 3 });
    expect((await api.askJson("/v1/events?after=3")).body).toEqual({
      events: [],
      next: 3,
      last: 3,
    });
    api.append(5);
    const more = await api.askJson("/v1/events?after=3");
    expect(numbers(more.body.events)).toEqual([4, 5]);
  });

  test("names the next page in a link of the public address, with its filters", async () => {
    const { askJson } = await openApi({ events: 3 });
    const { headers } = await askJson("/v1/events?limit=2&type=entity.added,entity.modified");
    expect(headers.get("link")).toBe(
      '<http://localhost:8080/v1/events?limit=2&type=entity.added%2Centity.modified&after=3>; rel="next"',
    );
  });

  test.each<[string, EventFilter]>([
    ["type=entity.added", { types: ["entity.added"] }],
    ["type=entity.added,entity.codified", { types: ["entity.added", "entity.codified"] }],
    ["type=entity.added&type=entity.codified", { types: ["entity.added", "entity.codified"] }],
    ["list=UVL", { lists: ["UVL"] }],
    ["country=CN,RU", { countries: ["CN", "RU"] }],
    [
      `destination=${encodeURIComponent("CHINA, PEOPLE'S REPUBLIC OF")}`,
      { destinations: ["CHINA, PEOPLE'S REPUBLIC OF"] },
    ],
    ["class=substantive", { classes: ["substantive"] }],
    ["historical=true", { historical: true }],
    ["historical=false&list=EL", { historical: false, lists: ["EL"] }],
    ["type=rule.published", { types: ["rule.published"] }],
    ["country=US", { countries: ["US"] }],
  ])("with %s has what passes, and goes on over what does not", async (query, filter) => {
    const api = await openApi({ events: 2_500 });
    const expected = readEvents(api.store.db, { after: 0 }).filter((e) => passes(filter, e));
    for (const limit of [50, 500]) {
      const { events, pages } = await readAll(api, `${query}&limit=${limit}`);
      expect(events).toEqual(expected);
      // What did not pass is not read again: nobody needs a request for each event left out.
      expect(pages).toBeLessThanOrEqual(expected.length / limit + 4);
    }
  });

  test("at an end that passed nothing, stands behind it", async () => {
    const { askJson } = await openApi({ events: 40 });
    const { body } = await askJson("/v1/events?type=rule.displayed&after=7");
    expect(body).toEqual({ events: [], next: 40, last: 40 });
  });

  test("answers a long poll once an event passes, and not for one that does not", async () => {
    const api = await openApi({ events: 10 });
    const poll = api.askJson("/v1/events?after=10&wait=30&country=CN");
    // The 11th is Russian, the 12th Chinese.
    api.append(11);
    expect(await Promise.race([poll, api.askJson("/v1/events?after=11&wait=1")])).toMatchObject({
      body: { events: [], next: 11 },
    });
    api.append(12);
    expect((await poll).body).toMatchObject({ events: [{ id: "event_12" }], next: 12, last: 12 });
  });

  test("answers a long poll that nothing ends with how far it looked", async () => {
    const api = await openApi({ events: 10 });
    const poll = api.askJson("/v1/events?after=10&wait=1&type=rule.displayed");
    api.append(20);
    expect((await poll).body).toEqual({ events: [], next: 20, last: 20 });
  });

  test("refuses to go on beyond its end: that is another log", async () => {
    const { askJson } = await openApi({ events: 10 });
    const { status, headers, body } = await askJson("/v1/events?after=11");
    expect(status).toBe(409);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body.detail).toMatch(/ends at 10.*read up to 11.*restored from a backup/);
  });

  test("is not sent again to who has it", async () => {
    const api = await openApi({ events: 10 });
    const first = await api.ask("/v1/events?after=2");
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^".+"$/);
    const again = (etag: string) =>
      api.ask("/v1/events?after=2", { headers: { "if-none-match": etag } });
    const same = await again(`"other", W/${tag}`);
    expect({ status: same.status, text: await same.text() }).toEqual({ status: 304, text: "" });
    api.append(11);
    expect((await again(tag)).status).toBe(200);
  });

  test.each([
    ["limit=0", "limit: must be from 1 to 500"],
    ["limit=501", "limit: must be from 1 to 500"],
    ["limit=1e1", "limit: must be a whole number"],
    ["after=-1", "after: must be a whole number"],
    ["after=1&after=2", "after: "],
    ["wait=61", "wait: must be at most 60"],
    ["type=entity.added,entity.removd", "type.1: "],
    ["list=", "list.0: "],
    ["country=cn", "country.0: must be two capital letters"],
    ["historical=yes", "historical: "],
    ["typ=entity.added", '"typ"'],
  ])("refuses %s, and says why", async (query, said) => {
    const { askJson } = await openApi();
    const { status, body } = await askJson(`/v1/events?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      title: "Invalid request",
      status: 400,
      instance: "/v1/events",
    });
    expect(body.detail).toContain(said);
  });
});

describe("one event", () => {
  test("is found by its id, for ever the same", async () => {
    const { ask, store } = await openApi({ events: 5 });
    const answer = await ask("/v1/events/event_3");
    expect(await answer.json()).toEqual(readEvents(store.db, { after: 2, limit: 1 })[0]);
    expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    const etag = answer.headers.get("etag") ?? "";
    expect((await ask("/v1/events/event_3", { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
  });

  test("that is not in the log is a problem with 404", async () => {
    const { askJson } = await openApi({ events: 5 });
    expect(await askJson("/v1/events/event_6")).toMatchObject({
      status: 404,
      body: { title: "No such event", instance: "/v1/events/event_6" },
    });
  });
});
