/** Pushes the events of a batch to their endpoint, each at least once, and reports the outcomes. Needs no store. */

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

/** One event after another, so that a slow endpoint is not overloaded. */
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
      const pushed = await pusher.push(target, { id, body }, now(), signal);
      const { location: _unstored, ...answer } = pushed;
      onBoundary?.(`deliver sent ${sequence}`);
      outcomes.push({ sequence, attempt, ...answer });
      // The remaining events are not attempted and do not count as attempts: the endpoint fails, not the events.
      if (answer.error !== null) waiting.length = 0;
    }
  };
  const lanes = Array.from({ length: Math.min(atOnce, events.length) }, pushInTurn);
  const settled = await Promise.allSettled(lanes);
  const [first, ...others] = outcomes;
  // After a stop, the outcomes so far are still reported, so that sent events are not sent again.
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
