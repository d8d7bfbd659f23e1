/** Draws the marks of a sheet into a PDF, in the order of the look. */

import type { Drawing } from "./look.ts";
import type { RuleMark, Sheet, TextMark } from "./sheet.ts";

export function drawSheet(doc: PDFKit.PDFDocument, sheet: Sheet, drawing: Drawing): void {
  doc.addPage({ size: [sheet.width, sheet.height], margin: 0 });
  for (const mark of sheet.marks) if (mark.kind === "rule") drawRule(doc, mark, drawing);
  const texts = sheet.marks.filter((mark) => mark.kind === "text");
  for (const mark of inOrder(texts, drawing.order)) drawText(doc, mark);
}

/** The eye sees the same page whatever the order; a reader must not rely on it. */
function inOrder(marks: readonly TextMark[], order: Drawing["order"]): readonly TextMark[] {
  switch (order) {
    case "as read":
      return marks;
    case "furniture first":
      return marks.toSorted(
        (a, b) => Number(b.part === "furniture") - Number(a.part === "furniture"),
      );
    case "columns first":
      return marks.toSorted((a, b) => a.column - b.column);
    case "by font":
      return marks.toSorted((a, b) => (a.font === b.font ? 0 : a.font < b.font ? -1 : 1));
    case "from below":
      return marks.toReversed();
  }
}

function drawText(doc: PDFKit.PDFDocument, mark: TextMark): void {
  const { text, x, y, wordSpacing } = mark;
  doc.font(mark.font).fontSize(mark.size);
  doc.text(text, x, y, { lineBreak: false, baseline: "alphabetic", wordSpacing });
}

function drawRule(doc: PDFKit.PDFDocument, rule: RuleMark, drawing: Drawing): void {
  const { x, y, width, height, thickness } = rule;
  if (width > 0 && height > 0) {
    doc.lineWidth(thickness).rect(x, y, width, height).stroke();
  } else if (drawing.rules === "rectangles") {
    const [wide, high] = width > 0 ? [width, thickness] : [thickness, height];
    doc.rect(x - thickness / 2, y - thickness / 2, wide, high).fill("black");
  } else {
    doc
      .lineWidth(thickness)
      .moveTo(x, y)
      .lineTo(x + width, y + height)
      .stroke();
  }
}
