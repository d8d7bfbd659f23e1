import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runCommand, startCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { until } from "../support/until.ts";

const NOBODY = "http://127.0.0.1:1";

async function startService(data: string, env: Record<string, string> = {}) {
  const service = startCommand(["serve", "--data", data], {
    env: { ENTITYWIRE_FEDERAL_REGISTER_URL: NOBODY, ENTITYWIRE_ECFR_URL: NOBODY, ...env },
  });
  onTestFinished(() => void service.child.kill("SIGKILL"));
  const url = await until(
    "the API listens",
    () => /"api":"([^"]+)"/.exec(service.output().stderr)?.[1],
  );
  return { ...service, url };
}

describe("keys", () => {
  test("the first one is made by the command beside a running service, and ended by it at once", async () => {
    const data = join(scratchFolder(), "data");
    const { url, child, finished } = await startService(data);
    // Without a key, whatever the client says of itself.
    expect((await fetch(`${url}/v1/status`)).status).toBe(401);
    expect(existsSync(join(data, "service.json"))).toBe(true);
    const added = await runCommand([
      "keys",
      "add",
      "screening",
      "--scope",
      "manage",
      "--data",
      data,
    ]);
    const secret = added.stdout.trim();
    expect(secret).toMatch(/^ew_[\w-]{43}$/);
    const [id] = /key_\w+/.exec(added.stderr) ?? [];
    const ask = async (path: string) =>
      (await fetch(url + path, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await ask("/v1/status")).toBe(200);
    expect(await ask("/v1/keys")).toBe(200);

    const list = await runCommand(["keys", "list", "--data", data]);
    expect(list.stdout).toMatch(new RegExp(`${id} +read, manage +\\S+Z +- +screening`));
    expect(list.stdout + added.stderr).not.toContain(secret);

    expect((await runCommand(["keys", "revoke", id ?? "", "--data", data])).code).toBe(0);
    expect(await ask("/v1/status")).toBe(401);
    const after = await runCommand(["keys", "list", "--json", "--data", data]);
    expect(JSON.parse(after.stdout)).toMatchObject([
      { id, revokedAt: expect.stringMatching(/Z$/) },
    ]);

    child.kill("SIGTERM");
    const { stderr } = await finished;
    expect(stderr).toContain('"serve.stopped"');
    expect(stderr).toMatch(/create a key with `entitywire keys add NAME`.*"serve\.no-key"/);
    expect(stderr).not.toContain(secret);
    expect(existsSync(join(data, "service.json"))).toBe(false);
  }, 60_000);

  test("are made before the first start as well, and may read unless told otherwise", async () => {
    const data = join(scratchFolder(), "data");
    const { code, stdout } = await runCommand(["keys", "add", "x", "--json", "--data", data]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: "x",
      scopes: ["read"],
      secret: expect.any(String),
    });
  });

  test("there are none of in a folder without a store, and none of another id", async () => {
    const data = join(scratchFolder(), "data");
    for (const args of [["list"], ["revoke", "key_000000000000"]]) {
      const { code, stderr } = await runCommand(["keys", ...args, "--data", data]);
      expect({ args, code }).toEqual({ args, code: 66 });
      expect(stderr).toContain("[store/missing]");
    }
    await runCommand(["keys", "add", "x", "--data", data]);
    const { code, stderr } = await runCommand([
      "keys",
      "revoke",
      "key_000000000000",
      "--data",
      data,
    ]);
    expect(code).toBe(64);
    expect(stderr).toMatch(
      /^entitywire: there is no key key_000000000000 .*keys list.*\[input\/usage\]\n$/,
    );
  });

  test("a scope that is none is a usage error", async () => {
    const { code, stderr } = await runCommand(["keys", "add", "x", "--scope", "all"]);
    expect(code).toBe(64);
    expect(stderr).toContain("Allowed choices are read, manage");
  });
});

test("a port of the API that is taken ends the service with 69, naming the variables", async () => {
  const first = await startService(join(scratchFolder(), "data"));
  const { port } = new URL(first.url);
  const { code, stderr } = await runCommand(["serve", "--data", join(scratchFolder(), "data")], {
    env: {
      ENTITYWIRE_FEDERAL_REGISTER_URL: NOBODY,
      ENTITYWIRE_ECFR_URL: NOBODY,
      ENTITYWIRE_API_PORT: port,
    },
  });
  expect(code).toBe(69);
  expect(stderr).toContain(
    `cannot listen on 127.0.0.1:${port} (EADDRINUSE); set ENTITYWIRE_API_PORT and ENTITYWIRE_API_HOST [serve/port-taken]`,
  );
}, 60_000);
