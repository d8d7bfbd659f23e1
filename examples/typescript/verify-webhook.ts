// SPDX-License-Identifier: MIT-0

/** Whether a POST is from whom it says: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

import { createHmac, timingSafeEqual } from "node:crypto";

/** What was signed is one of a kind: each pair is to be taken once. */
export interface Signed {
  /** Of the event: the same on each try. */
  readonly id: string;
  /** Of this try, seconds since 1970. */
  readonly timestamp: number;
}

/** A message for the sender; it tells nothing of the secrets. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Older ones may be replays, whose ids were forgotten. */
export const TOLERANCE_S = 5 * 60;

/**
 * `body` as it came, byte for byte: parsed and printed again it is another. `secrets` are `whsec_…`; while you change them
 * have both here. The header may hold several signatures while the sender changes them: one that is right is enough.
 *
 * @throws Refusal, or an Error where a secret is none
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
    throw new Refusal(400, "webhook-id is missing or odd");
  }
  if (typeof stamp !== "string" || !/^\d{1,12}$/.test(stamp) || typeof signatures !== "string") {
    throw new Refusal(400, "webhook-timestamp or webhook-signature is missing or odd");
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
  const isRight = given.some((one) => expected.some((other) => isSame(one, other)));
  if (!isRight) throw new Refusal(401, "no webhook-signature is right");
  return { id, timestamp };
}

/** Anyone could sign with the key of a secret that is none. */
function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length < 24) throw new Error("a secret is not whsec_ and the base64 of 24 bytes or more");
  return key;
}

/** In a time that does not tell how much of it is right. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
