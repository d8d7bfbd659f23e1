/** `npm run accuracy`: what the parsers read, beside what others say of the same documents. Writes `report.md`. */

import { writeFileSync } from "node:fs";
import { exitCodeOf } from "../src/commands/terminal/exit-code.ts";
import { PipelineError } from "../src/model/errors.ts";
import { judge, printFigure } from "./figure.ts";
import { measureAliasCounts } from "./list/alias-counts.ts";
import { measureEntityList } from "./list/entity-list.ts";
import { measureOtherLists } from "./list/other-lists.ts";
import { renderReport } from "./report.ts";
import { measureAbstracts } from "./rules/abstracts.ts";
import { measureDisplayed } from "./rules/displayed.ts";
import { measureRules } from "./rules/written-rules.ts";

try {
  await measure();
} catch (error) {
  if (!(error instanceof PipelineError)) throw error;
  console.error(`${error.message}${error.hint === null ? "" : `; ${error.hint}`}`);
  process.exitCode = exitCodeOf(error);
}

async function measure(): Promise<void> {
  const measurements = [
    measureRules("xml"),
    measureRules("txt"),
    measureAbstracts(),
    await measureDisplayed(),
    measureEntityList(),
    measureAliasCounts(),
    measureOtherLists(),
  ];
  for (const { title, amount, figures } of measurements) {
    console.log(`${title}: ${amount}`);
    for (const figure of figures) console.log(printFigure(figure));
  }
  writeFileSync(new URL("report.md", import.meta.url), renderReport(measurements));
  const figures = measurements.flatMap((one) => one.figures);
  if (figures.some((figure) => judge(figure) === "missed")) process.exitCode = 1;
}
