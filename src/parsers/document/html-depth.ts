/** A bound on how deep an HTML page nests: libraries that take it apart need time and stack for each level. */

import { PipelineError } from "../../model/errors.ts";

/** Real pages nest some 20 deep. */
const MAX_DEPTH = 1_000;
const TAG = /<(\/?)([a-z][^\s/>]*)[^>]*?(\/?)>/gi;
/** Elements that HTML closes by itself: of these any number stand open. */
const CLOSES_ITSELF =
  /^(?:area|base|br|col|dd|dt|hr|img|input|li|link|meta|option|p|source|t[dhr]|tbody|tfoot|thead|wbr)$/i;

/** Throws `parse/not-xml`. */
export function refuseDeepNesting(html: string): void {
  let depth = 0;
  for (const [, closes, name = "", closed] of html.matchAll(TAG)) {
    if (closed !== "" || CLOSES_ITSELF.test(name)) continue;
    depth += closes === "" ? 1 : -1;
    if (depth <= MAX_DEPTH) continue;
    throw new PipelineError("parse/not-xml", `elements nest deeper than ${MAX_DEPTH}`, {
      hint: "no real document does; check where the file comes from",
    });
  }
}
