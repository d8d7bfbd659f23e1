/** Webhook signing secrets in the form of Standard Webhooks: `whsec_` and base64. */

import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const BYTES = 32;

/** 24 to 64 bytes in strict base64 with padding, as some receiver libraries require. */
export const SECRET_PATTERN =
  /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export interface Secret {
  readonly secret: string;
  /** It signs until this time; null for the current secret. */
  readonly until: string | null;
}

export function mintSecret(): string {
  return `${PREFIX}${randomBytes(BYTES).toString("base64")}`;
}

/** Adds a new current secret. The previous one signs until `until`; older ones keep their end. */
export function rotate(
  secrets: readonly Secret[],
  secret: string,
  until: Date,
  now: Date,
): Secret[] {
  const former = validAt(secrets, now).map((one) => ({
    ...one,
    until: one.until ?? until.toISOString(),
  }));
  const isOver = ({ until: end }: Secret) => end !== null && end <= now.toISOString();
  return [{ secret, until: null }, ...former.filter((one) => !isOver(one))];
}

export function validAt(secrets: readonly Secret[], now: Date): Secret[] {
  const time = now.toISOString();
  return secrets.filter(({ until }) => until === null || until > time);
}

/** Cached keys, so that each secret is decoded once and not for every event. */
const keys = new WeakMap<Secret, KeyObject>();

function keyOf(secret: Secret): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(secret.secret.slice(PREFIX.length), "base64");
  keys.set(secret, key);
  return key;
}

/** The value of `webhook-signature`: one signature per secret, separated by spaces. */
export function sign(
  secrets: readonly Secret[],
  id: string,
  timestampS: number,
  body: Buffer,
): string {
  const before = `${id}.${timestampS}.`;
  return secrets
    .map((secret) => {
      const hmac = createHmac("sha256", keyOf(secret)).update(before).update(body);
      return `v1,${hmac.digest("base64")}`;
    })
    .join(" ");
}
