/** Splits a paragraph into sentences; `Co., Ltd.`, `U.S.` and `No. 4` do not end one. `⟦0⟧` stands for a name. */

const BOUNDARY = /(?<=[.;:])\s+(?=[“"A-Z(•§⟦])/;
const NO_END =
  /(?:\b(?:Co|Ltd|Inc|Corp|No|Nos|St|Dr|Mr|Ms|Jr|vs|Supp|Doc|Sec|Pub|et al)\.|(?:\b[A-Za-z]\.){2}|[;:])$/;

export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let open = "";
  for (const piece of text.split(BOUNDARY)) {
    open = open === "" ? piece : `${open} ${piece}`;
    if (NO_END.test(piece)) continue;
    sentences.push(open);
    open = "";
  }
  if (open !== "") sentences.push(open);
  return sentences;
}
