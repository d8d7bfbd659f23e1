/** Each form of instruction in the fixture is read correctly with random names and destinations. */

import { describe, expect, test } from "vitest";
import {
  type InstructionFixture,
  readFixture,
  readParagraphs,
} from "../../support/instruction-fixture.ts";
import { fc, SEED } from "../../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_FORM_RUNS"] ?? 60);

const DESTINATIONS =
  "ARMENIA|BELARUS|BURMA|CHINA, PEOPLE'S REPUBLIC OF|COSTA RICA|CRIMEA REGION OF UKRAINE|FRANCE|GEORGIA|HONG KONG|INDONESIA|IRAN|KOREA, SOUTH|KYRGYZSTAN|MALTA|NETHERLANDS|NICARAGUA|RUSSIA|SOUTH AFRICA|SYRIA|TAIWAN|TURKEY|UNITED ARAB EMIRATES|UNITED KINGDOM|UZBEKISTAN".split(
    "|",
  );
const HEADS =
  "Georgia|Iran|Hong Kong|China|Turkey Under|Adding|Removing Entries|Heading|Under Iran|Al-Noor|Xi'an|Works “GAMMA”|Red and White|Entry|4Paradigm|İstanbul|Moved|Effective March|Alias|License|Footnote 4".split(
    "|",
  );
const TAILS = [
  " Trading Co., Ltd.",
  "; and Sons LLC",
  ", under Contract, Inc.",
  " and Adding Machines",
  " (a.k.a. Removal)",
  " Institute, Branch of China",
  " GmbH Iran",
  " Electronics",
  " for Hong Kong, Limited",
  "—Systems Engineering",
  " “Vektor-2” Plant",
  " in the Heading of Iran JSC",
];
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".split("");

/** Numbers make the names unique. */
const arbitraryNames = fc
  .tuple(
    fc.shuffledSubarray(HEADS, { minLength: HEADS.length }),
    fc.shuffledSubarray(TAILS, { minLength: TAILS.length }),
  )
  .map(([heads, tails]) =>
    LETTERS.map((_, nth) => `${heads[nth % heads.length]} No. ${nth}${tails[nth % tails.length]}`),
  );
const arbitraryPlaces = fc.shuffledSubarray(DESTINATIONS, { minLength: DESTINATIONS.length });

/** A single letter in curly quotation marks is a placeholder for a name. The marks may contain a comma. */
const NAME = /“([A-Za-z])([,;]?)”/g;
/** These headings are placeholders for destinations, unless the form has an adjective such as “Iranian”. */
const PLACE = /\b(?:IRAN|IRAQ|OMAN|INDIA|MALTA|EGYPT|LEBANON)\b/g;
const PEOPLE = /\b(?:Iranian|Russian|Pakistani|Georgian|Chinese|Syrian)\b/;

function fill(form: InstructionFixture, names: readonly string[], places: readonly string[]) {
  const nameOf = (letter: string) => names[LETTERS.indexOf(letter)] ?? letter;
  const used = [...new Set(form.paragraphs.join(" ").match(PLACE) ?? [])];
  const keepsPlaces = form.paragraphs.some((text) => PEOPLE.test(text));
  const others = places.filter((place) => !form.paragraphs.join(" ").includes(place));
  const move = (text: string) =>
    keepsPlaces ? text : text.replace(PLACE, (place) => others[used.indexOf(place)] ?? place);
  const isFilled = new Set(
    [...form.paragraphs.join(" ").matchAll(NAME)].map(([, letter = ""]) => letter),
  );
  return {
    paragraphs: form.paragraphs.map((text) =>
      move(text).replace(NAME, (_, letter: string, mark: string) => `“${nameOf(letter)}${mark}”`),
    ),
    expected: form.expected.map((line) => {
      const [head = "", rest] = line.split(/:(?= |$)(.*)/s);
      if (rest === undefined) return line;
      const named = rest.replace(/(?<=^ |[|→] )([A-Za-z])(?=$| [|→#])/g, (letter) =>
        isFilled.has(letter) ? nameOf(letter) : letter,
      );
      return `${move(head)}:${named}`;
    }),
  };
}

/** Forms that test the quotation marks or the letters themselves. */
const LITERAL = /marks|lack|letters that are numbers|that quote|names like countries/;

describe(`filled ${RUNS} times from seed ${SEED}`, () => {
  for (const { title, forms } of readFixture()) {
    test.each(forms.filter(({ what }) => !LITERAL.test(what)))(`${title}: $what`, (form) => {
      fc.assert(
        fc.property(arbitraryNames, arbitraryPlaces, (names, places) => {
          const { paragraphs, expected } = fill(form, names, places);
          expect(readParagraphs(paragraphs)).toEqual(expected);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
