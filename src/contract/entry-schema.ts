/** The entry as events and exports carry it. */

import { z } from "zod";
import { LISTS } from "../model/entry.ts";
import {
  countryOrNull,
  dayOrNull,
  listOf,
  openEnum,
  ordinal,
  ordinalOrNull,
  orNull,
  text,
  textOrNull,
  texts,
} from "./terms.ts";

export const listCode = openEnum(
  LISTS,
  "The list, by supplement of 15 CFR part 744: `EL` Entity List (No. 4), `UVL` Unverified List (No. 6), `MEU` Military End-User List (No. 7).",
);

const policyKinds = [
  "presumption-of-denial",
  "policy-of-denial",
  "case-by-case",
  "mixed",
  "by-section",
  "none",
] as const;

export const policyKind = openEnum(
  policyKinds,
  "The policy by which a license application is reviewed. `by-section`: only a section is named; `none`: no known policy was read in the text.",
);

const alias = z
  .object({
    name: text("As printed.", "Alpha Works"),
    type: openEnum(
      ["aka", "fka", "dba"],
      "Also known as, formerly known as, doing business as: as the list says it.",
    ),
  })
  .meta({ id: "Alias", description: "Another name of a party." });

const address = z
  .object({
    text: text("As printed, tidied of spaces and end marks.", "1 Rue Haute, Paris, France"),
    country: countryOrNull(
      "ISO 3166-1 alpha-2: the country that the text names, else that of the destination; null where both are unknown.",
      "FR",
    ),
  })
  .meta({ id: "Address", description: "An address of a party." });

const subordinate = z
  .object({
    name: text("As printed.", "Alpha Works, Lyon Branch"),
    aliases: listOf(alias, "Its other names."),
  })
  .meta({ id: "Subordinate", description: "A subordinate that the entry names beside the party." });

const sections = texts(
  "Sections of the Export Administration Regulations, without the section sign, in printed order.",
  ["744.11", "734.9(e)(2)"],
);
const conditions = textOrNull("What is said beside the known words, as printed.", null);

const licenseRequirement = z
  .object({
    text: text(
      "The cell as printed, footnote marks kept as bare digits.",
      "For all items subject to the EAR. (See § 744.11 of the EAR)",
    ),
    scope: openEnum(
      ["all", "specified"],
      "`all` items subject to the EAR, or those that `text` specifies.",
    ),
    sections,
    footnotes: listOf(
      z.int().min(1),
      "Footnote designations: a foreign-direct-product rule or another special rule applies.",
      [4],
    ),
    conditions,
  })
  .meta({ id: "LicenseRequirement", description: "For which items a license is required." });

const licenseReviewPolicy = z
  .object({
    text: text("The cell as printed.", "Presumption of denial"),
    kind: policyKind,
    sections,
    conditions,
  })
  .meta({ id: "LicenseReviewPolicy", description: "How a license application is reviewed." });

export const citation = z
  .object({
    volume: ordinal("Volume of the Federal Register.", 90),
    page: ordinalOrNull(
      "The page of the entry, not the first one of the rule; null while it is a placeholder.",
      14_048,
    ),
    date: dayOrNull("Of publication; null where none is printed.", "2025-03-28"),
  })
  .meta({
    id: "Citation",
    description: "A citation of the Federal Register, as the list prints it.",
  });

export const entry = z
  .object({
    list: listCode,
    destination: text("The country heading, as printed.", "CHINA, PEOPLE'S REPUBLIC OF"),
    country: countryOrNull(
      "ISO 3166-1 alpha-2 of the destination; null where it is no known country.",
      "CN",
    ),
    kind: openEnum(
      ["entity", "person", "address"],
      "`person` only where the text says so; `address` of an entry that lists an address for itself.",
    ),
    name: text("As printed.", "Alpha"),
    aliases: listOf(alias, "In printed order."),
    addresses: listOf(address, "In printed order."),
    subordinates: listOf(subordinate, "In printed order."),
    crossReferences: texts(
      "Destinations under which the list refers to further addresses, as printed.",
      ["TAIWAN"],
    ),
    remarks: textOrNull("Words of the cell that are none of the above, as printed.", null),
    licenseRequirement: orNull(
      licenseRequirement,
      "Null on a list that has no such column, as `UVL`.",
    ),
    licenseReviewPolicy: orNull(
      licenseReviewPolicy,
      "Null on a list that has no such column, as `UVL`.",
    ),
    citations: listOf(citation, "Oldest first, as a rule: the first one listed the party."),
    flags: texts("Each repair that was needed to read the row.", ["citation-inherited"]),
    raw: text("The cell of the entry, lines kept.", "Alpha, 1 Rue Haute, Paris, France."),
  })
  .meta({
    id: "Entry",
    description:
      "One party (or one address) under one destination of one list, as the law prints it.",
  });
