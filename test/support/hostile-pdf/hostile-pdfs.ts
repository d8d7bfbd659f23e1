/** PDFs that somebody wrote against their reader. Each is made when it is asked for: some are large. */

import PDFDocument from "pdfkit";
import { blanks, deflated, HELVETICA, lines, onePage, stream, writeRawPdf } from "./raw-pdf.ts";

type Made = Uint8Array | Promise<Uint8Array>;

const MEGABYTE = 1_000_000;

/** A page that calls form 5, which calls the next one so many times, so many levels deep. */
function formsIn(levels: number, calls: number, last: string): Uint8Array {
  const forms = Array.from({ length: levels }, (_, level) => {
    const next = level === levels - 1 ? "" : `/XObject << /X ${level + 6} 0 R >>`;
    const content = level === levels - 1 ? last : "/X Do ".repeat(calls);
    return stream(
      content,
      `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << ${next} ${HELVETICA} >>`,
    );
  });
  const resources = `${HELVETICA} /XObject << /X 5 0 R >>`;
  return onePage({ resources, content: stream("/X Do"), more: forms });
}

function ofPages(count: number, kids: (at: number) => number, stated = `${count}`): Uint8Array {
  const numbers = Array.from({ length: count }, (_, at) => `${kids(at)} 0 R`).join(" ");
  const pages = new Set(Array.from({ length: count }, (_, at) => kids(at)));
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << ${HELVETICA} >> >>`;
  return writeRawPdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${numbers}] /Count ${stated} >>`,
    stream(lines(20)),
    ...Array.from({ length: Math.max(...pages) - 3 }, () => page),
  ]);
}

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

export const HOSTILE_PDFS: Readonly<Record<string, () => Made>> = {
  // Size.
  "nothing but its header": () => Buffer.from("%PDF-1.7\n"),
  "a content that unpacks to 2 GB of blanks": async () => onePage({ content: await blanks(2000) }),
  "a content packed twice, of 500 MB": async () => onePage({ content: await blanks(500, 2) }),
  "a content of 60 MB of operators": () =>
    onePage({ content: deflated("q Q ".repeat(15 * MEGABYTE)) }),
  "a content of 3,000,000 letters": () => onePage({ content: deflated(lines(80_000)) }),
  "letters at one place": () =>
    onePage({ content: deflated(`BT /F1 10 Tf 72 700 Td ${"(x) Tj ".repeat(200_000)} ET`) }),
  "a string of 30 MB": () =>
    onePage({ content: deflated(`BT /F1 10 Tf 72 700 Td (${"x".repeat(30 * MEGABYTE)}) Tj ET`) }),
  "200,000 rules": () =>
    onePage({
      content: deflated(
        `${lines(30)}\n${Array.from({ length: 200_000 }, (_, at) => `${at % 600} ${at % 791} 300 0.5 re f`).join("\n")}`,
      ),
    }),
  "a grid of 300 by 300 cells": () => {
    const rules = Array.from(
      { length: 301 },
      (_, at) => `${at * 2} 0 m ${at * 2} 600 l S 0 ${at * 2} m 600 ${at * 2} l S`,
    );
    return onePage({ content: deflated(`${lines(30)}\n${rules.join("\n")}`) });
  },
  "a path of 500,000 points": () =>
    onePage({ content: deflated(`${lines(30)}\n0 0 m ${"1 1 l 2 2 l ".repeat(250_000)} S`) }),
  // Pages.
  "5,000 pages": () => ofPages(5000, (at) => at + 4),
  "one page 5,000 times": () => ofPages(5000, () => 4),
  "a page tree that says it has 2,147,483,647 pages": () =>
    ofPages(3, (at) => at + 4, "2147483647"),
  "a page tree that says it has -1 pages": () => ofPages(3, (at) => at + 4, "-1"),
  "a page tree that is its own child": () =>
    writeRawPdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
  "page trees that are each other's children": () =>
    writeRawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 900 >>",
      "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 900 >>",
    ]),
  "a page tree 5,000 levels deep": () =>
    writeRawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      ...Array.from(
        { length: 5000 },
        (_, at) => `<< /Type /Pages /Kids [${at + 3} 0 R] /Count 1 >>`,
      ),
      "<< /Type /Page /MediaBox [0 0 612 792] >>",
    ]),
  "a page that is its own parent": () =>
    onePage({ entries: "/Parent 3 0 R", content: stream(lines(40)) }),
  "a catalog that is a page": () =>
    writeRawPdf(["<< /Type /Page /Pages 1 0 R /Kids [1 0 R] /Count 1 >>"]),
  // Forms.
  "a form that calls itself": () =>
    onePage({
      resources: `${HELVETICA} /XObject << /X 5 0 R >>`,
      content: stream("/X Do"),
      more: [
        stream(
          `${lines(20)} /X Do`,
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << ${HELVETICA} /XObject << /X 5 0 R >> >>`,
        ),
      ],
    }),
  "forms that multiply: 10 calls, 9 levels": () => formsIn(9, 10, lines(20)),
  "forms 2,000 levels deep": () => formsIn(2000, 1, lines(20)),
  // Nesting.
  "arrays 200,000 levels deep": () =>
    onePage({ content: stream(`${lines(20)} ${"[".repeat(200_000)} TJ`) }),
  "a dictionary 100,000 levels deep": () =>
    onePage({ entries: `/X ${"<< /X ".repeat(100_000)}`, content: stream(lines(20)) }),
  "a million saved states": () =>
    onePage({ content: deflated(`${"q ".repeat(MEGABYTE)} ${lines(40)}`) }),
  "a million states restored": () =>
    onePage({ content: deflated(`${"Q ".repeat(MEGABYTE)} ${lines(40)}`) }),
  "200,000 stretches of marked content": () =>
    onePage({ content: deflated(`${"/P << /MCID 1 >> BDC ".repeat(200_000)} ${lines(40)}`) }),
  "a string that does not end": () => onePage({ content: stream(`BT (${"(".repeat(100_000)}`) }),
  "an image in the content that does not end": () =>
    onePage({
      content: stream(`${lines(20)} BI /W 9 /H 9 /BPC 8 /CS /G ID ${"x".repeat(MEGABYTE)}`),
    }),
  // Geometry.
  "a page of 10^30 points": () =>
    onePage({ entries: "/MediaBox [0 0 1e30 1e30]", content: stream(lines(40)) }),
  "a page of no size": () =>
    onePage({ entries: "/MediaBox [0 0 0 0]", content: stream(lines(40)) }),
  "a page without a box of numbers": () =>
    onePage({ entries: "/MediaBox [/a (b) null]", content: stream(lines(40)) }),
  "letters of 10^300 points": () =>
    onePage({ content: stream(lines(40).replace("10 Tf", `1${"0".repeat(300)} Tf`)) }),
  "letters of no size": () => onePage({ content: stream(lines(40).replace("10 Tf", "0 Tf")) }),
  "a matrix of zeros": () => onePage({ content: stream(`0 0 0 0 0 0 cm ${lines(40)}`) }),
  "lines 10^9 points apart": () =>
    onePage({ content: stream(lines(40).replace("12 TL", "999999999 TL")) }),
  "a page turned by 45 degrees": () =>
    onePage({ entries: "/Rotate 45", content: stream(lines(40)) }),
  "a user unit of 10^9": () =>
    onePage({ entries: "/UserUnit 999999999", content: stream(lines(40)) }),
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
