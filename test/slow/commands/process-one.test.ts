import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { runDemo } from "../../../src/demo/demo.ts";
import { canBeProcessOne, NO_NAMESPACES, startAsProcessOne } from "../../support/process-one.ts";
import { startRedis } from "../../support/redis-server.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { until } from "../../support/until.ts";

const ENTITYWIRE = [
  process.execPath,
  fileURLToPath(new URL("../../../bin/entitywire", import.meta.url)),
];

/** Sources that take a request and never answer it; whoever asks is left waiting. */
async function openSilence() {
  const asked = Promise.withResolvers<void>();
  const silent = createServer(() => asked.resolve()).listen(0, "127.0.0.1");
  onTestFinished(() => silent.closeAllConnections());
  onTestFinished(() => void silent.close());
  await once(silent, "listening");
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const env = { ENTITYWIRE_FEDERAL_REGISTER_URL: url, ENTITYWIRE_ECFR_URL: url };
  return { env, asked: asked.promise };
}

// No signal kills process 1 of a container that it does not listen to, not even one it sends to itself.
describe("as process 1 of a container", () => {
  beforeEach(({ skip }) => skip(!canBeProcessOne(), NO_NAMESPACES));

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)(
    "the service puts its work down at %s and exits with %i",
    async (signal, code) => {
      const command = [...ENTITYWIRE, "serve", "--data", join(scratchFolder(), "data")];
      const service = startAsProcessOne(command, await openSilence());
      await service.says('"serve.started"');
      service.kill(signal);
      const finished = await service.finished;
      expect(finished.stderr).toContain('"serve.stopped"');
      expect(finished).toMatchObject({ code, signal: null });
    },
    60_000,
  );

  test("the service is gone at once at the second signal", async () => {
    const folder = scratchFolder();
    await using redis = await startRedis(folder);
    const service = startAsProcessOne([...ENTITYWIRE, "serve", "--data", join(folder, "data")], {
      env: { ...(await openSilence()).env, REDIS_URL: redis.url },
    });
    // What a stopping service waits for.
    const atWork = async () => (await redis.client.llen("entitywire:fetch:active")) > 0;
    await until("a fetch at work", atWork);
    service.kill("SIGINT");
    await service.says('"serve.stopping"');
    service.kill("SIGTERM");
    const finished = await service.finished;
    expect(finished.stderr).not.toContain('"serve.stopped"');
    expect(finished).toMatchObject({ code: 143, signal: null });
  }, 60_000);

  test("a service that follows a killed one starts at once", async () => {
    const { env } = await openSilence();
    const command = [...ENTITYWIRE, "serve", "--data", join(scratchFolder(), "data")];
    const first = startAsProcessOne(command, { env });
    await first.says('"serve.started"');
    first.kill("SIGKILL");
    await first.finished;
    const second = startAsProcessOne(command, { env });
    await second.says('"serve.');
    expect(second.output().stderr).not.toContain('"serve.waiting"');
    second.kill("SIGTERM");
    expect(await second.finished).toMatchObject({ code: 143 });
  }, 60_000);

  // Both have one host name and one process id, and the second took the first one's lease.
  test("a second service on the same store waits for the first", async () => {
    const { env } = await openSilence();
    const command = [...ENTITYWIRE, "serve", "--data", join(scratchFolder(), "data")];
    const first = startAsProcessOne(command, { env });
    await first.says('"serve.started"');
    const second = startAsProcessOne(command, { env });
    await second.says('"serve.');
    expect(second.output().stderr).toContain('"serve.waiting"');
    first.kill("SIGTERM");
    expect(await first.finished).toMatchObject({ code: 143 });
    await second.says('"serve.started"');
  }, 60_000);

  test("a command that listens to no signal ends by it all the same", async () => {
    const { env, asked } = await openSilence();
    const command = [...ENTITYWIRE, "sync", "--data", join(scratchFolder(), "data")];
    const sync = startAsProcessOne(command, { env });
    await asked;
    sync.kill("SIGTERM");
    expect(await sync.finished).toMatchObject({ code: 143, signal: null });
  }, 60_000);

  test("a command that listens to it ends in its own way", async () => {
    const data = scratchFolder();
    await runDemo({ out: () => undefined, err: () => undefined, env: {} }, { data });
    const events = startAsProcessOne([...ENTITYWIRE, "events", "--follow", "--data", data]);
    await events.says("entity.added");
    events.kill("SIGTERM");
    expect(await events.finished).toMatchObject({ code: 0, signal: null });
  }, 60_000);
});
