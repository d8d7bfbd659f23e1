/** Describes an endpoint in text, without its secrets. */

import type { Endpoint } from "../../db/subscribers/endpoints.ts";
import type { Tally } from "../../db/subscribers/tallies.ts";
import { asOneLine } from "../../model/one-line.ts";

export function describeState({ state, slow, failingSince }: Endpoint): string {
  if (state !== "active") return state;
  if (failingSince !== null) return "failing";
  return slow ? "slow" : "active";
}

/** Each line is printable, whatever is stored. */
export function describeEndpoint(endpoint: Endpoint, deliveries: Tally): string[] {
  return [...linesOf(endpoint, deliveries)].map(asOneLine);
}

function* linesOf(endpoint: Endpoint, deliveries: Tally): Generator<string> {
  const { id, url, origin, description, filter, stateReason, failingSince } = endpoint;
  const { pending, delivered, dead } = deliveries;
  yield `${id}: ${describeState(endpoint)}`;
  if (description !== "") yield description;
  yield `url: ${url}`;
  if (origin === "environment") yield "configured in the environment";
  yield `filter: ${filter === null ? "the news" : JSON.stringify(filter)}; planned up to event ${endpoint.plannedTo}`;
  yield `deliveries: ${pending} pending, ${delivered} delivered, ${dead} dead`;
  if (stateReason !== null) yield `reason: ${stateReason}`;
  if (failingSince !== null) yield `failing since ${failingSince}`;
}
