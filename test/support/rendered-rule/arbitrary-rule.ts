/** Rules by chance, in the words of the real ones: any mix of operations over real destinations. */

import { nameKey } from "../../../src/model/name-key.ts";
import { fc } from "../seeded.ts";
import { INSTRUCTION_FORMS, type Wording } from "./instruction-forms.ts";
import type { Place, PrintedEntry, PrintedInstruction, PrintedRule } from "./printed-rule.ts";

const place = (heading: string, name: string, city: string, people: string): Place => {
  return { heading, name, city, people };
};
const PLACES: readonly Place[] = [
  place("AFGHANISTAN", "Afghanistan", "Kabul", "Afghan"),
  place("BELARUS", "Belarus", "Minsk", "Belarusian"),
  place("BURMA", "Burma", "Yangon", "Burmese"),
  place("CANADA", "Canada", "Toronto", "Canadian"),
  place("CHINA, PEOPLE'S REPUBLIC OF", "China", "Shanghai", "Chinese"),
  place("COSTA RICA", "Costa Rica", "San José", "Costa Rican"),
  place("CYPRUS", "Cyprus", "Limassol", "Cypriot"),
  place("FRANCE", "France", "Paris", "French"),
  place("GEORGIA", "Georgia", "Tbilisi", "Georgian"),
  place("GERMANY", "Germany", "Köln", "German"),
  place("INDIA", "India", "Mumbai", "Indian"),
  place("IRAN", "Iran", "Tehran", "Iranian"),
  place("NETHERLANDS", "Netherlands", "Rotterdam", "Dutch"),
  place("NORTH MACEDONIA", "North Macedonia", "Skopje", "Macedonian"),
  place("PAKISTAN", "Pakistan", "Islamabad", "Pakistani"),
  place("RUSSIA", "Russia", "Moscow", "Russian"),
  place("SOUTH KOREA", "South Korea", "Seoul", "Korean"),
  place("TAIWAN", "Taiwan", "Taipei", "Taiwanese"),
  place("TURKEY", "Turkey", "Ankara", "Turkish"),
  place("UKRAINE", "Ukraine", "Kyiv", "Ukrainian"),
  place("UNITED ARAB EMIRATES", "United Arab Emirates", "Dubai", "Emirati"),
  place("UNITED KINGDOM", "United Kingdom", "London", "British"),
];

const HEADS =
  "Blue|Kızıl|Şahin|Müller|Çelik|Nandú|Łódź|Xi'an|Al-Noor|Joint-Stock|Red and White|Harbor|İstanbul|Yunze|Promtekh|Öztürk|Zhongshang|Aero-Engine|Qing'an".split(
    "|",
  );
const MIDDLES =
  "Electronics|Trading|Science and Technology|Import and Export|Marine & Offshore|“GAMMA”|Microelectronics|Aviation|R&D|Scientific-Production Enterprise|Int'l Logistics|Works (BW)|Precision Instruments|No. 3 Plant|Components “Vektor-2”".split(
    "|",
  );
const SUFFIXES = [
  "",
  " Co., Ltd.",
  ", Inc.",
  " LLC",
  " JSC",
  " GmbH",
  ", S.A.",
  " Limited",
  " Corp.",
];
const STREETS =
  "5 Harbor Road|No. 88, Lane 12, Güneş Street|Unit 5001-5004W, 5th Floor, Tower A|12/F, Block B, 3 Canal Street|Bld. 7, 21 Lenina St.".split(
    "|",
  );

/** Formulaic strings of the list. */
const REQUIREMENTS = [
  "For all items subject to the EAR. (See § 744.11 of the EAR)",
  "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)",
  "For all items subject to the EAR. (See §§ 734.9(e)(2),^4^ and 744.11 of the EAR)",
  "For all items subject to the EAR. (See §§ 734.9(g),^3^ 744.21(b), and 746.8(a)(3) of the EAR)",
  "For all items subject to the EAR (See § 744.11 of the EAR) ^1^",
];
const POLICIES = ["Presumption of denial", "Policy of denial.", "Case-by-case basis"];
const EARLIER = ["84 FR 61541, 11/13/19.", "76 FR 71869, 11/21/11.", "89 FR 96830, 12/5/24."];
const MAX_INSTRUCTIONS = 12;

const arbitraryName: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...HEADS),
    fc.subarray(MIDDLES, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...SUFFIXES),
  )
  .map(([head, middles, suffix]) => `${head} ${middles.join(" ")}${suffix}`);

/** What only aliases set apart from an address: units behind a comma, names that hold a semicolon. */
const UNITS = [
  "",
  "",
  "",
  ", Institute of Optics and Fine Mechanics",
  "; Harbor Works",
  ", a Branch of Yunze",
];

const arbitraryEntry = ({ city, name: country }: Place): fc.Arbitrary<PrintedEntry> =>
  fc
    .record({
      name: arbitraryName,
      aliases: fc.uniqueArray(arbitraryName, { maxLength: 4, selector: nameKey }),
      addresses: fc
        .subarray(STREETS, { minLength: 1, maxLength: 3 })
        .map((streets) => streets.map((street) => `${street}, ${city}, ${country}`)),
      requirement: fc.constantFrom(...REQUIREMENTS),
      policy: fc.constantFrom(...POLICIES),
      citations: fc.subarray(EARLIER, { minLength: 1, maxLength: 2 }),
      ownAddressRow: fc.boolean(),
      unit: fc.constantFrom(...UNITS),
    })
    .map(({ unit, ...entry }) =>
      entry.aliases.length === 0 ? entry : { ...entry, name: entry.name + unit },
    );

/** Of two entries the name of one may begin with the name of the other. */
const arbitraryEntries = (where: Place): fc.Arbitrary<PrintedEntry[]> =>
  fc
    .tuple(
      fc.array(arbitraryEntry(where), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "", " Trading", " (Holding) Co., Ltd."),
    )
    .map(([entries, longer]) => {
      const [first] = entries;
      if (first === undefined || longer === "") return entries;
      return [...entries, { ...first, name: `${first.name.split(",")[0]}${longer}` }];
    });

const arbitraryInstruction: fc.Arbitrary<PrintedInstruction> = fc
  .tuple(fc.constantFrom("add", "revise", "remove" as const), fc.constantFrom(...PLACES))
  .chain(([op, where]) =>
    fc.record({
      op: fc.constant(op as PrintedInstruction["op"]),
      place: fc.constant(where),
      entries: arbitraryEntries(where).map((entries) =>
        op === "add" ? entries.map((one) => ({ ...one, citations: [] })) : entries,
      ),
    }),
  );

export const arbitraryRule: fc.Arbitrary<PrintedRule> = fc.record({
  documentNumber: fc.nat(99_999).map((n) => `2025-${String(n).padStart(5, "0")}`),
  publicationDate: fc.constantFrom("2025-03-28", "2025-09-16", "2025-12-01"),
  effectiveOn: fc.constantFrom("2025-03-25", "2025-09-12", "2025-11-28"),
  instructions: fc
    .uniqueArray(arbitraryInstruction, {
      minLength: 1,
      maxLength: MAX_INSTRUCTIONS,
      selector: ({ op, place: { heading } }) => `${op} ${heading}`,
    })
    .map(namesOnce)
    .filter((instructions) => instructions.length > 0),
});

export const arbitraryWording: fc.Arbitrary<Wording> = fc.record({
  form: fc.constantFrom(...INSTRUCTION_FORMS),
  separator: fc.constantFrom(", ", "; "),
  and: fc.constantFrom("and", "{and}", "{and “}"),
  supplement: fc.constantFrom("Supplement No. 4", "supplement no. 4"),
  commaInside: fc.boolean(),
});

/** Two entries of one name under one destination are told apart by nothing an instruction says. */
function namesOnce(instructions: readonly PrintedInstruction[]): PrintedInstruction[] {
  const seen = new Set<string>();
  return instructions
    .map((one) => {
      const entries = one.entries.filter(({ name }) => {
        const key = `${one.place.heading} ${nameKey(name)}`;
        return !seen.has(key) && seen.add(key);
      });
      return { ...one, entries };
    })
    .filter(({ entries }) => entries.length > 0);
}
