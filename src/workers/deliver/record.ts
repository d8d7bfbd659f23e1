/** Records the outcomes reported by a process without a store. */

import type { Handler } from "../step.ts";

export const handleRecord: Handler<"record"> = async ({ endpointId, outcomes }, { report }) => {
  const next = await report({ endpointId, outcomes });
  return { facts: { endpointId, outcomes: outcomes.length }, next };
};
