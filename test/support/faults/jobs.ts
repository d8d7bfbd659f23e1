/** Every job that a queue might still hold of a store: of any generation and attempt, done or not. */

import { documents } from "../../../src/db/schema/documents.ts";
import { deliveries } from "../../../src/db/schema/subscribers.ts";
import type { Store } from "../../../src/db/store/open-store.ts";
import { SOURCES } from "../../../src/model/clock/source.ts";
import type { Job } from "../../../src/workers/step.ts";

const MAX_COPIES = 3;

export function everyJob({ db }: Store): Job[] {
  const reading = db
    .select()
    .from(documents)
    .all()
    .flatMap(({ id, generation }) =>
      upTo(generation + 1).flatMap((nth) => [
        { step: "parse", documentId: id, generation: nth } as const,
        { step: "diff", documentId: id, generation: nth } as const,
      ]),
    );
  const delivering = db
    .select()
    .from(deliveries)
    .all()
    .flatMap(({ endpointId, sequence, attempts }) =>
      // Tellings of tries that were counted already. What a delivery says itself is sent again, and known by its id.
      upTo(attempts).map((attempt): Job => {
        const refused = {
          status: 500,
          error: "it answered 500",
          retryAfterMs: null,
          durationMs: 1,
        };
        return { step: "record", endpointId, outcomes: [{ sequence, attempt, ...refused }] };
      }),
    );
  return [
    ...reading,
    ...delivering,
    ...SOURCES.map((source) => ({ step: "fetch", source }) as const),
    { step: "history" },
    { step: "publish" },
    { step: "sweep" },
  ];
}

/** Each of them some times over, in any order. */
export function shuffled(jobs: readonly Job[], random: () => number): Job[] {
  const copies = jobs.flatMap((job) =>
    Array.from({ length: 1 + Math.floor(random() * MAX_COPIES) }, () => ({ job, at: random() })),
  );
  return copies.sort((a, b) => a.at - b.at).map(({ job }) => job);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
