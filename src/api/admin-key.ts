/** Checks the admin key, which opens the queue board and `/manage`. */

import { hash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { readCredentials } from "./credentials.ts";
import { createRateLimit } from "./rate-limit.ts";
import { addressGroup } from "./remote-address.ts";

const WRONG_KEYS_A_MINUTE = 60;

export interface AdminKey {
  /** Whether `given` is the admin key; a response with status 429 where its address has sent too many wrong keys. */
  check(c: Context, given: string | null): Promise<boolean | Response>;
}

/**
 * A person may have chosen the key, so guesses are limited: after too many wrong keys, an address is refused for the rest of the
 * minute, even with the right key. Use one for all places that accept the key, so that they count together.
 */
export function createAdminKey(key: string): AdminKey {
  const expected = digest(key);
  const guesses = createRateLimit("keys", WRONG_KEYS_A_MINUTE, 60);
  return {
    check: async (c, given) => {
      const tooMany = await guesses.look(c, addressGroup(c));
      if (tooMany !== null) return tooMany;
      if (given !== null && timingSafeEqual(digest(given), expected)) return true;
      await guesses.count(c, addressGroup(c));
      return false;
    },
  };
}

/**
 * Requires the admin key, as the password of HTTP Basic (so that a browser can ask for it) or as a bearer token. Answers 401 to
 * every other request. A browser keeps one key for each `realm`.
 */
export function requireAdminKey(admin: AdminKey, realm = "entitywire"): MiddlewareHandler {
  return async (c, next) => {
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) {
      const right = await admin.check(c, readCredentials(authorization)?.key ?? null);
      if (right instanceof Response) return right;
      if (right) return next();
    }
    return c.text(
      "admin key required: send it as the password of HTTP Basic or as a bearer token\n",
      401,
      {
        "www-authenticate": `Basic realm="${realm}", charset="UTF-8"`,
      },
    );
  };
}

/** Digests have one length, so that every comparison takes the same time. */
function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}
