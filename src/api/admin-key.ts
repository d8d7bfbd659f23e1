/** Lets in who brings the admin key: as the password of HTTP Basic, so that a browser can ask for it, or as a bearer token. */

import { hash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { readCredentials } from "./credentials.ts";
import { createRateLimit } from "./rate-limit.ts";
import { addressGroup } from "./remote-address.ts";

const WRONG_KEYS_A_MINUTE = 60;

/**
 * Answers 401 to everybody else. A person may have chosen the key, so guessing is limited: behind so many wrong ones, an address
 * is not heard at all for the rest of the minute, not even with the right one. A browser keeps one key for each `realm`.
 */
export function demandKey(key: string, realm = "entitywire"): MiddlewareHandler {
  const wanted = digest(key);
  const guesses = createRateLimit("keys", WRONG_KEYS_A_MINUTE, 60);
  return async (c, next) => {
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) {
      const tooMany = await guesses.look(c, addressGroup(c));
      if (tooMany !== null) return tooMany;
      const given = readCredentials(authorization);
      if (given !== null && timingSafeEqual(digest(given.key), wanted)) return next();
      await guesses.count(c, addressGroup(c));
    }
    return c.text("the admin key is wanted: as the password, or as a bearer token\n", 401, {
      "www-authenticate": `Basic realm="${realm}", charset="UTF-8"`,
    });
  };
}

/** Of one length whatever was sent, so that comparing takes one time. */
function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}
