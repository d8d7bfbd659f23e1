import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { listNotices } from "../../../src/db/log/source-checks.ts";
import { openStore, openStoreToRead } from "../../../src/db/store/open-store.ts";
import { countDeliveries, getDelivery } from "../../../src/db/subscribers/deliveries.ts";
import { createEndpoint, listEndpoints } from "../../../src/db/subscribers/endpoints.ts";
import { createSeal } from "../../../src/delivery/seal.ts";
import { sealSecrets } from "../../../src/delivery/sealed-secrets.ts";
import { mintSecret } from "../../../src/delivery/secret.ts";
import { fillNews } from "../../support/fill-news.ts";
import { type Behavior, openReceivers, REFUSALS } from "../../support/many-endpoints/receivers.ts";
import { startRedis } from "../../support/redis-server.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { until } from "../../support/until.ts";

const CHILD = fileURLToPath(
  new URL("../../support/many-endpoints/service-child.ts", import.meta.url),
);
const ENDPOINTS = 1_000;
const EVENTS = Number(process.env["ENTITYWIRE_MANY_EVENTS"] ?? 3);
const KEY = Buffer.alloc(32, 7);
const PATIENCE_MS = 120_000;

const idOf = (at: number) => `endpoint_${String(at).padStart(4, "0")}`;
const everyone = Array.from({ length: ENDPOINTS }, (_, at) => at);

async function openHouse() {
  const folder = scratchFolder();
  const redis = await startRedis(folder);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const receivers = await openReceivers();
  onTestFinished(() => receivers[Symbol.asyncDispose]());
  const dataDir = join(folder, "data");
  const started = Date.now();
  {
    using store = openStore(dataDir);
    const seal = createSeal(KEY);
    store.transact((tx) => {
      for (const at of everyone) {
        const id = idOf(at);
        const sealedSecrets = sealSecrets(seal, id, [{ secret: mintSecret(), until: null }]);
        const wanted = { id, url: receivers.url(at), description: "", filter: null, from: null };
        createEndpoint(tx, { ...wanted, sealedSecrets }, new Date(started));
      }
    });
    fillNews(store, EVENTS);
  }
  const reading = openStoreToRead(dataDir);
  onTestFinished(() => reading[Symbol.dispose]());
  const start = (role: "service" | "worker"): ChildProcess => {
    const settings = [dataDir, redis.url, String(started), KEY.toString("base64")];
    const child = fork(CHILD, [role, ...settings], { stdio: "inherit" });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  const withBehavior = (...behaviors: Behavior[]) =>
    everyone.filter((at) => behaviors.includes(receivers.behaviorOf(at)));
  const heardBy = (ats: readonly number[]) =>
    ats.reduce((sum, at) => sum + (receivers.taken.get(at)?.size ?? 0), 0);
  const append = (upTo: number): void => {
    using store = openStore(dataDir);
    fillNews(store, upTo);
  };
  return { receivers, start, append, withBehavior, heardBy, db: reading.db };
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

test(`${ENDPOINTS} endpoints, some slow, failing, hanging or gone: no healthy one waits, and all is delivered`, async () => {
  const { receivers, start, append, withBehavior, heardBy, db } = await openHouse();
  const healthy = withBehavior("healthy");
  expect(healthy).toHaveLength(820);
  const share = (part: number) => heardBy(healthy) >= healthy.length * EVENTS * part;

  const first = start("service");
  await until("a tenth is heard", () => share(0.1), PATIENCE_MS);
  await end(first, "SIGKILL");
  const second = start("service");
  const worker = start("worker");
  await until("half is heard", () => share(0.5), PATIENCE_MS);
  await end(second, "SIGKILL");
  start("service");
  await until("three quarters are heard", () => share(0.75), PATIENCE_MS);
  await end(worker, "SIGTERM");

  // Not one of those that hang was answered yet: whoever had waited for one of them would wait now.
  await until("all healthy ones heard all", () => share(1), PATIENCE_MS);
  await until("some hang", () => receivers.hanging() > 0, PATIENCE_MS);
  expect(heardBy(withBehavior("hanging"))).toBe(0);

  // They are known for what they are.
  await until(
    "those that hang are slow",
    () => listEndpoints(db).filter(({ slow }) => slow).length >= withBehavior("hanging").length,
    PATIENCE_MS,
  );
  const wanted = withBehavior("slow", "failing");
  const isTold = () => heardBy(wanted) === wanted.length * EVENTS;
  await until("those that are slow or fail have heard all", isTold, PATIENCE_MS);
  expect(heardBy(withBehavior("hanging"))).toBe(0);

  receivers.release();
  const gone = withBehavior("gone");
  const pending = () => countDeliveries(db).filter(({ state }) => state === "pending");
  await until(
    "all is delivered but what is owed to those that are gone",
    () => pending().every(({ endpointId }) => gone.some((at) => idOf(at) === endpointId)),
    PATIENCE_MS,
  );
  for (const at of everyone) {
    const heard = receivers.behaviorOf(at) === "gone" ? 0 : EVENTS;
    expect(receivers.taken.get(at)?.size ?? 0, `${receivers.behaviorOf(at)} ${at}`).toBe(heard);
  }
  const disabled = listEndpoints(db).filter(({ state }) => state === "disabled");
  expect(disabled.map(({ id }) => id)).toEqual(gone.map(idOf));
  const notices = listNotices(db, 5_000).filter(({ type }) => type === "endpoint.disabled");
  expect(notices.map(({ subject }) => subject).sort()).toEqual(gone.map(idOf));

  // And the next one, when nothing hangs or is killed any more: those that fail are tried again until they take it.
  append(EVENTS + 1);
  const others = everyone.filter((at) => receivers.behaviorOf(at) !== "gone");
  await until(
    "the last event is delivered",
    () => heardBy(others) === others.length * (EVENTS + 1) && pending().length === gone.length,
    PATIENCE_MS,
  );
  for (const at of others) {
    const delivery = getDelivery(db, idOf(at), EVENTS + 1);
    expect(delivery).toMatchObject({ state: "delivered", lastError: null });
    // A push that Redis had made twice on a busy machine is a refusal more, and counted once.
    const most = receivers.behaviorOf(at) === "failing" ? REFUSALS + 1 : 1;
    expect(delivery?.attempts).toBeLessThanOrEqual(most);
    expect(delivery?.attempts).toBeGreaterThanOrEqual(Math.min(most, 2));
  }
}, 300_000);
