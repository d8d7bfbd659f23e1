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

/** Below a base URL, its path included: some hosts keep the files of many. */
export function isBelow(url: string, baseUrl: string): boolean {
  const [to, base] = [URL.parse(url), new URL(baseUrl)];
  const folder = base.pathname.replace(/\/*$/, "/");
  return to !== null && to.origin === base.origin && to.pathname.startsWith(folder);
}

/** `pdfBaseUrl`: of the link to a PDF, which may lie there as well. @throws PipelineError fetch/untrusted where the link leads elsewhere */
export function refuseForeign(
  url: string,
  baseUrl: string,
  document: { readonly document_number: string; readonly raw: unknown },
  pdfBaseUrl?: string,
): void {
  if (isOwn(url, baseUrl) || (pdfBaseUrl !== undefined && isBelow(url, pdfBaseUrl))) return;
  const what = pdfBaseUrl === undefined ? "text" : "PDF";
  const hosts = [baseUrl, pdfBaseUrl].flatMap((base) => (base ? [new URL(base).host] : []));
  throw untrusted(
    url,
    `the ${what} of ${document.document_number} lies on another host than ${hosts.join(" or ")}`,
    new TextEncoder().encode(JSON.stringify(document.raw)),
  );
}
