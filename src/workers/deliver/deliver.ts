/** Pushes the events of a batch to their endpoint, at least once each, and tells what came of it. It needs no store. */

import { z } from "zod";
import { PUSHES_AT_ONCE, type Target } from "../../delivery/pusher.ts";
import type { Outcome } from "../../model/delivery/outcome.ts";
import type { DeliverDeps, DeliverStep, Handler, JobOf, StepResult } from "../step.ts";

const targetSchema = z.strictObject({
  url: z.string(),
  secrets: z.array(z.strictObject({ secret: z.string(), until: z.string().nullable() })),
  reach: z.union([z.literal("any"), z.array(z.string())]),
}) satisfies z.ZodType<Target>;

export function sealTarget(seal: DeliverDeps["seal"], endpointId: string, target: Target): string {
  return seal.seal(JSON.stringify(target), aboutTarget(endpointId));
}

export const handleDeliver: Handler<"deliver"> = (job, deps, signal) =>
  deliver(job, deps, signal, PUSHES_AT_ONCE);

/** One event after the other: who is late anyway is not to be crowded. */
export const handleDeliverSlowly: Handler<"deliver-slowly"> = (job, deps, signal) =>
  deliver(job, deps, signal, 1);

async function deliver(
  { endpointId, sealed, events }: JobOf<DeliverStep>,
  { pusher, seal, report, now, onBoundary }: DeliverDeps,
  signal: AbortSignal,
  atOnce: number,
): Promise<StepResult> {
  const target = targetSchema.parse(JSON.parse(seal.open(sealed, aboutTarget(endpointId))));
  const outcomes: Outcome[] = [];
  const waiting = [...events];
  const pushInTurn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { sequence, attempt, id, event: body } = next;
      const answer = await pusher.push(target, { id, body }, now(), signal);
      onBoundary?.(`deliver sent ${sequence}`);
      outcomes.push({ sequence, attempt, ...answer });
      // The rest is not tried, and does not count as tried: it is the endpoint that fails, not the event.
      if (answer.error !== null) waiting.length = 0;
    }
  };
  const lanes = Array.from({ length: Math.min(atOnce, events.length) }, pushInTurn);
  const settled = await Promise.allSettled(lanes);
  const [first, ...others] = outcomes;
  // What a stop left of it is told all the same: what was sent need not be sent again.
  const fault = settled.find((lane) => lane.status === "rejected");
  if (first === undefined || (fault !== undefined && !signal.aborted)) throw fault?.reason;
  const next = await report({ endpointId, outcomes: [first, ...others] });
  return { facts: factsOf(endpointId, outcomes), next };
}

function factsOf(endpointId: string, outcomes: readonly Outcome[]) {
  const refused = outcomes.filter(({ error }) => error !== null);
  const reason = refused.at(-1)?.error;
  return {
    endpointId,
    delivered: outcomes.length - refused.length,
    ...(reason !== undefined && { refused: refused.length, reason }),
  };
}

function aboutTarget(endpointId: string): string {
  return `the job of ${endpointId}`;
}
