import { expect, test } from "vitest";
import { screeningHeader, screeningLines } from "../../src/exports/screening-list.ts";
import type { Entry } from "../../src/model/entry.ts";
import { cite, makeEntry } from "../support/make-entry.ts";

/** The Consolidated Screening List's own first line, as its users hold it in their tests. */
const CSL_HEADER =
  "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids\n";

const line = (entry: Entry) =>
  screeningLines([
    { entryId: "entry_1", entryVersion: 1, partyId: "party_1", validFrom: null, entry },
  ]);

test("the columns are the Consolidated Screening List's", () => {
  expect(screeningHeader()).toBe(CSL_HEADER);
});

test("an entry has a line; what splits the values of a cell stands in none of them", () => {
  const entry = makeEntry({
    name: "Alpha",
    aliases: [
      { name: "Alpha; Works", type: "aka" },
      { name: "Omega", type: "fka" },
    ],
    addresses: [
      { text: "1 Rue Haute, Paris", country: "FR" },
      { text: "Somewhere", country: null },
    ],
    licenseRequirement: null,
    citations: [cite("2019-11-13"), cite("2025-03-28", null)],
  });
  expect(line(entry)).toBe(
    'entry_1,Entity List (EL) - Bureau of Industry and Security,,,,Alpha,,"1 Rue Haute, Paris, FR; Somewhere",84 FR 100; 90 FR,' +
      "2019-11-13,,,,Presumption of denial,,,,,,,," +
      "https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C/part-744/appendix-Supplement%20No.%204%20to%20Part%20744," +
      '"Alpha, Works; Omega",,,,,' +
      "https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C/part-744/appendix-Supplement%20No.%204%20to%20Part%20744,\n",
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])("no cell is a formula: %s", (name) => {
  expect(line(makeEntry({ name }))).toMatch(new RegExp(`,"?'${RegExp.escape(name)}"?,`));
});

test("a quote, a comma and a line's end stay in their cell", () => {
  expect(line(makeEntry({ name: 'Alpha "A", Inc.\nParis' }))).toContain(
    '"Alpha ""A"", Inc.\nParis"',
  );
});
