/** The holder of the writer's lease, and whether its process is alive. */

import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { leases } from "../schema/service.ts";
import { isRunning, pidSpace, startOf } from "./running-process.ts";

/** After this silence, a holder whose process cannot be seen, or does nothing, counts as dead. */
const DEAD_AFTER_MS = 60_000;

export type Holder = typeof leases.$inferSelect;

/** Holders of this process, each with its random token; no other process has these tokens. */
export const ownHolders = new Set<string>();

const LOCKED = "locked";

/**
 * The command, a random token and, where the system tells them, the PID space and start of this process, and whether
 * it holds the writer's lock.
 */
export function mintHolder(command: string, hasLock: boolean): string {
  const [space, start] = [pidSpace(), startOf("self")];
  const mark = space === null || start === null ? [] : [space, start.ticks];
  return [command, randomUUID(), ...mark, ...(hasLock && mark.length > 0 ? [LOCKED] : [])].join(
    " ",
  );
}

export function describeHolder({ holder, pid, host, acquiredAt }: Holder): string {
  const [command] = holder.split(" ");
  return `entitywire ${command} (process ${pid} on ${host}, since ${acquiredAt})`;
}

/**
 * A process that can be seen from here is judged by itself, any other by its silence. A renewal in the future is none:
 * see `renewalSeen`. `hasLock`: whether the caller holds the writer's lock, which then no process of this kernel holds.
 */
export function isAlive(holder: Holder, now: Date, hasLock = false): boolean {
  const isSilent = now.getTime() - Date.parse(holder.renewedAt) > DEAD_AFTER_MS;
  if (isSilent) return false;
  const [_command, _token, space, start, lock] = holder.holder.split(" ");
  const here = pidSpace();
  if (hasLock && lock === LOCKED && here !== null && bootOf(here) === bootOf(space ?? ""))
    return false;
  // Another machine or another container may have our host name and process id.
  const isSeen = space === undefined || here === null ? holder.host === hostname() : space === here;
  if (!isSeen) return true;
  // Our process id with another token belongs to a predecessor.
  if (holder.pid === process.pid) return ownHolders.has(holder.holder);
  return isRunning(holder.pid, start ?? null);
}

function bootOf(space: string): string {
  return space.split("/")[0] ?? "";
}

/**
 * The renewal to store for a holder that blocks another writer; null where the stored one may stay. A renewal in the
 * future was written by a clock that runs or ran ahead, and says nothing about the holder's silence. It is replaced by
 * now: a living holder renews it within seconds, and a dead one becomes silent.
 */
export function renewalSeen({ renewedAt }: Holder, now: Date): string | null {
  const seenAt = now.toISOString();
  return renewedAt > seenAt ? seenAt : null;
}
