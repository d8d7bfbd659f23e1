/** The holder of the writer's lease, and whether its process is alive. */

import { hostname } from "node:os";
import type { leases } from "../schema/service.ts";

/** After this silence, a holder on another host, or one whose process id was reused, counts as dead. */
const DEAD_AFTER_MS = 60_000;

export type Holder = typeof leases.$inferSelect;

/** Holders of this process, each with its random token; no other process has these tokens. */
export const ownHolders = new Set<string>();

export function describeHolder({ holder, pid, host, acquiredAt }: Holder): string {
  const [command] = holder.split(" ");
  return `entitywire ${command} (process ${pid} on ${host}, since ${acquiredAt})`;
}

export function isAlive(holder: Holder, now: Date): boolean {
  const isSilent = now.getTime() - Date.parse(holder.renewedAt) > DEAD_AFTER_MS;
  if (isSilent) return false;
  if (holder.host !== hostname()) return true;
  // Our process id with another token belongs to a predecessor. In a container every service is process 1.
  if (holder.pid === process.pid) return ownHolders.has(holder.holder);
  return processExists(holder.pid);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
