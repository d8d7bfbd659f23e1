/** How large a request may be. Node itself limits its headers, and the time that it takes to come. */

import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { problem } from "./problem.ts";

const MOST_URL_CHARACTERS = 8_000;
const MOST_PARAMETERS = 100;
/** A filter with every destination there is has some 10 kB. */
const MOST_BODY_BYTES = 64 * 1024;

export const limitUrl: MiddlewareHandler = async (c, next) => {
  const { length } = c.req.url;
  if (length > MOST_URL_CHARACTERS) {
    const detail = `${MOST_URL_CHARACTERS} characters are allowed.`;
    return problem(c, 414, "The URL is too long", detail);
  }
  if (c.req.url.split("&").length > MOST_PARAMETERS) {
    return problem(c, 400, "Too many parameters", `${MOST_PARAMETERS} are allowed.`);
  }
  return next();
};

export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: (c) => problem(c, 413, "The body is too large", `${MOST_BODY_BYTES} bytes are allowed.`),
});
