/** "One writer": a writer holds a lease in the store, renews it, and commits nothing after losing it. */

import { hostname } from "node:os";
import { dirname } from "node:path";
import { and, eq } from "drizzle-orm";
import { PipelineError } from "../../model/errors.ts";
import { leases } from "../schema/service.ts";
import {
  describeHolder,
  type Holder,
  isAlive,
  mintHolder,
  ownHolders,
  renewalSeen,
} from "./holder.ts";
import type { Database, Store } from "./open-store.ts";
import { takeWriterLock } from "./writer-lock.ts";

const NAME = "writer";
const RENEW_EVERY_MS = 10_000;

export interface Lease extends Disposable {
  /** The holder writes through this store: each transaction first checks the lease (store/lease-lost). */
  readonly store: Store;
  /** With it, another thread of this process writes under the same lease: see `fenceStore`. */
  readonly holder: string;
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
  using stack = new DisposableStack();
  const lock = takeWriterLock(dirname(store.path));
  if (lock !== null) stack.use(lock);
  const self = mintHolder(command, lock !== null);
  const blocking = store.transact((tx) => {
    const current = tx.select().from(leases).where(eq(leases.name, NAME)).get();
    if (current !== undefined && isAlive(current, now(), lock !== null)) {
      const renewedAt = renewalSeen(current, now());
      if (renewedAt !== null)
        tx.update(leases).set({ renewedAt }).where(eq(leases.name, NAME)).run();
      return current;
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
    return null;
  });
  if (blocking !== null) {
    throw new PipelineError("store/locked", `${describeHolder(blocking)} writes ${store.path}`, {
      hint: "wait until it ends, or stop it, and try again",
      retryable: true,
    });
  }
  ownHolders.add(self);

  const lost = new AbortController();
  const own = and(eq(leases.name, NAME), eq(leases.holder, self));
  const fenced = fenceStore(store, self, (error) => lost.abort(error));
  let isReleased = false;
  const renew = async (): Promise<void> => {
    try {
      const renewedAt = now().toISOString();
      await fenced.write((tx) => tx.update(leases).set({ renewedAt }).where(own).run());
    } catch (error) {
      // The store may have been closed while the renewal waited for its turn.
      if (isReleased) return;
      // A busy file or full disk may recover before the next renewal; `lost` reports a lost lease.
      if (!(error instanceof PipelineError)) throw error;
    }
  };
  const renewal = setInterval(() => void renew(), RENEW_EVERY_MS);
  renewal.unref();
  const held = stack.move();
  return {
    store: fenced,
    holder: self,
    lost: lost.signal,
    [Symbol.dispose]: () => {
      clearInterval(renewal);
      isReleased = true;
      ownHolders.delete(self);
      try {
        store.transact((tx) => tx.delete(leases).where(own).run());
      } catch (error) {
        // A lease left behind belongs to a dead process and blocks nobody; this error must not hide another.
        if (!(error instanceof PipelineError)) throw error;
      } finally {
        held.dispose();
      }
    },
  };
}

/** Each transaction of the returned store first checks that `holder` still holds the lease. */
export function fenceStore(
  store: Store,
  holder: string,
  onLost: (error: PipelineError) => void = () => undefined,
): Store {
  const readHolder = store.db.select().from(leases).where(eq(leases.name, NAME)).prepare();
  // The write lock is taken before the check, so a successor takes over before it or after our commit, never in between.
  const checked =
    <T>(work: (tx: Database) => T) =>
    (tx: Database): T => {
      const current = readHolder.get();
      if (current?.holder === holder) return work(tx);
      const error = leaseLost(current, store.path);
      onLost(error);
      throw error;
    };
  return {
    ...store,
    transact: (work) => store.transact(checked(work)),
    write: (work) => store.write(checked(work)),
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
