/** PDFs whose size, pages, forms, nesting or geometry are against their reader. Each is made when it is asked for: some are large. */

import {
  blanks,
  deflated,
  HELVETICA,
  lines,
  type MakePdf,
  onePage,
  stream,
  writeRawPdf,
} from "./raw-pdf.ts";

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

export const HOSTILE_CONTENTS: Readonly<Record<string, MakePdf>> = {
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
};
