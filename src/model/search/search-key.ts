/** Keys for search by sound: any script in Latin letters, without company forms. */

import anyAscii from "any-ascii";

/** Company forms in the languages of the lists; they do not distinguish names. */
const FORMS = new Set(
  (
    "ab ag ao as bv co company corp corporation fzc fzco fze gmbh inc incorporated jsc kg lda limited llc llp lp ltd mbh nv " +
    "oao ojsc oo ooo oy oyj pao pjsc plc private pt pte pty pvt sa sal sarl sas sdn bhd spa spol srl sro zao the"
  ).split(" "),
);

/** `Hangzhou Hikvision Digital Technology Co., Ltd.` → `hangzhou hikvision digital technology`. Never empty where the name has a letter. */
export function searchKey(name: string): string {
  const words = wordsOf(name);
  const telling = words.filter((word) => !FORMS.has(word));
  return (telling.length > 0 ? telling : words).join(" ");
}

/** Every word of a text as it sounds: `No. 3, Zhongguancun` → `no 3 jonguankun`. */
export function soundKey(text: string): string {
  return wordsOf(text).map(soundOf).join(" ");
}

/** Unifies letters that transliterations write differently (`Mikran`, `Micran`; `Yuzhny`, `Iuzhnyi`). */
export function soundOf(word: string): string {
  return word
    .replace(/shch|sch/g, "sh")
    .replace(/tch/g, "ch")
    .replace(/kh/g, "h")
    .replace(/zh/g, "j")
    .replace(/ph/g, "f")
    .replace(/ck|q|c(?![ehiy])/g, "k")
    .replace(/t[sz]/g, "c")
    .replace(/[yj](?=[aeou])/g, "i")
    .replace(/y/g, "i")
    .replace(/w/g, "v")
    .replace(/x/g, "ks")
    .replace(/(.)\1+/g, "$1");
}

function wordsOf(name: string): string[] {
  return anyAscii(name.normalize("NFKC"))
    .toLowerCase()
    .replace(/(?<=\b[a-z])\.(?=[a-z]\b)/g, "")
    .replace(/['`"]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .filter(Boolean);
}
