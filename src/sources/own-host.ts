/** Whether a link that an answer holds leads where the answer came from. */

import { untrusted } from "./http-errors.ts";

/**
 * A service keeps its texts on hosts of its own domain: `public-inspection.federalregister.gov`.
 * @throws PipelineError fetch/untrusted where the link leads elsewhere
 */
export function refuseForeign(
  url: string,
  baseUrl: string,
  document: { readonly document_number: string; readonly raw: unknown },
): void {
  const base = new URL(baseUrl);
  const to = URL.parse(url);
  const domain = base.hostname.replace(/^www\./, "");
  const isSibling = to?.protocol === "https:" && to.hostname.endsWith(`.${domain}`);
  if (to !== null && (to.host === base.host || isSibling)) return;
  throw untrusted(
    url,
    `the text of ${document.document_number} lies on another host than ${base.host}`,
    new TextEncoder().encode(JSON.stringify(document.raw)),
  );
}
