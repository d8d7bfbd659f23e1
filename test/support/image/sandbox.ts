/** A mount, PID and network namespace of the test's own. */

import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Addresses for documentation (RFC 5737), on the loopback device of the sandbox: the containers' network. */
export const ADDRESSES = { entitywire: "192.0.2.1", redis: "192.0.2.2" } as const;

/**
 * A memory file system for the work, a private copy of what a build writes elsewhere, and a network without a way out.
 * The last command waits for the end of the input: the sandbox ends with the process that opened it, even a killed one,
 * and the kernel then ends all processes and mounts in it.
 */
const OPEN = `set -e
work=$1
shift
mount -t tmpfs -o size=4g,mode=755 tmpfs "$work"
for folder in /var /run; do
  mkdir -p "$work/layers$folder/changes" "$work/layers$folder/work"
  changes="lowerdir=$folder,upperdir=$work/layers$folder/changes,workdir=$work/layers$folder/work"
  mount -t overlay -o "$changes" overlay "$folder"
done
ip link set lo up
for address in "$@"; do ip address add "$address/32" dev lo; done
echo open
exec cat`;

interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Sandbox extends AsyncDisposable {
  /** A folder in memory, which only processes of the sandbox see. */
  readonly work: string;
  /** The same file as processes outside of the sandbox see it. */
  outside(path: string): string;
  /** Starts a command on the host's network if `online`, otherwise on that of the containers. */
  start(command: readonly string[], options?: SandboxOptions): ChildProcess;
  /** Runs a command to its end. */
  run(command: readonly string[], options?: SandboxOptions): Promise<Output>;
  /** As `run`. @throws Error with the command's output if its exit code is not 0 */
  do(command: readonly string[], options?: SandboxOptions): Promise<string>;
}

export interface SandboxOptions extends SpawnOptions {
  readonly online?: boolean;
}

/** @throws Error where the machine gives no namespaces */
export async function openSandbox(): Promise<Sandbox> {
  const work = mkdtempSync(join(tmpdir(), "entitywire-image-"));
  const namespaces = ["--mount", "--pid", "--net", "--fork", "--kill-child", "--mount-proc"];
  const holder = spawn(
    "unshare",
    [...namespaces, "sh", "-c", OPEN, "sh", work, ...Object.values(ADDRESSES)],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  const close = async (): Promise<void> => {
    holder.stdin.end();
    if (holder.exitCode === null && holder.signalCode === null) await once(holder, "exit");
    rmSync(work, { recursive: true, force: true });
  };
  const opened = await Promise.race([
    once(holder.stdout, "data").then(() => true),
    once(holder, "close").then(() => false),
  ]);
  if (!opened) {
    await close();
    throw new Error(`no sandbox was opened: ${holder.stderr.read()}`);
  }
  const first = childrenOf(holder.pid)[0];
  if (first === undefined) throw new Error("the sandbox has no first process");
  const start = (
    [program = "", ...args]: readonly string[],
    { online = false, ...options }: SandboxOptions = {},
  ): ChildProcess => {
    const entered = ["--mount", "--pid", ...(online ? [] : ["--net"])];
    return spawn("nsenter", ["--target", `${first}`, ...entered, "--", program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
    });
  };
  const run = async (command: readonly string[], options?: SandboxOptions): Promise<Output> =>
    await collect(start(command, options));
  return {
    work,
    outside: (path) => `/proc/${first}/root${path}`,
    start,
    run,
    do: async (command, options) => {
      const { code, stdout, stderr } = await run(command, options);
      if (code !== 0)
        throw new Error(`${command.join(" ")} ended with ${code}:\n${stderr}${stdout}`);
      return stdout;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Collects what a process writes until it ends. */
export async function collect(child: ChildProcess): Promise<Output> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

/** The ids of the child processes, as the host counts them. */
export function childrenOf(pid: number | undefined): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.split(" ").filter(Boolean).map(Number);
}
