/** What is printed, before any form: headings, paragraphs, instructions and the table, in order. Braces are italics. */

import { type Wording, wordInstructions } from "./instruction-forms.ts";
import {
  enumerate,
  numberWord,
  type PrintedInstruction,
  type PrintedRule,
  type TableRow,
  tableOf,
} from "./printed-rule.ts";

export interface PrintedPage {
  readonly rule: PrintedRule;
  readonly title: string;
  readonly summary: string;
  readonly dates: string;
  readonly preamble: readonly string[];
  readonly instructions: readonly string[];
  readonly table: readonly TableRow[];
  /** `[FR Doc. 2025-00001 Filed 3-25-25; 8:45 am]`. */
  readonly frDoc: string;
}

export function printedPage(rule: PrintedRule, wording: Wording): PrintedPage {
  const words = wordInstructions(rule.instructions, wording);
  const [year = "", month, day] = rule.effectiveOn.split("-");
  return {
    rule,
    title: "Additions and Revisions to the Entity List; Removals From the Entity List",
    summary: summaryOf(rule.instructions),
    dates: `This rule is effective ${longDate(rule.effectiveOn)}.`,
    preamble: [
      "The Entity List identifies entities for which there is reasonable cause to believe that they are involved in activities contrary to the national security of the United States, pursuant to § 744.11(b) of the EAR.",
      "The End-User Review Committee (ERC) decides by majority vote – on additions – and by unanimous vote on removals.",
    ],
    instructions: [
      "1. The authority citation for 15 CFR part 744 continues to read as follows:",
      ...words,
    ],
    table: tableOf(rule),
    frDoc: `FR Doc. ${rule.documentNumber} Filed ${Number(month)}-${Number(day)}-${year.slice(2)}; 8:45 am`,
  };
}

function summaryOf(instructions: readonly PrintedInstruction[]): string {
  const doing = (["add", "revise", "remove"] as const).flatMap((op) => {
    const mine = instructions.filter((one) => one.op === op);
    return mine.length === 0 ? [] : [{ op, text: claim(op, mine) }];
  });
  const sentences = doing.map(({ op, text }, at) => {
    if (at === 0)
      return `In this rule, the Bureau of Industry and Security (BIS) amends the Export Administration Regulations (EAR) by ${GERUND[op]} ${text}`;
    return `This final rule also ${THIRD[op]} ${text}`;
  });
  return sentences.join(" ");
}

const GERUND = { add: "adding", revise: "modifying", remove: "removing" };
const THIRD = { add: "adds", revise: "modifies", remove: "removes" };

/** `four existing entries on the Entity List, under the destinations of China (3) and Iran (1).` */
function claim(op: PrintedInstruction["op"], mine: readonly PrintedInstruction[]): string {
  const entries = mine.reduce((sum, one) => sum + one.entries.length, 0);
  const places = mine.map(({ place: { name }, entries: under }) => {
    return `${name.startsWith("United") ? "the " : ""}${name} (${under.length})`;
  });
  const noun = entries === 1 ? "entry" : "entries";
  const what = `${numberWord(entries)} ${op === "add" ? "" : "existing "}${noun}`;
  const list = `${op === "remove" ? "from" : op === "add" ? "to" : "on"} the Entity List`;
  const destinations = `the destination${places.length === 1 ? "" : "s"} of ${enumerate(places)}`;
  return `${what} ${list}, under ${destinations}.`;
}

export function longDate(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-US", {
    dateStyle: "long",
    timeZone: "UTC",
  });
}
