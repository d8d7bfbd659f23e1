/** Requires the admin key, as the password of HTTP Basic (so that a browser can ask for it) or as a bearer token. */

import { hash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { readCredentials } from "./credentials.ts";
import { createRateLimit } from "./rate-limit.ts";
import { addressGroup } from "./remote-address.ts";

const WRONG_KEYS_A_MINUTE = 60;

/**
 * Answers 401 to every other request. A person may have chosen the key, so guesses are limited: after too many wrong keys, an
 * address is refused for the rest of the minute, even with the right key. A browser keeps one key for each `realm`.
 */
export function requireAdminKey(key: string, realm = "entitywire"): MiddlewareHandler {
  const expected = digest(key);
  const guesses = createRateLimit("keys", WRONG_KEYS_A_MINUTE, 60);
  return async (c, next) => {
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) {
      const tooMany = await guesses.look(c, addressGroup(c));
      if (tooMany !== null) return tooMany;
      const given = readCredentials(authorization);
      if (given !== null && timingSafeEqual(digest(given.key), expected)) return next();
      await guesses.count(c, addressGroup(c));
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
