/** What the API has done with endpoints: by whoever knows of seals and targets. */

import type { Replay } from "../../../db/subscribers/deliveries.ts";
import type { Endpoint } from "../../../db/subscribers/endpoints.ts";
import type { Outcome } from "../../../model/delivery/outcome.ts";
import type { Subscription } from "../../../model/events/subscription.ts";

export interface EndpointWanted {
  readonly url: string;
  readonly description?: string | undefined;
  /** Null: the news. */
  readonly filter?: Subscription | null | undefined;
  /** `whsec_…`; made where there is none. */
  readonly secret?: string | undefined;
  /** The first event it may hear of; what comes from now on where there is none. */
  readonly from?: number | undefined;
}

export interface EndpointChanges extends Pick<EndpointWanted, "description" | "filter"> {
  readonly url?: string | undefined;
}

export interface Rotation {
  readonly secret?: string | undefined;
  /** How long the secret before signs as well. */
  readonly overlapHours?: number | undefined;
}

/** With its secret, which is shown this once. */
export interface WithSecret {
  readonly endpoint: Endpoint;
  readonly secret: string;
}

/** Each throws PipelineError: endpoint/unknown, endpoint/not-now, endpoint/forbidden-target. */
export interface EndpointService {
  create(wanted: EndpointWanted): WithSecret;
  change(id: string, to: EndpointChanges): Endpoint;
  rotate(id: string, rotation: Rotation): WithSecret;
  pause(id: string): Endpoint;
  /** Of one that is paused. */
  resume(id: string): Endpoint;
  /** Of one that is disabled, or paused. */
  enable(id: string): Endpoint;
  remove(id: string): void;
  /** Pushes an event that tells nothing; its answer changes nothing. */
  test(id: string): Promise<Omit<Outcome, "sequence" | "attempt">>;
  /** Answers how many deliveries are made again. */
  replay(id: string, replay: Replay): number;
}
