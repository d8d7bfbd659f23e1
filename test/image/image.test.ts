/**
 * `npm run test:image`: builds the image from the Dockerfile with buildah and runs it as docker-compose.yml says, except
 * that the service is process 1: no init process is before it.
 */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import lock from "../../package-lock.json" with { type: "json" };
import { readConfig } from "../../src/config.ts";
import { composeEnvironment, readCompose } from "../support/compose-file.ts";
import { buildImage, type Image, whyNoImage } from "../support/image/build-image.ts";
import { type Container, createVolume, startContainer } from "../support/image/container.ts";
import { ADDRESSES, openSandbox, type Sandbox } from "../support/image/sandbox.ts";
import { runCommand } from "../support/run-command.ts";
import { until } from "../support/until.ts";

const REASON = whyNoImage();
if (REASON !== null) process.stderr.write(`test:image is skipped: ${REASON}\n`);

/** Stands in every file that a checkout may have and an image must not, and in npm's settings. */
const SECRET = "planted-secret-7d1f0c55";
const PLANTED = {
  ".env": `ENTITYWIRE_ADMIN_KEY=${SECRET}\n`,
  "data/sealing.key": SECRET,
  "data/entitywire.db": SECRET,
  "src/.env": SECRET,
  "src/data/sealing.key": SECRET,
  "bin/data/entitywire.db": SECRET,
  "node_modules/x/index.js": SECRET,
  ".git/config": SECRET,
};

const { services } = readCompose();
const TMPFS = services.entitywire.tmpfs ?? [];
const [DATA = ""] = (services.entitywire.volumes ?? []).map((volume) => volume.split(":")[1] ?? "");
const { operations, api } = readConfig({});
const BUILD_MS = 1_200_000;

interface LockedPackage {
  readonly version: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

describe.skipIf(REASON !== null)("the image", () => {
  let sandbox: Sandbox;
  let image: Image;

  beforeAll(async () => {
    sandbox = await openSandbox();
    image = await buildImage(sandbox, PLANTED, [`//registry.invalid/:_authToken=${SECRET}`]);
  }, BUILD_MS);

  afterAll(async () => {
    await sandbox?.[Symbol.asyncDispose]();
  });

  /** With a new volume of that name. */
  async function start(name: string, options: Partial<Parameters<typeof startContainer>[2]>) {
    const volumes = { [DATA]: await createVolume(sandbox, image, DATA, name) };
    return await startContainer(sandbox, image, { volumes, tmpfs: TMPFS, ...options });
  }

  test("says how it is run: not as root, with one volume and two ports", async () => {
    const { config, root } = image;
    expect(config).toMatchObject({ Entrypoint: ["entitywire"], Cmd: ["serve"], WorkingDir: "/" });
    const ids = await sandbox.do(["chroot", root, "id", "--user", config.User]);
    expect(Number(ids)).toBeGreaterThan(0);
    expect(Object.keys(config.Volumes)).toEqual([DATA]);
    const ports = [api.port, operations.port].map((port) => `${port}/tcp`);
    expect(Object.keys(config.ExposedPorts).sort()).toEqual(ports.sort());
  });

  test("adds the package, its dependencies, one link and one folder to the image below it", async () => {
    const app = sandbox.outside(join(image.root, "app"));
    const shipped = ["CHANGELOG.md", "LICENSE", "README.md", "bin", "dist", "node_modules"];
    expect(readdirSync(app).sort()).toEqual([...shipped, "package.json"].sort());
    const isInstalled = (path: string) => existsSync(join(app, path));
    const missing = Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`);
    expect(missing.filter((path) => !isInstalled(path))).toEqual([]);
    // A development dependency that another package needs has neither mark.
    const packages: Readonly<Record<string, LockedPackage>> = lock.packages;
    const development = Object.entries(packages)
      .filter(([, { dev, devOptional }]) => dev || devOptional)
      .map(([path]) => path);
    expect(development.length).toBeGreaterThan(100);
    expect(development.filter(isInstalled)).toEqual([]);
    const ours = ["bin", "dist"].flatMap((folder) =>
      readdirSync(join(app, folder), { recursive: true, encoding: "utf8" }),
    );
    expect(ours.filter((path) => /\.test\.|(?<!\.d)\.ts$/.test(path))).toEqual([]);

    const pathsIn = async (root: string) => {
      const found = await sandbox.do([
        "find",
        root,
        "-path",
        `${root}/app/*`,
        "-o",
        "-printf",
        "%P\n",
      ]);
      return new Set(found.split("\n"));
    };
    const below = await pathsIn(image.baseRoot);
    const added = [...(await pathsIn(image.root))].filter((path) => !below.has(path));
    expect(added.sort()).toEqual(["app", "data", "usr/local/bin/entitywire"]);

    const size = await sandbox.do(["du", "--summarize", "--bytes", join(image.root, "app")]);
    process.stdout.write(`/app holds ${Math.round(Number.parseInt(size, 10) / 1e6)} MB\n`);
  });

  test("holds no secret of the checkout or of npm's settings", async () => {
    const search = await sandbox.run(["grep", "-r", "-l", "-F", SECRET, image.root]);
    expect(search).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(image.description).not.toContain(SECRET);
    expect(image.description).not.toMatch(/npmrc|authToken/);
  });

  test("runs the demo to its end, and the demo says what it says in a checkout", async () => {
    const container = await start("demo", { args: ["demo"] });
    const { code, stdout, stderr } = await container.finished;
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/82 entity\.added, 4 entity\.modified, 0 entity\.removed\n$/);
    expect(stdout).toBe((await runCommand(["demo"])).stdout);
  }, 300_000);

  describe("run as docker-compose.yml says", () => {
    let service: Container;
    /** What the HEALTHCHECK runs. */
    const check = (): readonly string[] => {
      const [kind, ...words] = image.config.Healthcheck.Test;
      expect(kind).toBe("CMD");
      return words;
    };
    const ask = async (path: string, ...flags: string[]): Promise<string> => {
      const url = `http://${ADDRESSES.entitywire}:${path}`;
      return (await sandbox.run(["curl", "--silent", "--max-time", "20", ...flags, url])).stdout;
    };
    const statusOf = (path: string, ...flags: string[]) =>
      ask(path, "--output", "/dev/null", "--write-out", "%{http_code}", ...flags);

    beforeAll(async () => {
      const { command = [], healthcheck } = services.redis;
      // Redis's official image switches the protected mode off as well.
      const place = ["--bind", "127.0.0.1", ADDRESSES.redis, "--protected-mode", "no"];
      sandbox.start([...command, ...place, "--dir", sandbox.work]).stdout?.resume();
      const [, ping = ""] = healthcheck?.test ?? [];
      const isHealthy = async () => (await sandbox.run(["sh", "-c", ping])).code === 0;
      await until("Redis is healthy", isHealthy);
      service = await start("store", { env: composeEnvironment() });
      await service.says('"serve.started"');
      await service.says('"redis.usable"');
    }, 120_000);

    test("the service runs the steps on Redis, and its health check succeeds", async () => {
      expect(service.output()).toContain('"runner":"redis"');
      expect(await service.exec(check())).toMatchObject({ code: 0, stderr: "" });
      expect(await statusOf(`${operations.port}/healthz`)).toBe("200");
      expect(await statusOf(`${operations.port}/readyz`)).toBe("200");
      // No source is reachable, and the service says so.
      await service.says('"fetch.failed"');
      expect(await statusOf(`${operations.port}/freshz`)).toBe("503");
    });

    test("the API takes a key that a command beside the service made, and nobody without one", async () => {
      const path = `${api.port}/v1/status`;
      expect(await statusOf(path)).toBe("401");
      const made = await service.exec(["entitywire", "keys", "add", "a reader"]);
      const [key] = /\bew_\S+/.exec(made.stdout) ?? [];
      expect(key, made.stdout + made.stderr).toBeDefined();
      expect(await statusOf(path, "--header", `Authorization: Bearer ${key}`)).toBe("200");
    });

    test("the service is process 1, has no rights, and keeps its store in the volume", async () => {
      const { stdout: status } = await service.exec(["cat", "/proc/1/status"]);
      expect(status).toMatch(/^Name:\s+(node|entitywire|MainThread)$/m);
      expect(status).not.toMatch(/^Uid:.*\b0\b/m);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
      for (const set of ["Inh", "Prm", "Eff", "Bnd", "Amb"]) {
        expect(status).toMatch(new RegExp(`^Cap${set}:\\s+0+$`, "m"));
      }
      expect((await service.exec(["ls", DATA])).stdout).toContain("entitywire.db");
    });

    test("nobody can write outside of the volume and /tmp, not even root", async () => {
      for (const folder of [DATA, ...TMPFS]) {
        expect(await service.exec(["touch", `${folder}/written`])).toMatchObject({ code: 0 });
      }
      const places = ["/", "/app", "/app/dist", "/usr/local/bin", "/var/tmp", "/home/node", "/etc"];
      for (const place of places) {
        const { code, stderr } = await service.execAsRoot(["touch", `${place}/written`]);
        expect([code, stderr]).toEqual([1, expect.stringContaining("Read-only file system")]);
      }
      const search = [
        "find",
        "/",
        "-path",
        "/proc",
        "-prune",
        "-o",
        "-path",
        "/dev",
        "-prune",
        "-o",
      ];
      const only = ["!", "-type", "l", "-writable", "-print"];
      const { stdout } = await service.exec([...search, ...only]);
      const writable = stdout.split("\n").filter(Boolean);
      expect(writable).toEqual(expect.arrayContaining([DATA, ...TMPFS]));
      const allowed = [DATA, ...TMPFS];
      const isAllowed = (path: string) =>
        allowed.some((folder) => path === folder || path.startsWith(`${folder}/`));
      expect(writable.filter((path) => !isAllowed(path))).toEqual([]);
    });

    test("the health check fails while the service hangs, and after it has ended", async () => {
      service.kill("SIGSTOP");
      expect(await service.exec(check())).toMatchObject({ code: 1 });
      service.kill("SIGCONT");
      await until("it is healthy again", async () => (await service.exec(check())).code === 0);

      service.kill("SIGTERM");
      const seconds = Number.parseInt(services.entitywire.stop_grace_period ?? "", 10);
      const late = AbortSignal.timeout(seconds * 1000);
      const ended = new Promise<never>((_resolve, reject) => {
        late.addEventListener("abort", () =>
          reject(new Error(`it runs ${seconds} s after SIGTERM`)),
        );
      });
      // 128 + 15: it ended by the signal, in good order.
      expect(await Promise.race([service.finished, ended])).toMatchObject({ code: 143 });
      expect(service.output()).toContain('"serve.stopped"');

      const [entry = "", ...args] = check();
      const after = await start("after", { entrypoint: [entry], args });
      expect(await after.finished).toMatchObject({ code: 1, stderr: "" });
    });
  });
});
