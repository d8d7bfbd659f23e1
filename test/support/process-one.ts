/** A command as process 1 of a PID namespace of its own, as the first process of a container is. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { onTestFinished } from "vitest";
import type { Finished } from "./run-command.ts";
import { until } from "./until.ts";

const UNSHARE = ["--mount", "--pid", "--fork", "--mount-proc", "--kill-child"] as const;

export const NO_NAMESPACES = "this machine gives a test no namespaces (it takes Linux and root)";

export function canBeProcessOne(): boolean {
  const told = spawnSync("unshare", [...UNSHARE, "sh", "-c", "echo $$"], { encoding: "utf8" });
  return told.status === 0 && told.stdout === "1\n";
}

interface ProcessOneOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Run by the shell that then becomes the command: mounts, for one, which nobody outside sees. */
  readonly before?: string;
}

/** `finished.code` is what a container engine would report. */
export function startAsProcessOne(command: readonly string[], options: ProcessOneOptions = {}) {
  const script = `${options.before ?? ":"} && exec "$@"`;
  const parent = spawn("unshare", [...UNSHARE, "sh", "-c", script, "sh", ...command], {
    cwd: options.cwd,
    env: {
      ...process.env,
      NO_COLOR: "1",
      ENTITYWIRE_OPERATIONS_PORT: "0",
      ENTITYWIRE_API_PORT: "0",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void parent.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  parent.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  parent.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const finished = once(parent, "close").then(
    ([code, signal]): Finished => ({ code, signal, stdout, stderr }),
  );
  return {
    finished,
    output: () => ({ stdout, stderr }),
    says: (text: string) =>
      until(`it says ${text}`, () => (stdout + stderr).includes(text) || parent.exitCode !== null),
    kill: (signal: NodeJS.Signals): void => {
      const children = `/proc/${parent.pid}/task/${parent.pid}/children`;
      process.kill(Number(readFileSync(children, "utf8")), signal);
    },
  };
}
