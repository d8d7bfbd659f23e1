/** The operations on endpoints that the API offers. The implementation knows secrets and the allowlist. */

import type { Replay } from "../../../db/subscribers/deliveries.ts";
import type { Endpoint } from "../../../db/subscribers/endpoints.ts";
import type { Outcome } from "../../../model/delivery/outcome.ts";
import type { Subscription, SubscriptionChanges } from "../../../model/events/subscription.ts";

export interface NewEndpoint {
  readonly url: string;
  readonly description?: string | undefined;
  /** Null selects the news. */
  readonly filter?: Subscription | null | undefined;
  /** `whsec_…`; generated where it is absent. */
  readonly secret?: string | undefined;
  /** Sequence of the first event to deliver; the next event where it is absent. */
  readonly from?: number | undefined;
}

export interface EndpointChanges {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  /** Its absent fields stay as they are. Null selects the news. */
  readonly filter?: SubscriptionChanges | null | undefined;
}

export interface Rotation {
  readonly secret?: string | undefined;
  /** How long the old secret also signs. */
  readonly overlapHours?: number | undefined;
}

export type TestAnswer = Omit<Outcome, "sequence" | "attempt"> & {
  /** Where a redirect points, which is not followed. */
  readonly location: string | null;
};

/** The secret is shown only once. */
export interface WithSecret {
  readonly endpoint: Endpoint;
  readonly secret: string;
}

/** Each method throws PipelineError: endpoint/unknown, endpoint/not-now, endpoint/forbidden-target, input/usage. */
export interface EndpointService {
  create(wanted: NewEndpoint): WithSecret;
  change(id: string, to: EndpointChanges): Endpoint;
  rotate(id: string, rotation: Rotation): WithSecret;
  pause(id: string): Endpoint;
  /** The endpoint must be paused. */
  resume(id: string): Endpoint;
  /** The endpoint must be disabled or paused. */
  enable(id: string): Endpoint;
  remove(id: string): void;
  /** Sends a test event. The answer does not change the endpoint's state. */
  test(id: string): Promise<TestAnswer>;
  /** Returns the number of deliveries that are sent again. */
  replay(id: string, replay: Replay): number;
}
