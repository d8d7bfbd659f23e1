/** Tables of Markdown. */

/** Names and single cells, not the document: enough to find the place by. */
const MAX_LENGTH = 160;

export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}

export function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function row(cells: readonly (string | number)[]): string {
  const texts = cells.map((cell) => `${cell}`.replace(/\s+/g, " ").replaceAll("|", "\\|").trim());
  return `| ${texts.join(" | ")} |`;
}
