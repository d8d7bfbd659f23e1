/** Limits how deep an HTML page nests: HTML parsers need time and stack for each level. */

import { PipelineError } from "../../model/errors.ts";

/** Real pages nest some 20 deep. */
const MAX_DEPTH = 1_000;
/** What stands between `<` and `>`. */
const TAG = /^(\/?)([a-z][^\s/]*)/i;
/** HTML closes these elements implicitly, so any number of them may be without an end tag. */
const CLOSES_ITSELF =
  /^(?:area|base|br|col|dd|dt|hr|img|input|li|link|meta|option|p|source|t[dhr]|tbody|tfoot|thead|wbr)$/i;

/** Throws `parse/not-xml` if elements nest too deep. */
export function refuseDeepNesting(html: string): void {
  let depth = 0;
  for (const tag of tagsOf(html)) {
    const [, closes, name = ""] = TAG.exec(tag) ?? [];
    if (tag.endsWith("/") || CLOSES_ITSELF.test(name)) continue;
    depth += closes === "" ? 1 : -1;
    if (depth <= MAX_DEPTH) continue;
    throw new PipelineError("parse/not-xml", `elements nest deeper than ${MAX_DEPTH}`, {
      hint: "no real document nests so deep; check where the file comes from",
    });
  }
}

/** One pass: `>` is searched again only behind the last one found. */
function* tagsOf(html: string): Generator<string> {
  let end = -1;
  for (let start = html.indexOf("<"); start !== -1; start = html.indexOf("<", start + 1)) {
    if (end < start) end = html.indexOf(">", start);
    if (end === -1) return;
    const tag = html.slice(start + 1, end);
    if (!TAG.test(tag)) continue;
    yield tag;
    start = end;
  }
}
