/** "One writer": a writer holds a lease in the store, renews it, and commits nothing after losing it. */

import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { and, eq } from "drizzle-orm";
import { PipelineError } from "../../model/errors.ts";
import { leases } from "../schema/service.ts";
import { describeHolder, type Holder, isAlive, ownHolders } from "./holder.ts";
import type { Store } from "./open-store.ts";

const NAME = "writer";
const RENEW_EVERY_MS = 10_000;

export interface Lease extends Disposable {
  /** Identifies this lease in the store. */
  readonly holder: string;
  /** The holder writes through this store: each transaction first checks the lease (store/lease-lost). */
  readonly store: Store;
  /** Aborted when the lease is lost, with PipelineError store/lease-lost as its reason. */
  readonly lost: AbortSignal;
}

/**
 * Takes the lease for `command` and renews it until disposed. A dead holder is replaced at once.
 * @throws PipelineError store/locked while another holder is alive
 */
export function takeLease(store: Store, command: string): Lease {
  // Always the real clock: leases concern processes, not the law.
  const now = () => new Date();
  const self = `${command} ${randomUUID()}`;
  store.transact((tx) => {
    const current = tx.select().from(leases).where(eq(leases.name, NAME)).get();
    if (current !== undefined && isAlive(current, now())) {
      throw new PipelineError("store/locked", `${describeHolder(current)} writes ${store.path}`, {
        hint: "wait until it ends, or stop it, and try again",
        retryable: true,
      });
    }
    tx.delete(leases).where(eq(leases.name, NAME)).run();
    const time = now().toISOString();
    tx.insert(leases)
      .values({
        name: NAME,
        holder: self,
        pid: process.pid,
        host: hostname(),
        acquiredAt: time,
        renewedAt: time,
      })
      .run();
  });
  ownHolders.add(self);

  const lost = new AbortController();
  const own = and(eq(leases.name, NAME), eq(leases.holder, self));
  const readHolder = store.db.select().from(leases).where(eq(leases.name, NAME)).prepare();
  const fenced: Store = {
    ...store,
    // The write lock is taken before the check, so a successor takes over before it or after our commit, never in between.
    transact: (work) =>
      store.transact((tx) => {
        const current = readHolder.get();
        if (current?.holder === self) return work(tx);
        const error = leaseLost(current, store.path);
        lost.abort(error);
        throw error;
      }),
  };
  const renewal = setInterval(() => {
    try {
      const renewedAt = now().toISOString();
      fenced.transact((tx) => tx.update(leases).set({ renewedAt }).where(own).run());
    } catch (error) {
      // A busy file or full disk may recover before the next renewal; `lost` reports a lost lease.
      if (!(error instanceof PipelineError)) throw error;
    }
  }, RENEW_EVERY_MS);
  renewal.unref();
  return {
    holder: self,
    store: fenced,
    lost: lost.signal,
    [Symbol.dispose]: () => {
      clearInterval(renewal);
      ownHolders.delete(self);
      try {
        store.transact((tx) => tx.delete(leases).where(own).run());
      } catch (error) {
        // A lease left behind belongs to a dead process and blocks nobody; this error must not hide another.
        if (!(error instanceof PipelineError)) throw error;
      }
    },
  };
}

/** The living holder, if any. */
export function currentHolder(store: Store, now: Date): Holder | null {
  const holder = store.db.select().from(leases).where(eq(leases.name, NAME)).get();
  return holder !== undefined && isAlive(holder, now) ? holder : null;
}

function leaseLost(successor: Holder | undefined, path: string): PipelineError {
  const how =
    successor === undefined
      ? "its lease was removed"
      : `its lease was taken over by ${describeHolder(successor)}`;
  return new PipelineError("store/lease-lost", `this process no longer writes ${path}: ${how}`, {
    hint: "nothing was written since; find out why this process was silent for a minute, and restart it if no other process is to write",
  });
}
