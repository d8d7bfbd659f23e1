import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { eventsUntil } from "../../../src/db/log/log.ts";
import { openStore } from "../../../src/db/store/open-store.ts";
import { createEndpoint } from "../../../src/db/subscribers/endpoints.ts";
import { countDeliveries } from "../../../src/db/subscribers/tallies.ts";
import { createSeal } from "../../../src/delivery/seal.ts";
import { sealSecrets } from "../../../src/delivery/sealed-secrets.ts";
import { mintSecret } from "../../../src/delivery/secret.ts";
import { fillNews } from "../../support/fill-news.ts";
import { seededRandom } from "../../support/random.ts";
import { startRedis } from "../../support/redis-server.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { SEED } from "../../support/seeded.ts";

const SERVICE = fileURLToPath(
  new URL("../../support/many-endpoints/service-child.ts", import.meta.url),
);
const RECEIVER = fileURLToPath(new URL("../../support/receive-child.ts", import.meta.url));
const EVENTS = 4_000;
const LEAST_KILLS = 8;
const KEY = Buffer.alloc(32, 7);
const ID = "endpoint_of_one";

interface Note {
  readonly id: string;
  readonly subject: string;
  readonly entryVersion: number;
  readonly name: string;
}

const readNotes = (file: string): Note[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** The final state of a consumer that keeps the highest version of each entry, in any order of arrival. */
function lastNames(notes: Iterable<Note>): ReadonlyMap<string, string> {
  const held = new Map<string, Note>();
  for (const note of notes) {
    if (note.entryVersion >= (held.get(note.subject)?.entryVersion ?? 0)) {
      held.set(note.subject, note);
    }
  }
  return new Map([...held].map(([subject, { name }]) => [subject, name]));
}

test(`a receiver killed at random while ${EVENTS} events pass gets each of them, and their versions give the final state (seed ${SEED})`, async () => {
  const folder = scratchFolder();
  const random = seededRandom(SEED);
  const [dataDir, file] = [join(folder, "data"), join(folder, "notes")];
  const redis = await startRedis(folder);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  let receiver: ChildProcess | null = null;
  const kill = async () => {
    if (receiver === null || receiver.signalCode !== null) return;
    const gone = once(receiver, "exit");
    receiver.kill("SIGKILL");
    await gone;
  };
  onTestFinished(kill);
  const listen = async (port: number): Promise<number> => {
    receiver = fork(RECEIVER, [String(port), file], { stdio: "inherit" });
    const [listening] = await once(receiver, "message");
    return listening as number;
  };
  const port = await listen(0);
  const store = openStore(dataDir);
  onTestFinished(() => store[Symbol.dispose]());
  const now = new Date();
  const sealedSecrets = sealSecrets(createSeal(KEY), ID, [{ secret: mintSecret(), until: null }]);
  const wanted = { url: `http://127.0.0.1:${port}/`, description: "", filter: null, from: null };
  store.transact((tx) => createEndpoint(tx, { id: ID, ...wanted, sealedSecrets }, now));
  fillNews(store, EVENTS);
  const settings = [dataDir, redis.url, String(now.getTime()), KEY.toString("base64")];
  const service = fork(SERVICE, ["service", ...settings], { stdio: "inherit" });
  onTestFinished(() => void service.kill("SIGKILL"));

  const delivered = () =>
    countDeliveries(store.db).find(({ state }) => state === "delivered")?.events ?? 0;
  let killedAtWork = 0;
  while (delivered() < EVENTS) {
    await sleep(100 + random() * 300);
    const before = delivered();
    if (killedAtWork >= LEAST_KILLS && random() < 0.5) continue;
    await kill();
    if (before > 0 && before < EVENTS) killedAtWork += 1;
    await sleep(random() * 100);
    await listen(port);
  }
  expect(killedAtWork).toBeGreaterThanOrEqual(LEAST_KILLS);

  const notes = readNotes(file);
  expect(new Set(notes.map(({ id }) => id)).size).toBe(EVENTS);
  const log = [...eventsUntil(store.db, EVENTS)].map(({ id, subject, data }) => {
    const { entryVersion, after } = data as unknown as {
      entryVersion: number;
      after: { name: string };
    };
    return { id, subject, entryVersion, name: after.name };
  });
  expect(log).toHaveLength(EVENTS);
  expect(lastNames(notes)).toEqual(lastNames(log));
}, 300_000);
