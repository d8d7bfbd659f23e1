/** Size limits of URL and body. Node itself limits the headers and the time to receive a request. */

import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { problem } from "./problem.ts";

const MOST_URL_CHARACTERS = 8_000;
const MOST_PARAMETERS = 100;
/** A filter with every existing destination has about 10 kB. */
const MOST_BODY_BYTES = 64 * 1024;

export const limitUrl: MiddlewareHandler = async (c, next) => {
  const { length } = c.req.url;
  if (length > MOST_URL_CHARACTERS) {
    const detail = `The limit is ${MOST_URL_CHARACTERS} characters.`;
    return problem(c, 414, "URL too long", detail);
  }
  if (c.req.url.split("&").length > MOST_PARAMETERS) {
    return problem(c, 400, "Too many parameters", `The limit is ${MOST_PARAMETERS}.`);
  }
  return next();
};

export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: (c) => problem(c, 413, "Body too large", `The limit is ${MOST_BODY_BYTES} bytes.`),
});
