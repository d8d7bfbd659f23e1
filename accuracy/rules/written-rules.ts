/** Rules written as BIS writes them, each with what is right of it beside it: as XML, and some as fixed-width text. */

import { readdirSync, readFileSync } from "node:fs";
import { PipelineError } from "../../src/model/errors.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { readClasses } from "../classes.ts";
import { readText, requiredPath } from "../corpus.ts";
import type { Measurement } from "../measurement.ts";
import type { RuleFigure } from "./check.ts";
import { type ReadRule, scoreRule } from "./score-rule.ts";
import { classify, figuresOf, renderChecks } from "./scores.ts";
import type { Truth } from "./truth.ts";

type Form = "xml" | "txt";
type Goals = Readonly<Partial<Record<RuleFigure, number>>>;

/** Goals of both forms. */
const GOALS: Goals = {
  "instructions not read falsely": 1,
  claims: 0.98,
  "entries with their reason": 0.95,
  "reasons rightly attached": 0.99,
};
const GOALS_OF_FORM: Readonly<Record<Form, Goals>> = {
  xml: { "instructions read": 0.99 },
  txt: { "instructions read": 0.97, "entries per destination": 0.97, "entry names": 0.97 },
};
const SAID: Readonly<Record<Form, { readonly title: string; readonly material: string }>> = {
  xml: {
    title: "Rules as XML",
    material:
      "rules of 2008 to 2026 written as BIS wrote them, in the Federal Register's XML: their rows are real, their instructions and preambles are from memory of the real ones",
  },
  txt: { title: "Rules as text", material: "some of the same rules as fixed-width text" },
};

/** What the figures count, where their names don't say it. */
const DEFINITIONS = [
  "Instructions of one operation, list and destination count as one. It is read where it names the same parties as the label. It is",
  "read falsely where the label has no such instruction, or where it names a party that the label does not. Where the label has",
  "not all the names, they are not compared. An entry has its reason where a paragraph that speaks of it is attached to it. A",
  "reason is rightly attached where its paragraph speaks of the entry. A rule that can't be opened counts as one of which nothing",
  "was read.",
];

export function measureRules(form: Form): Measurement {
  const classes = readClasses(new URL("classes.txt", import.meta.url));
  const names = readdirSync(requiredPath("written")).filter((name) => name.endsWith(`.${form}`));
  const checks = names.toSorted().flatMap((name) => {
    const number = name.slice(0, -`.${form}`.length);
    const path = requiredPath("written", `${number}.truth.json`);
    const truth = JSON.parse(readFileSync(path, "utf8")) as Truth;
    const scored = scoreRule(readRule(readText("written", name)), truth);
    return scored.map((check) => classify(number, check, classes));
  });
  const count = (figure: RuleFigure) => checks.filter((one) => one.figure === figure).length;
  return {
    ...SAID[form],
    measures:
      "instructions, entries, names, alias counts, claims, effective dates, reasons, due problems",
    label: "what is right of each, written down with it (`*.truth.json`)",
    amount: `${names.length} rules: ${count("instructions read")} instructions, ${count("entry names")} entries, ${count("claims")} claims, ${count("reasons rightly attached")} reasons attached`,
    figures: figuresOf(checks, { ...GOALS, ...GOALS_OF_FORM[form] }),
    details: [...(form === "xml" ? [...DEFINITIONS, ""] : []), ...renderChecks(checks)],
  };
}

/** A rule that can't be opened is one of which nothing was read. */
function readRule(text: string): ReadRule {
  try {
    return parseRule(text).rule;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const nothing = { claims: null, amendments: [], entries: [], justifications: [] };
    const problems = [{ code: error.code, message: error.message, text: null }];
    return { ...nothing, effectiveOn: null, problems };
  }
}
