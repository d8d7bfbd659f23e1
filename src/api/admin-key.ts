/** Lets in who brings the admin key: as the password of HTTP Basic, so that a browser can ask for it, or as a bearer token. */

import { hash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";

/** Answers 401 to everybody else. The user name of HTTP Basic may be any. */
export function demandKey(key: string): MiddlewareHandler {
  const wanted = digest(key);
  return async (c, next) => {
    const given = readKey(c.req.header("authorization") ?? "");
    if (given !== null && timingSafeEqual(digest(given), wanted)) return next();
    return c.text("the admin key is wanted: as the password, or as a bearer token\n", 401, {
      "www-authenticate": 'Basic realm="entitywire", charset="UTF-8"',
    });
  };
}

/** Of one length whatever was sent, so that comparing takes one time. */
function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

/** RFC 7617 (`user:password` in base64; only a password may hold colons) and RFC 6750. */
function readKey(authorization: string): string | null {
  const [, scheme, credentials] = /^(basic|bearer) +(\S+)$/i.exec(authorization) ?? [];
  if (scheme === undefined || credentials === undefined) return null;
  if (scheme.toLowerCase() === "bearer") return credentials;
  return /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, "base64").toString())?.[1] ?? null;
}
