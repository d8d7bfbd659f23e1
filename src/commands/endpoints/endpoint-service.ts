/** The operations on endpoints for CLI and API: checks input, seals secrets and writes the store. */

import { randomBytes, randomUUID } from "node:crypto";
import type { EndpointService } from "../../api/v1/endpoints/service.ts";
import { lastSequence } from "../../db/log/log.ts";
import type { Database, Store } from "../../db/store/open-store.ts";
import { replayDeliveries } from "../../db/subscribers/deliveries.ts";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  getEndpoint,
  pauseEndpoint,
  wakeEndpoint,
} from "../../db/subscribers/endpoints.ts";
import type { Allowlist } from "../../delivery/public-address.ts";
import type { Pusher } from "../../delivery/pusher.ts";
import type { Seal } from "../../delivery/seal.ts";
import { openSecrets, sealSecrets } from "../../delivery/sealed-secrets.ts";
import { mintSecret, rotate, SECRET_PATTERN } from "../../delivery/secret.ts";
import { checkWebhookUrl } from "../../delivery/webhook-target.ts";
import { PipelineError } from "../../model/errors.ts";
import { changeSubscription } from "../../model/events/subscription.ts";
import { isOneLine, NOT_ONE_LINE } from "../../model/one-line.ts";

/** How long a rotated secret also signs. The receiver must switch to the new one in that time. */
const OVERLAP_HOURS = 24;
const MOST_OVERLAP_HOURS = 30 * 24;
const HOUR_MS = 3_600_000;
/** Events in one transaction, which blocks other writes of the service. */
const MOST_REPLAYED = 50_000;

export interface EndpointServiceParts {
  /** A writable store. */
  readonly store: Store;
  readonly seal: Seal;
  readonly pusher: Pusher;
  readonly allowed: readonly string[];
  /** The source URI of the deployment, as in its events. */
  readonly source: string;
  readonly now: () => Date;
  /** Called when deliveries may be due. */
  readonly onDue?: () => void;
}

export function createEndpointService(parts: EndpointServiceParts): EndpointService {
  const { store, seal, pusher, allowed, source, now, onDue } = parts;
  const amend = (id: string, work: (tx: Database, endpoint: Endpoint) => void): Endpoint =>
    store.transact((tx) => {
      work(tx, requireEndpoint(tx, id));
      return requireEndpoint(tx, id);
    });

  return {
    create: ({ url, description = "", filter = null, secret = mintSecret(), from = null }) => {
      const id = `endpoint_${randomBytes(16).toString("hex")}`;
      checkLine("description", description);
      for (const name of filter?.destinations ?? []) checkLine("destination", name);
      const checked = { id, url: checkWebhookUrl(url, allowed), description, filter, from };
      const sealedSecrets = sealSecrets(seal, id, [{ secret: checkSecret(secret), until: null }]);
      const endpoint = store.transact((tx) => {
        checkFrom(tx, from);
        return createEndpoint(tx, { ...checked, sealedSecrets }, now());
      });
      if (from !== null) onDue?.();
      return { endpoint, secret };
    },
    change: (id, { url, description, filter }) =>
      amend(id, (tx, endpoint) => {
        requireEditable(endpoint);
        checkLine("description", description ?? "");
        for (const name of filter?.destinations ?? []) checkLine("destination", name);
        changeEndpoint(tx, id, {
          ...(url !== undefined && { url: checkWebhookUrl(url, allowed) }),
          ...(description !== undefined && { description }),
          ...(filter !== undefined && { filter: changeSubscription(endpoint.filter, filter) }),
        });
      }),
    rotate: (id, { secret = mintSecret(), overlapHours = OVERLAP_HOURS }) => {
      checkSecret(secret);
      const until = new Date(
        now().getTime() + Math.min(overlapHours, MOST_OVERLAP_HOURS) * HOUR_MS,
      );
      const endpoint = amend(id, (tx, found) => {
        requireEditable(found);
        const secrets = rotate(openForRotation(seal, found), secret, until, now());
        changeEndpoint(tx, id, { sealedSecrets: sealSecrets(seal, id, secrets) });
      });
      return { endpoint, secret };
    },
    pause: (id) =>
      amend(id, (tx, { state }) => {
        if (state === "disabled") throw notNow(`${id} is already disabled`, "enable it first");
        pauseEndpoint(tx, id);
      }),
    resume: (id) => {
      const endpoint = amend(id, (tx, { state }) => {
        if (state === "disabled") throw notNow(`${id} is disabled, not paused`, "enable it");
        if (state === "paused") wakeEndpoint(tx, id, now());
      });
      onDue?.();
      return endpoint;
    },
    enable: (id) => {
      const endpoint = amend(id, (tx) => wakeEndpoint(tx, id, now()));
      onDue?.();
      return endpoint;
    },
    remove: (id) =>
      store.transact((tx) => {
        requireEditable(requireEndpoint(tx, id));
        deleteEndpoint(tx, id);
      }),
    test: async (id) => {
      const { url, origin, sealedSecrets } = requireEndpoint(store.db, id);
      const reach: Allowlist = origin === "environment" ? "any" : allowed;
      const target = { url, reach, secrets: openSecrets(seal, id, sealedSecrets) };
      const event = testEvent(id, source, now());
      const pushed = { id: event.id, body: JSON.stringify(event) };
      return pusher.push(target, pushed, now(), new AbortController().signal);
    },
    replay: (id, replay) => {
      if ("range" in replay && replay.range[1] - replay.range[0] >= MOST_REPLAYED) {
        throw notNow(`a replay is limited to ${MOST_REPLAYED} events`, "replay them in parts");
      }
      const sent = store.transact((tx) => {
        requireEndpoint(tx, id);
        return replayDeliveries(tx, id, replay, now());
      });
      onDue?.();
      return sent;
    },
  };
}

/** A test event is not in the event log. Its type shows that. */
function testEvent(endpointId: string, source: string, now: Date) {
  return {
    specversion: "1.0",
    id: `test_${randomUUID()}`,
    source,
    type: "endpoint.test",
    subject: endpointId,
    time: now.toISOString(),
    datacontenttype: "application/json",
    data: { message: "This is a test. Nothing has changed." },
  };
}

/** Damaged secrets are dropped, so that rotation can replace them. */
function openForRotation(seal: Seal, { id, sealedSecrets }: Endpoint) {
  try {
    return openSecrets(seal, id, sealedSecrets);
  } catch (error) {
    if (error instanceof PipelineError && error.code === "seal/damaged") return [];
    throw error;
  }
}

function requireEndpoint(db: Database, id: string): Endpoint {
  const endpoint = getEndpoint(db, id);
  if (endpoint !== undefined) return endpoint;
  throw new PipelineError("endpoint/unknown", `there is no endpoint ${id}`, {
    hint: "`entitywire endpoints list` or GET /v1/endpoints lists all",
  });
}

function requireEditable({ id, origin }: Endpoint): void {
  if (origin === "person") return;
  throw notNow(
    `${id} is configured in the environment`,
    "change ENTITYWIRE_WEBHOOK_URL, _SECRET or _TYPES and restart the service",
  );
}

function checkLine(name: string, text: string): void {
  if (isOneLine(text)) return;
  throw new PipelineError("input/usage", `the ${name} ${NOT_ONE_LINE}`, {
    hint: "leave out line ends, escape sequences and the like",
  });
}

function checkSecret(secret: string): string {
  if (SECRET_PATTERN.test(secret)) return secret;
  throw new PipelineError("input/usage", "the secret is not a valid Standard Webhooks secret", {
    hint: "use whsec_ and 24 to 64 bytes in base64, or omit it to generate one",
  });
}

function checkFrom(db: Database, from: number | null): void {
  if (from === null || (from >= 1 && from <= lastSequence(db) + 1)) return;
  throw new PipelineError("input/usage", `the log has no event ${from}`, {
    hint: `the log ends at ${lastSequence(db)}; without --from delivery starts with the next event`,
  });
}

function notNow(what: string, hint: string): PipelineError {
  return new PipelineError("endpoint/not-now", what, { hint });
}
