import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { canBeProcessOne, NO_NAMESPACES, startAsProcessOne } from "./support/process-one.ts";
import { scratchFolder } from "./support/scratch.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PINNED_MANIFEST = fileURLToPath(import.meta.resolve("node/package.json"));

/**
 * Says which Node it runs on and with what, then does as told: exits, or waits for a signal and ends by it. Told to, it
 * takes its time to load.
 */
const PROBE = `
if (process.argv.includes("slowly")) {
  console.log("loading");
  await new Promise((resolve) => setTimeout(resolve, 20_000));
}
export async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === "exit") {
    console.log(JSON.stringify({ version: process.version, argv }));
    return Number(argv[1]);
  }
  let heard = 0;
  const signal = await new Promise<string>((resolve) => {
    const alive = setInterval(() => undefined, 1000);
    for (const name of ["SIGINT", "SIGTERM"]) {
      process.on(name, () => {
        heard += 1;
        // Long enough for a second copy of the signal to arrive.
        setTimeout(() => { clearInterval(alive); resolve(name); }, 200);
      });
    }
    console.log("ready");
  });
  console.log(\`heard \${heard}\`);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  return 0;
}
`;

/** Makes the running Node claim to be 20, which cannot become another program. */
const AS_NODE_20 = `
Object.defineProperty(process, "version", { value: "v20.20.2" });
Object.defineProperty(process, "execve", { value: undefined });
`;
/** As 20, and spends a while before it starts a child. */
const SLOW_TO_START = `${AS_NODE_20}
const childProcess = require("child_process");
const { spawn } = childProcess;
childProcess.spawn = (...args) => {
  process.stdout.write("starting\\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  return spawn(...args);
};
`;
/** Makes the running Node claim to be a late 22, which can. */
const AS_NODE_22 = 'Object.defineProperty(process, "version", { value: "v22.23.3" });';

/** A checkout that holds the launcher and a probe in place of the command line. */
function layCheckout({ pinnedNode }: { pinnedNode: boolean }) {
  const root = scratchFolder();
  cpSync(join(ROOT, "bin"), join(root, "bin"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(root, "package.json"));
  mkdirSync(join(root, "src"));
  writeFileSync(join(root, "src", "main.ts"), PROBE);
  writeFileSync(join(root, "as-node-20.cjs"), AS_NODE_20);
  writeFileSync(join(root, "as-node-22.cjs"), AS_NODE_22);
  writeFileSync(join(root, "slow-to-start.cjs"), SLOW_TO_START);
  mkdirSync(join(root, "node_modules"));
  if (pinnedNode) symlinkSync(dirname(PINNED_MANIFEST), join(root, "node_modules", "node"));
  return {
    bin: join(root, "bin", "entitywire"),
    node20: ["--require", join(root, "as-node-20.cjs")],
    slowToStart: ["--require", join(root, "slow-to-start.cjs")],
    node22: ["--require", join(root, "as-node-22.cjs")],
  };
}

function run(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 15_000,
  });
  return { status, stdout, stderr };
}

/** SIGINT goes to the whole process group, as a terminal's Ctrl-C does; any other to the process alone. */
async function signalled(args: readonly string[], signal: NodeJS.Signals) {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const pid = child.pid ?? Number.NaN;
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    if (text === "") process.kill(signal === "SIGINT" ? -pid : pid, signal);
    text += chunk;
  });
  const [code, endedBy] = await once(child, "close");
  return { code, endedBy, text };
}

describe("bin/entitywire", () => {
  test("on Node 24 runs the command line itself and exits with its code", () => {
    const { bin } = layCheckout({ pinnedNode: false });
    const { status, stdout, stderr } = run([bin, "exit", "3", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      version: process.version,
      argv: ["exit", "3", "--json"],
    });
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
  });

  test.each(["node20", "node22"] as const)("on %s runs it on the pinned Node", (old) => {
    const checkout = layCheckout({ pinnedNode: true });
    const { status, stdout, stderr } = run([...checkout[old], checkout.bin, "exit", "3", "a b"]);
    expect(JSON.parse(stdout)).toEqual({
      version: `v${manifest.devDependencies.node}`,
      argv: ["exit", "3", "a b"],
    });
    expect({ status, stderr }).toEqual({ status: 3, stderr: "" });
  });

  test("on an old Node with no other at hand says so in one line and exits 69", () => {
    const { bin, node20 } = layCheckout({ pinnedNode: false });
    expect(run([...node20, bin, "demo"])).toEqual({
      status: 69,
      stdout: "",
      stderr:
        `entitywire needs Node 24 or newer, and this is v20.20.2 (${process.execPath}); ` +
        "install it from nodejs.org or run npm install in the checkout [runtime/old-node]\n",
    });
  });

  for (const old of ["node20", "node22"] as const) {
    test.each(["SIGINT", "SIGTERM"] as const)(
      `on ${old} the command hears %s once, and the process ends by it`,
      async (signal) => {
        const checkout = layCheckout({ pinnedNode: true });
        const args = [...checkout[old], checkout.bin, "wait"];
        const { code, endedBy, text } = await signalled(args, signal);
        expect({ code, endedBy }).toEqual({ code: null, endedBy: signal });
        expect(text).toBe("ready\nheard 1\n");
      },
    );
  }

  // The child has a process group of its own, lived on, and a service kept its lease.
  test("on node20 a launcher that is killed takes the command with it", async () => {
    const { node20, bin } = layCheckout({ pinnedNode: true });
    const { endedBy, text } = await signalled([...node20, bin, "wait"], "SIGKILL");
    expect(endedBy).toBe("SIGKILL");
    expect(text).toBe("ready\nheard 1\n");
  });

  test("a signal that arrives while the command line is loaded ends process 1 of a container", async ({
    skip,
  }) => {
    skip(!canBeProcessOne(), NO_NAMESPACES);
    const { bin } = layCheckout({ pinnedNode: true });
    const early = startAsProcessOne([process.execPath, bin, "wait", "slowly"]);
    await early.says("loading");
    early.kill("SIGTERM");
    expect(await early.finished).toMatchObject({ code: 143, stdout: "loading\n" });
  });

  test("a signal that arrives before an old Node has started the pinned one ends both", async ({
    skip,
  }) => {
    skip(!canBeProcessOne(), NO_NAMESPACES);
    const { slowToStart, bin } = layCheckout({ pinnedNode: true });
    const early = startAsProcessOne([process.execPath, ...slowToStart, bin, "wait"]);
    await early.says("starting");
    early.kill("SIGTERM");
    expect(await early.finished).toMatchObject({ code: 143 });
  });

  // No signal kills process 1 of a container, not even one it sends to itself.
  test("on an old Node as process 1 of a container it exits with 128 and the signal's number", async ({
    skip,
  }) => {
    skip(!canBeProcessOne(), NO_NAMESPACES);
    const checkout = layCheckout({ pinnedNode: true });
    const shadow = startAsProcessOne([
      ...[process.execPath, ...checkout.node20, checkout.bin, "wait"],
    ]);
    await shadow.says("ready");
    shadow.kill("SIGTERM");
    expect(await shadow.finished).toMatchObject({ code: 143, stdout: "ready\nheard 1\n" });
  });
});
