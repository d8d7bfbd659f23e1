/** Reads the `Retry-After` header: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */

const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** Milliseconds from now; null where the header is missing or invalid. */
export function readRetryAfter(value: string | string[] | undefined, now: Date): number | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!DATE.test(text)) return null;
  return Math.max(0, Date.parse(text) - now.getTime());
}
