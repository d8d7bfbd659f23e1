/** Checks that a link in an answer points to the source's own hosts. */

import { untrusted } from "./http-errors.ts";

/** Same host, or https on a subdomain such as `public-inspection.federalregister.gov`. */
export function isOwn(url: string, baseUrl: string): boolean {
  const base = new URL(baseUrl);
  const to = URL.parse(url);
  const domain = base.hostname.replace(/^www\./, "");
  const isSibling = to?.protocol === "https:" && to.hostname.endsWith(`.${domain}`);
  return to !== null && (to.host === base.host || isSibling);
}

/** Whether the URL is below the base URL, including its path: some hosts serve files of many owners. */
export function isBelow(url: string, baseUrl: string): boolean {
  const [to, base] = [URL.parse(url), new URL(baseUrl)];
  const folder = base.pathname.replace(/(?<!\/)\/*$/, "/");
  return to !== null && to.origin === base.origin && to.pathname.startsWith(folder);
}

/** Give `pdfBaseUrl` for a PDF link, which may also point there. @throws PipelineError fetch/untrusted where the link points elsewhere */
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
    `the ${what} of ${document.document_number} is on another host than ${hosts.join(" or ")}`,
    new TextEncoder().encode(JSON.stringify(document.raw)),
  );
}
