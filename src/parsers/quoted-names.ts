/** Takes the quoted names out of an instruction, in curly or straight quotation marks. */

/** Brackets for the n-th name in the text without names; the Federal Register prints no such brackets. */
const [OPEN, CLOSE] = ["⟦", "⟧"];
export const NAME_PLACE = /⟦(\d+)⟧/;

export interface WithoutNames {
  /** The text with `⟦n⟧` for the n-th name. */
  readonly text: string;
  readonly names: readonly string[];
}

export function takeQuotedNames(text: string): WithoutNames {
  const names: string[] = [];
  const keep = (name: string) => {
    const at = names.push(tidyQuoted(name)) - 1;
    return ` ${OPEN}${at}${CLOSE} `;
  };
  const curly = replaceCurly(text, keep);
  return { text: curly.replace(/"([^"]+)"/g, (_, name: string) => keep(name)), names };
}

/** A name may itself hold quotation marks, `“Scientific Enterprise “GAMMA””`: they nest. */
function replaceCurly(text: string, keep: (name: string) => string): string {
  let out = "";
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("“", at);
    if (open === -1) break;
    const close = closingQuote(text, open);
    if (close === -1) break;
    out += text.slice(at, open) + keep(text.slice(open + 1, close));
    at = close + 1;
  }
  return out + text.slice(at);
}

function closingQuote(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "“") depth += 1;
    else if (text[at] === "”") depth -= 1;
    if (depth === 0) return at;
  }
  // Unbalanced: the first closing mark is the best there is.
  return text.indexOf("”", open);
}

function tidyQuoted(name: string): string {
  return name.trim().replace(/[,;]+$/, "");
}
