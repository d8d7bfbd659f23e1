/** PDFs whose objects, fonts, pictures, scripts or words are against their reader. */

import PDFDocument from "pdfkit";
import {
  deflated,
  HELVETICA,
  lines,
  type MakePdf,
  onePage,
  stream,
  writeRawPdf,
} from "./raw-pdf.ts";

const MEGABYTE = 1_000_000;

/** A page whose font has these entries, and a text in it. */
function inFont(font: string, more: Parameters<typeof onePage>[0]["more"] = [], text = lines(40)) {
  return onePage({ resources: `/Font << /F1 ${font} >>`, content: stream(text), more: more ?? [] });
}

function toUnicode(body: string) {
  return stream(
    `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange <00> <FF> endcodespacerange\n${body}\nendcmap end end`,
  );
}

const WITH_MAP = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>";

export const HOSTILE_OBJECTS: Readonly<Record<string, MakePdf>> = {
  // Objects.
  "a length that is its own stream": () => onePage({ content: stream(lines(40), "/Length 4 0 R") }),
  "a length of 2 GB": () => onePage({ content: stream(lines(40), "/Length 2147483647") }),
  "contents that are their own array": () => onePage({ content: "[4 0 R 4 0 R]" }),
  "100,000 contents": () =>
    onePage({ content: `[${"5 0 R ".repeat(100_000)}]`, more: [stream(lines(1))] }),
  "a reference that refers to itself": () =>
    onePage({ entries: "/X 5 0 R", content: "4 0 R", more: ["5 0 R"] }),
  "a table that comes before itself": () =>
    writeRawPdf(
      ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"],
      "/Prev 9",
    ),
  "an object stream that holds itself": () =>
    onePage({
      content: stream(lines(40)),
      more: [stream("5 0 4 0", "/Type /ObjStm /N 2 /First 8 /Extends 5 0 R")],
    }),
  "a filter named 10,000 times": () =>
    onePage({ content: stream("x", `/Filter [${"/ASCIIHexDecode ".repeat(10_000)}]`) }),
  "an unknown filter": () => onePage({ content: stream(lines(40), "/Filter /Whatever") }),
  // Fonts.
  "a font that is no font": () => inFont("7"),
  "a font that is an array of itself": () => inFont("[5 0 R]", ["[5 0 R]"]),
  "a font file of noise": () =>
    inFont(
      "<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 32 /FontFile2 5 0 R >> >>",
      [stream("\u0000\u0001\u0000\u0000".repeat(50_000))],
    ),
  "widths of 10^300": () =>
    inFont(
      `<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 0 /LastChar 255 /Widths [${"1e300 ".repeat(256)}] >>`,
    ),
  "widths below zero": () =>
    inFont(
      `<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 0 /LastChar 255 /Widths [${"-500 ".repeat(256)}] >>`,
    ),
  "a million widths": () =>
    inFont(
      `<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 0 /LastChar 999999999 /Widths [${"500 ".repeat(MEGABYTE)}] >>`,
    ),
  "a drawn font whose letter draws itself": () =>
    inFont(
      "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /LastChar 255 /Widths [] /Encoding << /Differences [0 /N] >> /CharProcs << /N 5 0 R >> /Resources << /Font << /F1 6 0 R >> >> >>",
      [
        stream("1 0 d0 BT /F1 1 Tf (N) Tj ET"),
        "<< /Type /Font /Subtype /Type3 /CharProcs << /N 5 0 R >> >>",
      ],
    ),
  "a map of one letter to a million": () =>
    inFont(WITH_MAP, [toUnicode(`1 beginbfchar <61> <${"0061".repeat(MEGABYTE)}> endbfchar`)]),
  "a map of 4,294,967,295 letters": () =>
    inFont(WITH_MAP, [toUnicode("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")]),
  "a map that uses itself": () =>
    inFont(WITH_MAP, [
      { entries: "/Type /CMap /UseCMap 5 0 R", data: Buffer.from("begincmap endcmap") },
    ]),
  "letters of no meaning": () =>
    inFont(WITH_MAP, [toUnicode("1 beginbfrange <00> <FF> <FFFD> endbfrange")]),
  "50,000 fonts": () =>
    onePage({
      resources: `/Font << ${Array.from({ length: 50_000 }, (_, at) => `/F${at} << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>`).join(" ")} >>`,
      content: deflated(Array.from({ length: 50_000 }, (_, at) => `/F${at} 9 Tf`).join(" ")),
    }),
  // Pictures.
  "a scan, without a text": () =>
    onePage({
      resources: "/XObject << /X 5 0 R >>",
      content: stream("612 0 0 792 0 0 cm /X Do"),
      more: [deflated(Buffer.alloc(612 * 792, 0xaa))].map((packed) => ({
        ...(packed as { data: Uint8Array }),
        entries:
          "/Type /XObject /Subtype /Image /Width 612 /Height 792 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
      })),
    }),
  "a picture of 100,000 by 100,000": () =>
    onePage({
      resources: `${HELVETICA} /XObject << /X 5 0 R >>`,
      content: stream(`${lines(20)} /X Do`),
      more: [
        stream(
          "x",
          "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
        ),
      ],
    }),
  "a picture that is its own mask": () =>
    onePage({
      resources: `${HELVETICA} /XObject << /X 5 0 R >>`,
      content: stream(`${lines(20)} /X Do`),
      more: [
        stream(
          "x",
          "/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 5 0 R",
        ),
      ],
    }),
  "a color space of itself": () =>
    onePage({
      resources: `${HELVETICA} /ColorSpace << /C 5 0 R >>`,
      content: stream(`/C cs 1 sc ${lines(20)}`),
      more: ["[/Indexed 5 0 R 255 (x)]"],
    }),
  "a pattern of itself": () =>
    onePage({
      resources: `${HELVETICA} /Pattern << /P 5 0 R >>`,
      content: stream(`/Pattern cs /P scn 0 0 600 600 re f ${lines(20)}`),
      more: [
        stream(
          "/Pattern cs /P scn 0 0 9 9 re f",
          "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << /Pattern << /P 5 0 R >> >>",
        ),
      ],
    }),
  "a shading by a program of 1,000,000 steps": () =>
    onePage({
      resources: `${HELVETICA} /Shading << /S << /ShadingType 1 /ColorSpace /DeviceGray /Function 5 0 R >> >>`,
      content: stream(`/S sh ${lines(20)}`),
      more: [
        stream(
          `{ ${"dup mul ".repeat(500_000)} }`,
          "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]",
        ),
      ],
    }),
  // What would run.
  "a script on opening": () =>
    onePage({
      catalog:
        "/OpenAction << /S /JavaScript /JS (while (true) {}) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >>",
      content: stream(lines(40)),
    }),
  "a form of scripts": () =>
    onePage({
      catalog: "/AcroForm << /XFA 5 0 R /Fields [] >>",
      content: stream(lines(40)),
      more: [
        stream(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${"a".repeat(1000)}">]><x>${"&a;".repeat(10_000)}</x>`,
        ),
      ],
    }),
  "an entity of entities in its metadata": () =>
    onePage({
      catalog: "/Metadata 5 0 R",
      content: stream(lines(40)),
      more: [
        stream(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${"&a;".repeat(10)}"><!ENTITY c "${"&b;".repeat(10)}">]><x>${"&c;".repeat(1000)}</x>`,
          "/Type /Metadata /Subtype /XML",
        ),
      ],
    }),
  "encrypted under a password": () => typed({ userPassword: "secret" }),
  "encrypted for its owner alone": () => typed({ ownerPassword: "secret" }),
  "encrypted in a way that nobody knows": () =>
    writeRawPdf(
      ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"],
      "/Encrypt << /Filter /Nobody /V 99 >> /ID [(a) (b)]",
    ),
  // What reads the print.
  "brackets without an end": () => onePage({ content: deflated(lines(3000, "\\(".repeat(80))) }),
  "aliases without an end": () =>
    onePage({ content: deflated(lines(3000, "a.k.a., the following one alias: a.k.a. B; and ")) }),
  "instructions without an end": () =>
    onePage({
      content: deflated(
        lines(
          3000,
          "1. Supplement No. 4 to part 744 is amended by adding, in alphabetical order, under",
        ),
      ),
    }),
  "numbers without an end": () =>
    onePage({
      content: deflated(lines(3000, "[FR Doc. 2025-05427 Filed 1-1-25; 8:45 am] 1.1.1.1.1.1")),
    }),
};

async function typed(options: PDFKit.PDFDocumentOptions): Promise<Uint8Array> {
  const document = new PDFDocument(options);
  document.text("Nobody is added to any list by this. ".repeat(50)).end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) chunks.push(chunk);
  return Buffer.concat(chunks);
}
