/** Whether a link that an answer holds leads where the answer came from. */

import { untrusted } from "./http-errors.ts";

/** A service keeps its texts on hosts of its own domain: `public-inspection.federalregister.gov`. */
export function isOwn(url: string, baseUrl: string): boolean {
  const base = new URL(baseUrl);
  const to = URL.parse(url);
  const domain = base.hostname.replace(/^www\./, "");
  const isSibling = to?.protocol === "https:" && to.hostname.endsWith(`.${domain}`);
  return to !== null && (to.host === base.host || isSibling);
}

/** @throws PipelineError fetch/untrusted where the link leads elsewhere */
export function refuseForeign(
  url: string,
  baseUrl: string,
  document: { readonly document_number: string; readonly raw: unknown },
): void {
  if (isOwn(url, baseUrl)) return;
  throw untrusted(
    url,
    `the text of ${document.document_number} lies on another host than ${new URL(baseUrl).host}`,
    new TextEncoder().encode(JSON.stringify(document.raw)),
  );
}
