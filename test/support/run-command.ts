/** Runs a command as a person would: within this process, or `bin/entitywire` in a process of its own. */

import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { runMain } from "../../src/main.ts";

const BIN = fileURLToPath(new URL("../../bin/entitywire", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function startCommand(args: readonly string[], options: SpawnOptions = {}) {
  return startBelow([], args, options);
}

/** Started by another program that becomes the command, as `faketime` or `unshare` does. */
export function startBelow(
  before: readonly string[],
  args: readonly string[],
  options: SpawnOptions = {},
) {
  const [program = "", ...rest] = [...before, process.execPath, BIN, ...args];
  const child = spawn(program, rest, {
    ...options,
    env: environment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const finished = once(child, "close").then(
    ([code, signal]): Finished => ({ code, signal, stdout, stderr }),
  );
  return { child, finished, output: () => ({ stdout, stderr }) };
}

/** In a process of its own: for what only a process has, as signals, colors and memory. */
export function runProcess(args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return startCommand(args, options).finished;
}

/** Within this process: without the second that a new one takes to start. */
export async function runCommand(
  args: readonly string[],
  { env }: Pick<SpawnOptions, "env"> = {},
): Promise<Finished> {
  let [stdout, stderr] = ["", ""];
  const code = await runMain(args, {
    out: (line) => {
      stdout += `${line}\n`;
    },
    err: (line) => {
      stderr += `${line}\n`;
    },
    env: environment(env),
  });
  return { code, signal: null, stdout, stderr };
}

function environment(own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NO_COLOR: "1",
    ENTITYWIRE_OPERATIONS_PORT: "0",
    ENTITYWIRE_API_PORT: "0",
    ...own,
  };
}
