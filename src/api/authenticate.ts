/** Lets in who brings a key that may do what is asked; who asks for what is nobody's secret from this very host needs none. */

import type { Context, MiddlewareHandler } from "hono";
import type { KeyRing } from "../db/subscribers/keys.ts";
import type { ApiCaller } from "../model/api-caller.ts";
import type { ApiScope } from "../model/api-scope.ts";
import { readCredentials } from "./credentials.ts";
import { problem } from "./problem.ts";
import type { RateLimit } from "./rate-limit.ts";
import { addressGroup, isForThisHost } from "./remote-address.ts";

export interface AuthenticateOptions {
  readonly keys: KeyRing;
  /** Reading without a key from this host: only where the server is bound to the loopback. Managing always wants one. */
  readonly readsAreFree: boolean;
  /** Of refusals, by address. */
  readonly refusals: RateLimit;
}

const MANAGED = /^\/v1\/(?:endpoints|keys)(?:\/|$)/;
const BEARER = 'Bearer realm="entitywire"';
const BASIC = 'Basic realm="entitywire", charset="UTF-8"';

export function wantedScope(path: string): ApiScope {
  return MANAGED.test(path) ? "manage" : "read";
}

export function authenticate(
  options: AuthenticateOptions,
): MiddlewareHandler<{ Variables: { caller: ApiCaller } }> {
  return async (c, next) => {
    const wanted = wantedScope(c.req.path);
    const caller = identify(c, options, wanted);
    if (caller === null) return refuse(c, options.refusals, wanted);
    if (!caller.scopes.includes(wanted)) {
      c.header("WWW-Authenticate", `${BEARER}, error="insufficient_scope", scope="${wanted}"`);
      const detail = `This key may ${caller.scopes.join(", ")}; a key with the scope ${wanted} is wanted.`;
      return problem(c, 403, "The key lacks a scope", detail);
    }
    c.set("caller", caller);
    return next();
  };
}

/** A thousand streams of one key wake at once: one look serves those of the same moment. */
const SAME_MOMENT_MS = 5;

/** Whether who was let in once may stay: its key was not revoked since. */
export function createStayCheck(keys: KeyRing): (caller: ApiCaller) => boolean {
  const looked = new Map<string, boolean>();
  let moment = 0;
  return ({ keyId }) => {
    if (keyId === null) return true;
    const now = performance.now();
    if (now - moment > SAME_MOMENT_MS) {
      looked.clear();
      moment = now;
    }
    const isValid = looked.get(keyId) ?? keys.isValid(keyId);
    looked.set(keyId, isValid);
    return isValid;
  };
}

function identify(
  c: Context,
  { keys, readsAreFree }: AuthenticateOptions,
  wanted: ApiScope,
): ApiCaller | null {
  const authorization = c.req.header("authorization");
  if (authorization === undefined) {
    const isFree = readsAreFree && wanted === "read" && isForThisHost(c);
    return isFree ? { id: addressGroup(c), keyId: null, scopes: ["read"] } : null;
  }
  // A wrong key is not taken for none: who brings one is to hear that it does not work.
  const credentials = readCredentials(authorization);
  if (credentials === null || !mayBring(credentials.scheme, wanted)) return null;
  const key = keys.find(credentials.key);
  return key === null ? null : { id: key.id, keyId: key.id, scopes: key.scopes };
}

/** A browser sends a password of HTTP Basic by itself, from whatever page: good for reading a feed, not for managing. */
function mayBring(scheme: "bearer" | "basic", wanted: ApiScope): boolean {
  return scheme === "bearer" || wanted === "read";
}

/** Keys are 32 random bytes, so a right one is let in however many wrong ones came from its address. */
async function refuse(c: Context, refusals: RateLimit, wanted: ApiScope): Promise<Response> {
  const tooMany = await refusals.count(c, addressGroup(c));
  if (tooMany !== null) return tooMany;
  c.header("WWW-Authenticate", BEARER);
  if (wanted === "read") c.header("WWW-Authenticate", BASIC, { append: true });
  const detail =
    c.req.header("authorization") === undefined
      ? `Send "Authorization: Bearer <key>". A key is made by: entitywire keys add NAME --scope ${wanted}`
      : "This key is not known, or was revoked.";
  return problem(c, 401, "A key is wanted", detail);
}
