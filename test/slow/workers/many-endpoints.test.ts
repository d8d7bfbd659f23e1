import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { listNotices } from "../../../src/db/log/source-checks.ts";
import { openStore, openStoreToRead } from "../../../src/db/store/open-store.ts";
import { getDelivery } from "../../../src/db/subscribers/deliveries.ts";
import { createEndpoint, listEndpoints } from "../../../src/db/subscribers/endpoints.ts";
import { countDeliveries } from "../../../src/db/subscribers/tallies.ts";
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
  const receivedBy = (ats: readonly number[]) =>
    ats.reduce((sum, at) => sum + (receivers.taken.get(at)?.size ?? 0), 0);
  const append = (upTo: number): void => {
    using store = openStore(dataDir);
    fillNews(store, upTo);
  };
  return { receivers, start, append, withBehavior, receivedBy, db: reading.db };
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

test(`${ENDPOINTS} endpoints, some slow, failing, hanging or gone: no healthy one waits, and everything is delivered`, async () => {
  const { receivers, start, append, withBehavior, receivedBy, db } = await openHouse();
  const healthy = withBehavior("healthy");
  expect(healthy).toHaveLength(820);
  const share = (part: number) => receivedBy(healthy) >= healthy.length * EVENTS * part;

  const first = start("service");
  await until("a tenth is delivered", () => share(0.1), PATIENCE_MS);
  await end(first, "SIGKILL");
  const second = start("service");
  const worker = start("worker");
  await until("half is delivered", () => share(0.5), PATIENCE_MS);
  await end(second, "SIGKILL");
  start("service");
  await until("three quarters are delivered", () => share(0.75), PATIENCE_MS);
  await end(worker, "SIGTERM");

  // No hanging endpoint has been answered yet, so an endpoint that waited for one would still wait.
  await until("all healthy endpoints received everything", () => share(1), PATIENCE_MS);
  await until("some hang", () => receivers.hanging() > 0, PATIENCE_MS);
  expect(receivedBy(withBehavior("hanging"))).toBe(0);

  // They are recognized as slow.
  await until(
    "hanging endpoints are slow",
    () => listEndpoints(db).filter(({ slow }) => slow).length >= withBehavior("hanging").length,
    PATIENCE_MS,
  );
  const wanted = withBehavior("slow", "failing");
  const isDelivered = () => receivedBy(wanted) === wanted.length * EVENTS;
  await until("slow and failing endpoints received everything", isDelivered, PATIENCE_MS);
  expect(receivedBy(withBehavior("hanging"))).toBe(0);

  receivers.release();
  const gone = withBehavior("gone");
  const pending = () => countDeliveries(db).filter(({ state }) => state === "pending");
  await until(
    "everything is delivered except to endpoints that are gone",
    () => pending().every(({ endpointId }) => gone.some((at) => idOf(at) === endpointId)),
    PATIENCE_MS,
  );
  for (const at of everyone) {
    const expected = receivers.behaviorOf(at) === "gone" ? 0 : EVENTS;
    expect(receivers.taken.get(at)?.size ?? 0, `${receivers.behaviorOf(at)} ${at}`).toBe(expected);
  }
  const disabled = listEndpoints(db).filter(({ state }) => state === "disabled");
  expect(disabled.map(({ id }) => id)).toEqual(gone.map(idOf));
  const notices = listNotices(db, 5_000).filter(({ type }) => type === "endpoint.disabled");
  expect(notices.map(({ subject }) => subject).sort()).toEqual(gone.map(idOf));

  // The next event, when nothing hangs or is killed any more: failing endpoints are retried until they accept it.
  append(EVENTS + 1);
  const others = everyone.filter((at) => receivers.behaviorOf(at) !== "gone");
  await until(
    "the last event is delivered",
    () => receivedBy(others) === others.length * (EVENTS + 1) && pending().length === gone.length,
    PATIENCE_MS,
  );
  for (const at of others) {
    const delivery = getDelivery(db, idOf(at), EVENTS + 1);
    expect(delivery).toMatchObject({ state: "delivered", lastError: null });
    // A push that a busy Redis repeats is refused once more, and counted once.
    const most = receivers.behaviorOf(at) === "failing" ? REFUSALS + 1 : 1;
    expect(delivery?.attempts).toBeLessThanOrEqual(most);
    expect(delivery?.attempts).toBeGreaterThanOrEqual(Math.min(most, 2));
  }
}, 300_000);
