/** Detects a PDF by its header. */

/** Readers accept some bytes before the header. https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/pdfreference1.7old.pdf, appendix H, note 13 */
const HEADER_WITHIN_BYTES = 1024;

/** True if `%PDF-` is near the start and no markup precedes it. */
export function isPdf(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEADER_WITHIN_BYTES));
  const at = head.indexOf("%PDF-");
  return at >= 0 && !head.slice(0, at).includes("<");
}
