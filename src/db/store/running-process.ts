/** Whether a process runs, by its id and start: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */

import { readFileSync, readlinkSync } from "node:fs";

/** Positions in `/proc/PID/stat` after the command's name. */
const STATE = 0;
const START = 19;
/** A dead process that its parent has not waited for, and one that is about to be removed. */
const ENDED = ["Z", "X", "x"];

/**
 * Names the process ids that mean the same processes as here: those of one boot of one kernel, in one PID namespace. A
 * kernel may give the namespace of an ended container's processes to the next one; their starts differ then. Null where
 * the system does not tell (it takes Linux).
 */
export function pidSpace(): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return null;
  }
}

interface Start {
  readonly hasEnded: boolean;
  /** In the kernel's clock ticks since boot. */
  readonly ticks: string;
}

/** Null where the process is not to be seen. */
export function startOf(pid: number | "self"): Start | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The name stands in brackets, and may contain brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { hasEnded: ENDED.includes(fields[STATE] ?? ""), ticks: fields[START] ?? "" };
}

/** `ticks`: its start; null where unknown, and then any process with the id counts. */
export function isRunning(pid: number, ticks: string | null): boolean {
  if (!exists(pid)) return false;
  const found = startOf(pid);
  // Processes of other users may be hidden.
  if (found === null) return true;
  return !found.hasEnded && (ticks === null || found.ticks === ticks);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
