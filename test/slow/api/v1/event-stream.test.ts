import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { readEvents } from "../../../../src/db/log/log.ts";
import { revokeKey } from "../../../../src/db/subscribers/keys.ts";
import { passes } from "../../../../src/model/events/event-filter.ts";
import { openApi } from "../../../support/open-api.ts";
import { readFrames, takeEvents } from "../../../support/read-stream.ts";
import { until } from "../../../support/until.ts";

type Api = Awaited<ReturnType<typeof openApi>>;

async function openStream(api: Api, query = "", headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const answer = await api.ask(`/v1/events/stream${query}`, { headers, signal: leaving.signal });
  if (answer.body === null) throw new Error("no body");
  return { answer, body: answer.body, leave: () => leaving.abort() };
}

describe("the stream of events", () => {
  test("has each event behind a place, under its sequence and type, and goes on as they come", async () => {
    const api = await openApi({ events: 250 });
    const { answer, body } = await openStream(api, "?after=5");
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const taking = takeEvents(body, 300);
    await sleep(150);
    api.append(305);
    const frames = await taking;
    const events = readEvents(api.store.db, { after: 5 });
    expect(frames.map(({ data }) => JSON.parse(data))).toEqual(events);
    expect(frames.map(({ id }) => Number(id))).toEqual(events.map((e) => Number(e.sequence)));
    expect(frames.map(({ event }) => event)).toEqual(events.map(({ type }) => type));
  });

  test("starts with the next event unless a position is given", async () => {
    const api = await openApi({ events: 20 });
    const [now, after, last] = await Promise.all([
      openStream(api),
      openStream(api, "?after=18"),
      openStream(api, "?after=3", { "last-event-id": "19" }),
    ]);
    api.append(21);
    const first = async ({ body }: typeof now) => (await takeEvents(body, 1))[0]?.id;
    expect(await Promise.all([now, after, last].map(first))).toEqual(["21", "19", "20"]);
  });

  test("with filters has what passes", async () => {
    const api = await openApi({ events: 3_000 });
    const { body } = await openStream(api, "?after=0&list=UVL&country=FR");
    const filter = { lists: ["UVL"], countries: ["FR"] } as const;
    const expected = readEvents(api.store.db, { after: 0 }).filter((e) => passes(filter, e));
    const frames = await takeEvents(body, expected.length);
    expect(frames.map(({ data }) => JSON.parse(data))).toEqual(expected);
  });

  test("tells a client whose filter passes nothing where it will go on, in a heartbeat without an event", async () => {
    const api = await openApi({ events: 10 });
    const { body } = await openStream(api, "?type=rule.displayed");
    api.append(30);
    for await (const { comment, id, data } of readFrames(body)) {
      if (comment === null) continue;
      expect({ comment, id, data }).toEqual({ comment: "heartbeat", id: "30", data: null });
      break;
    }
  }, 30_000);

  test("refuses to start beyond the end of the log or at an invalid position", async () => {
    const api = await openApi({ events: 10 });
    expect(await api.askJson("/v1/events/stream?after=11")).toMatchObject({ status: 409 });
    const headers = { "last-event-id": "event_3" };
    expect(await api.askJson("/v1/events/stream", { headers })).toMatchObject({
      status: 400,
      body: { detail: "last-event-id: must be a whole number" },
    });
  });

  test("answers HEAD, and keeps no connection for it", async () => {
    const api = await openApi({ events: 10, streamsACaller: 1 });
    for (let time = 0; time < 3; time += 1) {
      const answer = await api.ask("/v1/events/stream", { method: "HEAD" });
      expect(answer.headers.get("content-type")).toBe("text/event-stream");
    }
    expect((await openStream(api)).answer.status).toBe(200);
  });

  test("limits the connections of each caller, and frees one when a client leaves", async () => {
    const api = await openApi({ events: 10, streamsACaller: 2 });
    const [one] = await Promise.all([openStream(api), openStream(api)]);
    expect(await api.askJson("/v1/events/stream")).toMatchObject({
      status: 429,
      body: { title: "Too many streams" },
    });
    one.leave();
    await until("a connection is free", async () => (await openStream(api)).answer.status === 200);
  });

  test("ends when the service does, and the client goes on at the next one", async () => {
    const api = await openApi({ events: 10 });
    const { body } = await openStream(api, "?after=0");
    const frames: (string | null)[] = [];
    let closing: Promise<void> | null = null;
    for await (const frame of readFrames(body)) {
      if (frame.data !== null) frames.push(frame.id);
      if (frames.length === 10) closing ??= api.close();
    }
    // It ended, and did not break.
    expect(frames).toHaveLength(10);
    await closing;
  });

  test("ends at once for a key that is revoked", async () => {
    const api = await openApi({ events: 10, auth: "on" });
    const { id, headers } = api.authorize("read");
    const { body } = await openStream(api, "?after=9", headers);
    const seen: (string | null)[] = [];
    const ended = (async () => {
      for await (const frame of readFrames(body)) if (frame.data !== null) seen.push(frame.id);
    })();
    await until("it was told the tenth", () => seen.length === 1);
    api.store.transact((tx) => revokeKey(tx, id, new Date()));
    api.append(11);
    await ended;
    expect(seen).toEqual(["10"]);
  });

  test("holds little for a client that takes nothing, and all of it when it does", async () => {
    const api = await openApi({ events: 20_000 });
    const { port } = new URL(api.url);
    const socket = connect(Number(port), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    const before = process.memoryUsage().arrayBuffers;
    socket.write(`GET /v1/events/stream?after=0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    socket.pause();
    await sleep(500);
    // The log is some 30 MB; what is on its way is a page, and what the kernel's buffers hold.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 2 ** 20);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.resume();
    await until("the last event came", () => text.slice(-5_000).includes("\nid: 20000\n"));
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 1));
  }, 60_000);
});
