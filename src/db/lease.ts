/** One writer (law 11): who writes holds a lease in the store, and renews it. */

import { hostname } from "node:os";
import { and, eq } from "drizzle-orm";
import { PipelineError } from "../model/errors.ts";
import type { Store } from "./open-store.ts";
import { leases } from "./schema.ts";

const NAME = "writer";
const RENEW_EVERY_MS = 10_000;
/** A holder on another host, or a process id that was given to another process, is dead after this silence. */
const DEAD_AFTER_MS = 60_000;

export type Holder = typeof leases.$inferSelect;

/**
 * Takes the lease for `command` and renews it until disposed. A holder that died is succeeded at once.
 * @throws PipelineError store/locked while another holder is alive
 */
export function takeLease(store: Store, command: string): Disposable {
  // Always the real clock: it is about processes, not about the law.
  const now = () => new Date();
  const self = { name: NAME, holder: command, pid: process.pid, host: hostname() };
  store.transact((tx) => {
    const current = tx.select().from(leases).where(eq(leases.name, NAME)).get();
    if (current !== undefined && isAlive(current, now())) {
      throw new PipelineError("store/locked", `${describeHolder(current)} writes ${store.path}`, {
        hint: "let it finish, or stop it, and try again",
        retryable: true,
      });
    }
    tx.delete(leases).where(eq(leases.name, NAME)).run();
    const time = now().toISOString();
    tx.insert(leases)
      .values({ ...self, acquiredAt: time, renewedAt: time })
      .run();
  });
  const own = and(eq(leases.name, NAME), eq(leases.pid, self.pid), eq(leases.host, self.host));
  const renewal = setInterval(() => {
    store.db.update(leases).set({ renewedAt: now().toISOString() }).where(own).run();
  }, RENEW_EVERY_MS);
  renewal.unref();
  return {
    [Symbol.dispose]: () => {
      clearInterval(renewal);
      store.db.delete(leases).where(own).run();
    },
  };
}

/** The living holder, if any. */
export function currentHolder(store: Store, now: Date): Holder | null {
  const holder = store.db.select().from(leases).where(eq(leases.name, NAME)).get();
  return holder !== undefined && isAlive(holder, now) ? holder : null;
}

export function describeHolder(holder: Holder): string {
  return `entitywire ${holder.holder} (process ${holder.pid} on ${holder.host}, since ${holder.acquiredAt})`;
}

function isAlive(holder: Holder, now: Date): boolean {
  const isSilent = now.getTime() - Date.parse(holder.renewedAt) > DEAD_AFTER_MS;
  if (isSilent) return false;
  if (holder.host !== hostname()) return true;
  // Two stores in one process are two writers as well; but it is this very process that asks.
  return holder.pid === process.pid || processExists(holder.pid);
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
