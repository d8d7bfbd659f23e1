/** Ways to damage a PDF that was whole. */

export type Chance = () => number;
type Damage = (pdf: Uint8Array, chance: Chance) => Uint8Array;

const at = (pdf: Uint8Array, chance: Chance) => Math.floor(chance() * pdf.length);

/** Each keyword, number or name that a reader trusts, and something else in its place. */
const TRUSTED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/Length \d+/g, ["/Length 0", "/Length 2147483647", "/Length -1", "/Length 4 0 R"]],
  [/\/Count \d+/g, ["/Count 2147483647", "/Count -5", "/Count 0"]],
  [/\/Size \d+/g, ["/Size 1", "/Size 999999999"]],
  [/startxref\s+\d+/g, ["startxref 0", "startxref 99999999999", "startxref 17"]],
  [/\/Kids \[[^\]]*\]/g, ["/Kids []", "/Kids [2 0 R]", "/Kids null", "/Kids [1 0 R 1 0 R]"]],
  [/\/Filter \/FlateDecode/g, ["/Filter /LZWDecode", "/Filter /Crypt", "/Filter 7", "/Filter []"]],
  [/\d+ 0 R/g, ["1 0 R", "999999 0 R", "2 0 R", "0 65535 R"]],
  [/\/Type \/\w+/g, ["/Type /Page", "/Type /Catalog", "/Type null"]],
  [/\/Subtype \/\w+/g, ["/Subtype /Type3", "/Subtype /Type0", "/Subtype /CIDFontType2"]],
  [/endstream|endobj|xref|trailer/g, ["", "stream", "obj"]],
];

export const DAMAGES: Readonly<Record<string, Damage>> = {
  "cut anywhere": (pdf, chance) => pdf.subarray(0, at(pdf, chance)),
  "without its start": (pdf, chance) => pdf.subarray(at(pdf, chance)),
  "flipped bits": (pdf, chance) => {
    const copy = Buffer.from(pdf);
    for (let left = 1 + Math.floor(chance() * 200); left > 0; left -= 1) {
      const where = at(pdf, chance);
      copy[where] = (copy[where] ?? 0) ^ (1 << Math.floor(chance() * 8));
    }
    return copy;
  },
  "a part of zeros": (pdf, chance) => {
    const copy = Buffer.from(pdf);
    const start = at(pdf, chance);
    return copy.fill(0, start, Math.min(copy.length, start + Math.floor(chance() * 5000)));
  },
  "a part twice": (pdf, chance) => {
    const [one, other] = [at(pdf, chance), at(pdf, chance)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    return Buffer.concat([pdf.subarray(0, other), pdf.subarray(one)]);
  },
  "a part missing": (pdf, chance) => {
    const start = at(pdf, chance);
    const end = start + Math.floor(chance() * 3000);
    return Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)]);
  },
  "a cross-reference table cut off": (pdf, chance) => {
    const table = Buffer.from(pdf).lastIndexOf("xref\n0");
    const end = table + Math.floor(chance() * (pdf.length - table));
    return pdf.subarray(0, table < 0 ? pdf.length - 100 : end);
  },
  "something else in the place of what is trusted": (pdf, chance) => {
    let text = Buffer.from(pdf).toString("latin1");
    for (let left = 1 + Math.floor(chance() * 4); left > 0; left -= 1) {
      const [pattern, others] = TRUSTED[Math.floor(chance() * TRUSTED.length)] ??
        TRUSTED[0] ?? [/^/g, [""]];
      const found = [...text.matchAll(pattern)];
      const match = found[Math.floor(chance() * found.length)];
      if (match === undefined) continue;
      const other = others[Math.floor(chance() * others.length)] ?? "";
      text = text.slice(0, match.index) + other + text.slice(match.index + match[0].length);
    }
    return Buffer.from(text, "latin1");
  },
};
