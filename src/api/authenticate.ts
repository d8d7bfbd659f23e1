/** Requires an API key with the right scope. The operator may allow reading from this host without a key. */

import type { Context, MiddlewareHandler } from "hono";
import type { KeyRing } from "../db/subscribers/keys.ts";
import type { ApiCaller } from "../model/api-caller.ts";
import type { ApiScope } from "../model/api-scope.ts";
import type { AdminKey } from "./admin-key.ts";
import { readCredentials } from "./credentials.ts";
import { problem } from "./problem.ts";
import type { RateLimit } from "./rate-limit.ts";
import { addressGroup, isForThisHost } from "./remote-address.ts";

export interface AuthenticateOptions {
  readonly keys: KeyRing;
  /** Reads the pages too, because a browser that has sent it to `/manage` sends it to every page of the site. Null: there is none. */
  readonly admin: AdminKey | null;
  /** Allows reading from this host without a key. Set only where the operator asked for it. Managing always requires a key. */
  readonly readsAreFree: boolean;
  /** Limits refused requests, by address. */
  readonly refusals: RateLimit;
}

const MANAGED = /^\/v1\/(?:endpoints|keys)(?:\/|$)/;
const BEARER = 'Bearer realm="entitywire"';
const BASIC = 'Basic realm="entitywire", charset="UTF-8"';

export function requiredScope(path: string): ApiScope {
  return MANAGED.test(path) ? "manage" : "read";
}

export function authenticate(
  options: AuthenticateOptions,
): MiddlewareHandler<{ Variables: { caller: ApiCaller } }> {
  return async (c, next) => {
    const required = requiredScope(c.req.path);
    const caller = await identify(c, options, required);
    if (caller instanceof Response) return caller;
    if (caller === null) return refuse(c, options.refusals, required);
    if (!caller.scopes.includes(required)) {
      c.header("WWW-Authenticate", `${BEARER}, error="insufficient_scope", scope="${required}"`);
      const detail = `This key has the scope ${caller.scopes.join(", ")}. The request requires the scope ${required}.`;
      return problem(c, 403, "Insufficient scope", detail);
    }
    c.set("caller", caller);
    return next();
  };
}

/** A thousand streams of one key may wake at once: one lookup of the key serves all of them. */
const SAME_MOMENT_MS = 5;

/** Checks that the key of an open stream or long poll has not been revoked. */
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

async function identify(
  c: Context,
  { keys, admin, readsAreFree }: AuthenticateOptions,
  required: ApiScope,
): Promise<ApiCaller | Response | null> {
  const isFree = readsAreFree && required === "read" && isForThisHost(c);
  const anybody = isFree ? readerCalled(addressGroup(c)) : null;
  const authorization = c.req.header("authorization");
  if (authorization === undefined) return anybody;
  const credentials = readCredentials(authorization);
  if (credentials === null || !schemeAllowed(credentials.scheme, required)) return null;
  const key = keys.find(credentials.key);
  if (key !== null) return { id: key.id, keyId: key.id, scopes: key.scopes };
  // A wrong token is refused even where no key is required: the caller must learn that it does not work.
  if (credentials.scheme === "bearer") return null;
  // A browser keeps sending a password to the whole site, such as an admin key that has been changed since.
  if (anybody !== null) return anybody;
  const isAdmin = (await admin?.check(c, credentials.key)) ?? false;
  if (isAdmin instanceof Response) return isAdmin;
  return isAdmin ? readerCalled("admin") : null;
}

function readerCalled(id: string): ApiCaller {
  return { id, keyId: null, scopes: ["read"] };
}

/** A browser attaches HTTP Basic credentials to requests from any page. That is safe for reading, not for managing. */
function schemeAllowed(scheme: "bearer" | "basic", required: ApiScope): boolean {
  return scheme === "bearer" || required === "read";
}

/** Only refusals are limited: a valid key is accepted however many wrong ones came from its address, because 32 random bytes cannot be guessed. */
async function refuse(c: Context, refusals: RateLimit, required: ApiScope): Promise<Response> {
  // Before the limit: a browser asks its user for a key only if the answer demands one.
  c.header("WWW-Authenticate", BEARER);
  if (required === "read") c.header("WWW-Authenticate", BASIC, { append: true });
  const tooMany = await refusals.count(c, addressGroup(c));
  if (tooMany !== null) return tooMany;
  const detail =
    c.req.header("authorization") === undefined
      ? `Send "Authorization: Bearer <key>". Create a key with: entitywire keys add NAME --scope ${required}`
      : "The key is unknown or was revoked.";
  return problem(c, 401, "API key required", detail);
}
