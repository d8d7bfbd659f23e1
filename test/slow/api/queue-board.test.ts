import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { handlers } from "../../../src/pipeline.ts";
import { startRedis } from "../../support/redis-server.ts";
import { startCommand } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { until } from "../../support/until.ts";

// With a colon: HTTP Basic parts user and password by the first one.
const KEY = "open:sesame/+=!16";
const NOBODY = "http://127.0.0.1:1";

const bearer = (key: string) => `Bearer ${key}`;
const basic = (userAndPassword: string) =>
  `Basic ${Buffer.from(userAndPassword).toString("base64")}`;

/** The service, whose sources do not answer, and a way to ask its operations port. */
async function startService(env: Record<string, string>) {
  const service = startCommand(["serve", "--data", join(scratchFolder(), "data")], {
    env: { ENTITYWIRE_FEDERAL_REGISTER_URL: NOBODY, ENTITYWIRE_ECFR_URL: NOBODY, ...env },
  });
  onTestFinished(() => void service.child.kill("SIGKILL"));
  const url = await until(
    "the service listens",
    () => /"operations":"([^"]+)"/.exec(service.output().stderr)?.[1],
  );
  const ask = async (path: string, authorization?: string, method = "GET") => {
    const headers = authorization === undefined ? undefined : { authorization };
    const answer = await fetch(`${url}${path}`, { method, ...(headers && { headers }) });
    return { code: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { ...service, ask };
}

async function openRedis() {
  const redis = await startRedis(scratchFolder());
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

async function openBoard() {
  const redis = await openRedis();
  const service = await startService({ REDIS_URL: redis.url, ENTITYWIRE_ADMIN_KEY: KEY });
  const answers = (code: number) =>
    until(`${code}`, async () => (await service.ask("/queues", bearer(KEY))).code === code);
  await answers(200);
  return { ...service, redis, answers };
}

describe("the queue board", () => {
  test("requires the key, as password or as token, and never reveals it", async () => {
    const { ask, child, finished } = await openBoard();
    const nearly = `${KEY.slice(0, -1)}7`;
    for (const refused of [
      undefined,
      "",
      KEY,
      bearer(""),
      bearer(nearly),
      bearer(`${KEY}x`),
      basic(`admin:${nearly}`),
      basic(`${KEY}:`),
      basic("admin"),
      basic(KEY),
      `Basic ${KEY}`,
      `Digest ${KEY}`,
    ]) {
      for (const path of ["/queues", "/queues/api/queues", "/queues/static/images/logo.svg"]) {
        const { code, headers, text } = await ask(path, refused);
        expect({ refused, code }).toEqual({ refused, code: 401 });
        expect(headers.get("www-authenticate")).toBe('Basic realm="entitywire", charset="UTF-8"');
        expect(text).not.toContain(KEY);
      }
    }
    for (const taken of [bearer(KEY), `bearer ${KEY}`, basic(`admin:${KEY}`), basic(`:${KEY}`)]) {
      expect(await ask("/queues", taken)).toMatchObject({ code: 200 });
    }
    // The rest of the port asks nobody for anything.
    expect(await ask("/healthz")).toMatchObject({ code: 200 });
    child.kill("SIGTERM");
    const { stderr } = await finished;
    expect(stderr).toContain('"serve.stopped"');
    for (const form of [KEY, basic(`admin:${KEY}`).slice(6)]) expect(stderr).not.toContain(form);
  }, 60_000);

  test("refuses everyone after too many wrong keys, for the rest of the minute", async () => {
    const { ask } = await openBoard();
    const codes: number[] = [];
    for (let n = 0; n < 61; n += 1) codes.push((await ask("/queues", bearer(`guess-${n}`))).code);
    expect(new Set(codes.slice(0, 60))).toEqual(new Set([401]));
    expect(codes[60]).toBe(429);
    // Not even the right one: whoever guesses is not to learn that this was it.
    const { code, headers } = await ask("/queues", bearer(KEY));
    expect(code).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await ask("/healthz")).toMatchObject({ code: 200 });
  }, 60_000);

  test("shows each queue and its jobs on a page that requests nothing from other servers", async () => {
    const { ask } = await openBoard();
    // Its own link home ends with a slash.
    for (const path of ["/queues", "/queues/", "/queues/queue/fetch"]) {
      const { code, headers, text } = await ask(path, bearer(KEY));
      expect({ code, text }).toEqual({
        code: 200,
        text: expect.stringContaining("<title>entitywire</title>"),
      });
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'self';/);
    }
    const { text: page } = await ask("/queues", bearer(KEY));
    const [script] = /static\/js\/main\.\w+\.js/.exec(page) ?? [];
    expect(await ask(`/queues/${script}`, bearer(KEY))).toMatchObject({ code: 200 });

    const list = await ask("/queues/api/queues?activeQueue=fetch", bearer(KEY));
    const { queues } = JSON.parse(list.text) as {
      queues: { name: string; readOnlyMode: boolean; jobs: { id: string; data: unknown }[] }[];
    };
    expect(queues.map(({ name }) => name)).toEqual(Object.keys(handlers));
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    const job = queues[0]?.jobs.find(({ id }) => id.startsWith("repeat:fetch/ecfr:"));
    expect(job?.data).toEqual({ step: "fetch", source: "ecfr" });
    const path = `/queues/api/queues/fetch/${encodeURIComponent(job?.id ?? "")}`;
    expect(JSON.parse((await ask(path, bearer(KEY))).text).job.id).toBe(job?.id);
  }, 60_000);

  test("changes nothing, whoever asks", async () => {
    const { ask, redis } = await openBoard();
    for (const [method, path] of [
      ["PUT", "/queues/api/queues/pause"],
      ["PUT", "/queues/api/queues/fetch/pause"],
      ["PUT", "/queues/api/queues/fetch/clean/delayed"],
      ["PUT", "/queues/api/queues/fetch/obliterate"],
      ["POST", "/queues/api/queues/deliver/add"],
      ["PATCH", "/queues/api/queues/fetch/1/update-data"],
      ["DELETE", "/queues"],
    ] as const) {
      const { code, text } = await ask(path, bearer(KEY), method);
      expect({ path, code, text }).toEqual({
        path,
        code: 405,
        text: "the queue board is read-only\n",
      });
      expect(await ask(path, undefined, method)).toMatchObject({ code: 401 });
    }
    expect(await redis.client.hget("entitywire:fetch:meta", "paused")).toBeNull();
    expect(await redis.client.zcard("entitywire:fetch:delayed")).toBeGreaterThan(0);
    expect(await redis.client.exists("entitywire:deliver:id")).toBe(0);
  }, 60_000);

  test("answers 503 while Redis cannot be reached, and shows the new queues when it can", async () => {
    const { ask, redis, answers } = await openBoard();
    await redis.stop();
    await answers(503);
    expect((await ask("/queues/api/queues", bearer(KEY))).text).toBe(
      "Redis cannot be reached: there are no queues to show\n",
    );
    await redis.start();
    await answers(200);
    const { text } = await ask("/queues/api/queues", bearer(KEY));
    expect(JSON.parse(text).queues).toHaveLength(Object.keys(handlers).length);
  }, 60_000);
});

describe("the queue board is off", () => {
  test("without a key", async () => {
    const redis = await openRedis();
    const { ask } = await startService({ REDIS_URL: redis.url });
    for (const path of ["/queues", "/queues/", "/queues/api/queues"]) {
      for (const authorization of [undefined, basic("admin:"), bearer("")]) {
        expect(await ask(path, authorization)).toMatchObject({
          code: 404,
          text: "the queue board is off: set ENTITYWIRE_ADMIN_KEY\n",
        });
      }
    }
  }, 60_000);

  test("where the queues are in the process", async () => {
    const { ask } = await startService({ ENTITYWIRE_ADMIN_KEY: KEY });
    expect(await ask("/queues", bearer(KEY))).toMatchObject({
      code: 404,
      text: "the queue board is off: set REDIS_URL (without it the queues are in this process)\n",
    });
  }, 60_000);
});
