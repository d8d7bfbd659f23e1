/** Writes a PDF object by object, so that any of them may be wrong. Syntax: ISO 32000-1, clause 7. */

import { once } from "node:events";
import { createDeflate, deflateSync } from "node:zlib";

export type MakePdf = () => Uint8Array | Promise<Uint8Array>;

/** The text of an object, or a stream with its dictionary's entries. */
export type RawObject = string | { readonly entries: string; readonly data: Uint8Array };

/** Objects are numbered from 1; the first one is the catalog. `trailer`: further entries. */
export function writeRawPdf(objects: readonly RawObject[], trailer = ""): Uint8Array {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const put = (part: string | Uint8Array) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part);
    parts.push(bytes);
    at += bytes.length;
  };
  put("%PDF-1.7\n");
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    put(`${index + 1} 0 obj\n`);
    if (typeof object === "string") put(object);
    else {
      const length = /\/Length\b/.test(object.entries) ? "" : ` /Length ${object.data.length}`;
      put(`<< ${object.entries}${length} >>\nstream\n`);
      put(object.data);
      put("\nendstream");
    }
    put("\nendobj\n");
  }
  const start = at;
  put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) put(`${String(offset).padStart(10, "0")} 00000 n \n`);
  put(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\n`);
  put(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

export interface Page {
  /** Of its dictionary, beside type, parent, contents and resources. */
  readonly entries?: string;
  readonly resources?: string;
  readonly content: RawObject;
  /** Numbered from 5. */
  readonly more?: readonly RawObject[];
  readonly catalog?: string;
}

/** One page: 1 the catalog, 2 the page tree, 3 the page, 4 its content, 5 and on what is given. */
export function onePage({ entries = "", resources, content, more = [], catalog = "" }: Page) {
  const box = entries.includes("/MediaBox") ? "" : "/MediaBox [0 0 612 792]";
  return writeRawPdf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R ${box} /Contents 4 0 R /Resources << ${resources ?? HELVETICA} >> ${entries} >>`,
    content,
    ...more,
  ]);
}

export const HELVETICA = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

export function stream(text: string, entries = ""): RawObject {
  return { entries, data: Buffer.from(text, "latin1") };
}

export function deflated(data: Uint8Array | string, times = 1): RawObject {
  let packed: Uint8Array = Buffer.from(data as Uint8Array);
  for (let left = times; left > 0; left -= 1) packed = deflateSync(packed, { level: 9 });
  return { entries: `/Filter [${"/FlateDecode ".repeat(times)}]`, data: packed };
}

/** Some lines of text, as a page's content. */
export function lines(count: number, text = "Nobody is added to any list by this."): string {
  const shown = Array.from({ length: count }, () => `(${text}) Tj T*`).join("\n");
  return `BT /F1 10 Tf 12 TL 72 740 Td\n${shown}\nET`;
}

/** So many blanks, packed without ever being held. */
export async function blanks(megabytes: number, times = 1): Promise<RawObject> {
  const block = Buffer.alloc(1_000_000, 0x20);
  const deflate = createDeflate({ level: 9 });
  const feed = async () => {
    for (let left = megabytes; left > 0; left -= 1) {
      if (!deflate.write(block)) await once(deflate, "drain");
    }
    deflate.end();
  };
  const [packed] = await Promise.all([Array.fromAsync(deflate), feed()]);
  const again = deflated(Buffer.concat(packed), times - 1) as { readonly data: Uint8Array };
  return { entries: `/Filter [${"/FlateDecode ".repeat(times)}]`, data: again.data };
}
