/**
 * Text that is printed on one line of a terminal. Control characters could move the cursor, hide or forge lines, or change the
 * order in which letters are shown.
 */

const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;
/** As above, but without line ends and tabs. A whole sequence is found where it sets no more than colors. */
const HARMFUL = /(?![\n\t])(?:\p{Cc}\[[\d;]*m|[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069])/gu;
const COLOR = "\u001b[";

/** Why a text is refused that fails `isOneLine`. */
export const NOT_ONE_LINE = "must be one line without control characters";

export function isOneLine(text: string): boolean {
  return text.search(UNPRINTABLE) === -1;
}

/** Replaces each control character by its escape (`\u001b`), which JSON reads as the same character. */
export function asOneLine(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** Like `asOneLine`, but keeps line ends, tabs and colors. */
export function asPrintable(text: string): string {
  return text.replace(HARMFUL, (found) => (found.startsWith(COLOR) ? found : escaped(found)));
}

/** Escapes the first character. */
function escaped(text: string): string {
  return `\\u${text.charCodeAt(0).toString(16).padStart(4, "0")}${text.slice(1)}`;
}
