import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { DCLinter } from "dclint";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { checkSettings } from "../../src/redis/check-settings.ts";
import { COMPOSE_PATH, composeEnvironment, readCompose } from "../support/compose-file.ts";
import { argumentsOf, readStages } from "../support/dockerfile.ts";
import { startRedis } from "../support/redis-server.ts";
import { scratchFolder } from "../support/scratch.ts";

const { services, volumes } = readCompose();

/** Every complaint, as `rule: message`: of the official schema, which the linter carries, and of its own rules. */
function lint(path: string): string[] {
  const rules = { "require-quotes-in-ports": [1, { quoteType: "double" }] };
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
  const results: { messages: { rule: string; message: string }[] }[] = linter.lintFiles(
    [path],
    false,
  );
  expect(results).toHaveLength(1);
  return results.flatMap(({ messages }) =>
    messages.map(({ rule, message }) => `${rule}: ${message}`),
  );
}

describe("docker-compose.yml", () => {
  test("is as the Compose Specification's schema and a linter want it", () => {
    expect(lint(COMPOSE_PATH)).toEqual([]);
  });

  test.each([
    ["    read_only: true", "    read_onyl: true", "invalid-schema: .*must NOT have additional"],
    ["condition: service_healthy", "condition: healthy", "invalid-schema: .*/depends_on"],
    ["127.0.0.1:9464:", "9464:", "no-unbound-port-interfaces"],
    ["image: redis:8.2.6", "image: redis", "service-image-require-explicit-tag"],
  ])("with %s turned into %s it would not pass", (right, wrong, complaint) => {
    const text = readFileSync(COMPOSE_PATH, "utf8");
    expect(text).toContain(right);
    const planted = join(scratchFolder(), "docker-compose.yml");
    writeFileSync(planted, text.replace(right, wrong));
    expect(lint(planted)).toContainEqual(expect.stringMatching(complaint));
  });

  test.each(["entitywire", "redis"] as const)("gives %s no right that it does not need", (name) => {
    expect(services[name]).toMatchObject({
      cap_drop: ["ALL"],
      read_only: true,
      restart: "unless-stopped",
      security_opt: ["no-new-privileges:true"],
    });
    expect(services[name]).not.toHaveProperty("privileged");
    expect(services[name]).not.toHaveProperty("cap_add");
  });

  test("keeps the store and the queue, each on one volume, and lets nobody else in", () => {
    const [final] = readStages().slice(-1);
    if (final === undefined) throw new Error("no stage");
    const [data] = argumentsOf(final, "VOLUME");
    expect(services.entitywire).toMatchObject({ volumes: [`store:${data}`], tmpfs: ["/tmp"] });
    expect(services.redis.volumes).toEqual(["queue:/data"]);
    expect(Object.keys(volumes)).toEqual(["store", "queue"]);
    const { operations, api } = readConfig({});
    expect(services.entitywire.ports).toEqual([
      `0.0.0.0:${api.port}:${api.port}`,
      `127.0.0.1:${operations.port}:${operations.port}`,
    ]);
    expect(services.redis).not.toHaveProperty("ports");
    expect(services.redis).not.toHaveProperty("network_mode");
    expect(services.redis.image).toMatch(/^redis:\d+\.\d+\.\d+$/);
  });

  test("starts the service once Redis answers, and gives both the time to end", () => {
    expect(services.entitywire.depends_on).toEqual({ redis: { condition: "service_healthy" } });
    expect(services.entitywire).toMatchObject({ init: true, build: "." });
    // The image brings the service's own check; none here that would replace it.
    expect(services.entitywire).not.toHaveProperty("healthcheck");
    for (const { stop_grace_period } of Object.values(services)) {
      expect(Number(/^(\d+)s$/.exec(stop_grace_period ?? "")?.[1])).toBeGreaterThan(10);
    }
  });

  test("passes on a configuration that the service can read, with and without a webhook", () => {
    const url = "redis://redis:6379";
    expect(readConfig(composeEnvironment({}))).toEqual(readConfig({ REDIS_URL: url }));
    const webhook = {
      ENTITYWIRE_WEBHOOK_URL: "https://example.com/bis",
      ENTITYWIRE_WEBHOOK_SECRET: `whsec_${"A".repeat(32)}`,
    };
    expect(readConfig(composeEnvironment(webhook))).toEqual(
      readConfig({ REDIS_URL: url, ...webhook }),
    );
    expect(new URL(url).hostname).toBe(Object.keys(services)[1]);
  });
});

test("a Redis with the flags of docker-compose.yml is one that the service has nothing to say against", async () => {
  const [server, ...flags] = services.redis.command ?? [];
  expect(server).toBe("redis-server");
  const folder = scratchFolder();
  await using redis = await startRedis(folder, ...flags);
  expect(await redis.client.config("GET", "appendonly")).toEqual(["appendonly", "yes"]);
  const policy = await redis.client.config("GET", "maxmemory-policy");
  expect(policy).toEqual(["maxmemory-policy", "noeviction"]);
  expect(await checkSettings(redis.client)).toEqual([]);

  await redis.client.set("kept", "yes");
  await redis.stop();
  await redis.start();
  expect(await redis.client.get("kept")).toBe("yes");
});

test("the health check of Redis tells one that answers from one that cannot", async () => {
  const folder = scratchFolder();
  await using redis = await startRedis(folder);
  const [kind, command = ""] = services.redis.healthcheck?.test ?? [];
  expect(kind).toBe("CMD-SHELL");
  // The same command, led to the test's own socket.
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = `#!/bin/sh\nPATH=\${PATH#*:} exec redis-cli -s ${redis.url} "$@"\n`;
  writeFileSync(join(bin, "redis-cli"), script, { mode: 0o755 });
  const check = () =>
    spawnSync("/bin/sh", ["-c", command], {
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` },
      stdio: "ignore",
    }).status;
  expect(check()).toBe(0);
  // An answer, but not the one: as while it loads.
  await redis.client.config("SET", "requirepass", "a word");
  expect(check()).toBe(1);
  await redis.stop();
  expect(check()).toBe(1);
});
