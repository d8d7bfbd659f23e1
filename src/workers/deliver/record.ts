/** Notes what a process without a store told of its deliveries. */

import type { Handler } from "../step.ts";

export const handleRecord: Handler<"record"> = async ({ endpointId, outcomes }, { report }) => {
  const next = await report({ endpointId, outcomes });
  return { facts: { endpointId, outcomes: outcomes.length }, next };
};
