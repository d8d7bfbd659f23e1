/** One writer (law 11): who writes holds a lease in the store, renews it, and commits nothing more once it is lost. */

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
  /** What the holder writes through: each transaction looks first whether the lease is still its own (store/lease-lost). */
  readonly store: Store;
  /** Aborted once the lease is found to be lost, with the PipelineError store/lease-lost as its reason. */
  readonly lost: AbortSignal;
}

/**
 * Takes the lease for `command` and renews it until disposed. A holder that died is succeeded at once.
 * @throws PipelineError store/locked while another holder is alive
 */
export function takeLease(store: Store, command: string): Lease {
  // Always the real clock: it is about processes, not about the law.
  const now = () => new Date();
  const self = `${command} ${randomUUID()}`;
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
    // The write lock is taken before the look: who succeeds us does so before it or after our commit, never between.
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
      // A file that is busy or a disk that is full may come right by the next time; a loss is told by `lost`.
      if (!(error instanceof PipelineError)) throw error;
    }
  }, RENEW_EVERY_MS);
  renewal.unref();
  return {
    store: fenced,
    lost: lost.signal,
    [Symbol.dispose]: () => {
      clearInterval(renewal);
      ownHolders.delete(self);
      try {
        store.transact((tx) => tx.delete(leases).where(own).run());
      } catch (error) {
        // Left behind, it is the lease of a dead process: nobody waits for it, and nothing else is to be hidden by it.
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
  return new PipelineError("store/lease-lost", `this process writes ${path} no more: ${how}`, {
    hint: "nothing was written since; see why this process was silent for a minute, and start it again if no other is to write",
  });
}
