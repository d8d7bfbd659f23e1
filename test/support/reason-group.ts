/** The parties of one form of a reason, and the form filled with them. */

import type { ListCode } from "../../src/model/entry.ts";
import type { AmendmentOp } from "../../src/model/reading/rule.ts";

export interface ReasonForm {
  readonly title: string;
  readonly marks: readonly string[];
  readonly paragraphs: readonly { readonly text: string; readonly isReason: boolean }[];
}

export interface ReasonGroup {
  readonly op: AmendmentOp;
  readonly list: ListCode;
  readonly rows: readonly { name: string; destination: string; isAddress: boolean }[];
}

const NATIONS: Readonly<Record<string, string>> = {
  ARMENIA: "Armenian",
  BELARUS: "Belarusian",
  BURMA: "Burmese",
  "CHINA, PEOPLE'S REPUBLIC OF": "Chinese",
  CYPRUS: "Cypriot",
  GERMANY: "German",
  IRAN: "Iranian",
  LEBANON: "Lebanese",
  MALAYSIA: "Malaysian",
  PAKISTAN: "Pakistani",
  RUSSIA: "Russian",
  SINGAPORE: "Singaporean",
  SWITZERLAND: "Swiss",
  TURKEY: "Turkish",
  "UNITED ARAB EMIRATES": "Emirati",
  "UNITED KINGDOM": "British",
  UZBEKISTAN: "Uzbek",
  VIETNAM: "Vietnamese",
};
const DESTINATIONS = Object.keys(NATIONS);
const PRINTED: Readonly<Record<string, string>> = {
  "CHINA, PEOPLE'S REPUBLIC OF": "China",
  "UNITED ARAB EMIRATES": "the United Arab Emirates",
  "UNITED KINGDOM": "the United Kingdom",
};
const FIRST =
  "Azure Birch Copper Delta Ember Falcon Garnet Hazel Indigo Jasper Kestrel Lupin Maple Nimbus Opal Poplar Quartz Raven Sable Topaz Umber Violet Willow Xenon Yarrow Zinc".split(
    " ",
  );
const SECOND = [
  "Works Co., Ltd.",
  "Trading LLC",
  "Institute of Optics",
  "Marine",
  "Makina ve Ticaret A.S.",
  "OOO",
  "Electronics (HK) Limited",
  "for Aerospace JSC",
];
const PARTS = ["Institute of Glass", "Institute of Paper", "Third Laboratory"];
const NUMBERS = "zero one two three four five six seven eight nine".split(" ");
const DOINGS = [
  "glazing kites for an army",
  "whittling rudders",
  "the diversion of lenses",
  "their role in weaving nets",
  "feeding a programme of rockets",
];
const DONES = [
  "have glazed kites for an army",
  "wove nets for submarines",
  "are fronts of a smuggler",
  "participated in the prohibited export of lenses",
  "took lenses across a border under false names",
];

function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new Error("There is nothing to pick from.");
  return found;
}

/** `at` is the form's place in the rule: no two groups share a name, nor a destination where the form asks for its own. */
export function makeGroup({ marks }: ReasonForm, at: number, seed: number): ReasonGroup {
  const has = (mark: string) => marks.includes(mark);
  const size = has("one") ? 1 : 2 + ((seed + at) % 3);
  const names = Array.from({ length: size }, (_, row) => nameOf(at, row, seed, has("parts")));
  const rows = names.map((name, row) => ({
    name,
    destination: pick(DESTINATIONS, at * 3 + seed + (row % 2)),
    isAddress: false,
  }));
  const addresses = has("addresses")
    ? [1, 2, 3].map((number) => ({
        name: `Address ${at}${number}`,
        destination: rows[0]?.destination ?? "",
        isAddress: true,
      }))
    : [];
  return {
    op: has("revise") ? "revise" : has("remove") ? "remove" : "add",
    list: has("UVL") ? "UVL" : has("MEU") ? "MEU" : "EL",
    rows: [...rows, ...addresses],
  };
}

function nameOf(at: number, row: number, seed: number, isPart: boolean): string {
  const own = `${pick(FIRST, at * 4 + seed)} ${pick(SECOND, seed)}`;
  if (isPart) return row === 0 ? own : `${own}, ${pick(PARTS, row - 1)}`;
  return `${pick(FIRST, at * 4 + row + seed)} ${pick(SECOND, seed + row)}`;
}

export function fillForm(form: string, own: ReasonGroup, other: ReasonGroup, seed: number): string {
  const rows = own.rows.filter(({ isAddress }) => !isAddress);
  const names = rows.map(({ name }) => name);
  const [first = "", ...rest] = names;
  const places = [...Map.groupBy(rows, ({ destination }) => destination)];
  const printed = (destination: string) =>
    PRINTED[destination] ??
    destination.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
  const count = (size: number) => (seed % 4 === 0 ? String(size) : (NUMBERS[size] ?? ""));
  const values: Readonly<Record<string, string>> = {
    names: join(names, seed % 2 === 0 ? ", " : "; "),
    "names under": join(
      rows.map(
        ({ name, destination }) => `${name}, under the destination of ${printed(destination)}`,
      ),
      "; ",
    ),
    first,
    rest: join(rest, ", "),
    count: count(rows.length),
    more: count(rows.length - 1),
    places: join(
      places.map(([destination, some]) => `${printed(destination)} (${some.length})`),
      ", ",
    ),
    destinations: join(
      places.map(([destination]) => printed(destination)),
      ", ",
    ),
    national: NATIONS[rows[0]?.destination ?? ""] ?? "",
    other: other.rows[0]?.name ?? "",
    doing: pick(DOINGS, seed),
    done: pick(DONES, seed),
  };
  return form.replace(/<([a-z ]+)>/g, (_, key: string) => values[key] ?? `<${key}>`);
}

function join(parts: readonly string[], separator: string): string {
  if (parts.length < 2) return parts.join("");
  const glue = parts.length === 2 && separator === ", " ? " and " : `${separator}and `;
  return parts.slice(0, -1).join(separator) + glue + parts.at(-1);
}
