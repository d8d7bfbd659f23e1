/** Who holds the writer's lease, and whether that process is still alive. */

import { hostname } from "node:os";
import type { leases } from "../schema/service.ts";

/** A holder on another host, or a process id that was given to another process, is dead after this silence. */
const DEAD_AFTER_MS = 60_000;

export type Holder = typeof leases.$inferSelect;

/** The holders of this very process, each with its token: no other process can have them. */
export const ownHolders = new Set<string>();

export function describeHolder({ holder, pid, host, acquiredAt }: Holder): string {
  const [command] = holder.split(" ");
  return `entitywire ${command} (process ${pid} on ${host}, since ${acquiredAt})`;
}

export function isAlive(holder: Holder, now: Date): boolean {
  const isSilent = now.getTime() - Date.parse(holder.renewedAt) > DEAD_AFTER_MS;
  if (isSilent) return false;
  if (holder.host !== hostname()) return true;
  // Under our own process id and not ours: a predecessor's. In a container, each one is process 1.
  if (holder.pid === process.pid) return ownHolders.has(holder.holder);
  return processExists(holder.pid);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
