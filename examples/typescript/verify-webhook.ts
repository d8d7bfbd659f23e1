// SPDX-License-Identifier: MIT-0

/** Verifies the signature of a webhook: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

import { createHmac, timingSafeEqual } from "node:crypto";

/** Identifies a message. Accept each pair only once. */
export interface Signed {
  /** The event's id, the same on every attempt. */
  readonly id: string;
  /** Time of this attempt, in seconds since 1970. */
  readonly timestamp: number;
}

/** An answer for the sender. It reveals nothing about the secrets. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Older messages may be replays whose ids were forgotten. */
export const TOLERANCE_S = 5 * 60;

/**
 * `body` must be the exact bytes of the request, not parsed and printed again. `secrets` are `whsec_…`; give both during a rotation.
 * The header may contain several signatures during a rotation; one valid signature is enough.
 *
 * @throws Refusal, or an Error where a secret is invalid
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array,
  secrets: readonly string[],
  now: Date,
): Signed {
  const [id, stamp, signatures] = ["id", "timestamp", "signature"].map(
    (name) => headers[`webhook-${name}`],
  );
  if (typeof id !== "string" || !/^[\w.-]{1,200}$/.test(id)) {
    throw new Refusal(400, "webhook-id is missing or invalid");
  }
  if (typeof stamp !== "string" || !/^\d{1,12}$/.test(stamp) || typeof signatures !== "string") {
    throw new Refusal(400, "webhook-timestamp or webhook-signature is missing or invalid");
  }
  const timestamp = Number(stamp);
  if (Math.abs(now.getTime() / 1000 - timestamp) > TOLERANCE_S) {
    throw new Refusal(401, "webhook-timestamp is too far from now");
  }
  const expected = secrets.map((secret) =>
    createHmac("sha256", keyOf(secret)).update(`${id}.${stamp}.`).update(body).digest(),
  );
  const given = signatures
    .split(" ")
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice(3), "base64"));
  const isValid = given.some((one) => expected.some((other) => isSame(one, other)));
  if (!isValid) throw new Refusal(401, "no webhook-signature is valid");
  return { id, timestamp };
}

/** Refuses an empty or short key, with which anyone could sign. */
function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length < 24)
    throw new Error("each secret must be whsec_ and the base64 of 24 bytes or more");
  return key;
}

/** Compares in constant time, so that the duration reveals nothing. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
