/** Draws the marks of a sheet into a PDF, in the order of the look. */

import type { Drawing } from "./look.ts";
import type { RuleMark, ShadeMark, Sheet, TextMark } from "./sheet.ts";

export function drawSheet(doc: PDFKit.PDFDocument, sheet: Sheet, drawing: Drawing): void {
  if (drawing.isTurned && sheet.width > sheet.height) {
    doc.addPage({ size: [sheet.height, sheet.width], margin: 0 });
    Object.assign(doc.page.dictionary.data, { Rotate: 90 });
    doc.transform(0, -1, 1, 0, 0, sheet.width);
  } else doc.addPage({ size: [sheet.width, sheet.height], margin: 0 });
  doc.scale(1 / drawing.scale);
  for (const mark of sheet.marks) if (mark.kind === "shade") drawShade(doc, mark, drawing.scale);
  const rules = sheet.marks.filter((mark) => mark.kind === "rule");
  for (const rule of drawing.rules === "long lines" ? joinRules(rules) : rules)
    drawRule(doc, rule, drawing);
  const texts = sheet.marks.filter((mark) => mark.kind === "text");
  for (const mark of inOrder(texts, drawing.order)) drawText(doc, mark, drawing);
}

/** The order does not change the look of the page, so a PDF parser must not depend on it. */
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

const OVERPRINT = 0.33;

function drawText(doc: PDFKit.PDFDocument, mark: TextMark, drawing: Drawing): void {
  const { text, x, y } = mark;
  const { scale, overprintsBold } = drawing;
  const options = {
    lineBreak: false,
    baseline: "alphabetic" as const,
    wordSpacing: mark.wordSpacing * scale,
    characterSpacing: drawing.letterSpacing * scale,
  };
  doc.font(mark.font).fontSize(mark.size * scale);
  doc.text(text, x * scale, y * scale, options);
  if (overprintsBold && mark.font.includes("-Bold"))
    doc.text(text, (x + OVERPRINT) * scale, y * scale, options);
}

function drawRule(doc: PDFKit.PDFDocument, rule: RuleMark, { rules, scale }: Drawing): void {
  const [x, y] = [rule.x * scale, rule.y * scale];
  const [width, height] = [rule.width * scale, rule.height * scale];
  const thickness = rule.thickness * scale;
  if (width > 0 && height > 0) {
    doc.lineWidth(thickness).rect(x, y, width, height).stroke();
  } else if (rules === "rectangles") {
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

function drawShade(doc: PDFKit.PDFDocument, mark: ShadeMark, scale: number): void {
  const { x, y, width, height } = mark;
  doc.rect(x * scale, y * scale, width * scale, height * scale).fill("#dddddd");
  doc.fillColor("black");
}

/** Joins lines that touch end to end. */
function joinRules(rules: readonly RuleMark[]): RuleMark[] {
  const joined: RuleMark[] = [];
  const isUpright = ({ width }: RuleMark) => width === 0;
  const upright = rules.filter(isUpright).toSorted((a, b) => a.x - b.x || a.y - b.y);
  const level = rules.filter((rule) => !isUpright(rule)).toSorted((a, b) => a.y - b.y || a.x - b.x);
  for (const rule of [...upright, ...level]) {
    const last = joined.at(-1);
    if (last !== undefined && touches(last, rule)) {
      const width = Math.max(last.width, rule.x + rule.width - last.x);
      const height = Math.max(last.height, rule.y + rule.height - last.y);
      joined[joined.length - 1] = { ...last, width, height };
    } else joined.push(rule);
  }
  return joined;
}

function touches(a: RuleMark, b: RuleMark): boolean {
  const near = (one: number, other: number) => Math.abs(one - other) < 0.1;
  if (a.width === 0 && b.width === 0) return near(a.x, b.x) && b.y <= a.y + a.height + 0.1;
  if (a.height === 0 && b.height === 0) return near(a.y, b.y) && b.x <= a.x + a.width + 0.1;
  return false;
}
