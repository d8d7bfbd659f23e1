/** The entry in events and exports. */

import { z } from "zod";
import { ALIAS_TYPES, ENTRY_KINDS, type Entry, LISTS, POLICY_KINDS } from "../model/entry.ts";
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

export const policyKind = openEnum(
  POLICY_KINDS,
  "The policy for reviewing license applications. `by-section`: the text only names a section; `none`: the text names no known policy.",
);

const alias = z
  .object({
    name: text("As printed.", "Alpha Works"),
    type: openEnum(
      ALIAS_TYPES,
      "As the list states it: also known as, formerly known as, doing business as.",
    ),
  })
  .meta({ id: "Alias", description: "Another name of a party." });

const address = z
  .object({
    text: text(
      "As printed, without extra spaces and closing punctuation.",
      "1 Rue Haute, Paris, France",
    ),
    country: countryOrNull(
      "ISO 3166-1 alpha-2: the country in the text, otherwise the destination's country; null where both are unknown.",
      "FR",
    ),
  })
  .meta({ id: "Address", description: "An address of a party." });

const subordinate = z
  .object({
    name: text("As printed.", "Alpha Works, Lyon Branch"),
    aliases: listOf(alias, "Other names of the subordinate."),
  })
  .meta({
    id: "Subordinate",
    description: "A subordinate that the entry names in addition to the party.",
  });

const sections = texts(
  "Sections of the Export Administration Regulations, without the section sign, in printed order.",
  ["744.11", "734.9(e)(2)"],
);
const conditions = textOrNull("Further conditions in the text, as printed.", null);

const licenseRequirement = z
  .object({
    text: text(
      "The cell as printed, with footnote marks as plain digits.",
      "For all items subject to the EAR. (See § 744.11 of the EAR)",
    ),
    scope: openEnum(
      ["all", "specified"],
      "`all`: all items subject to the EAR; `specified`: the items that `text` specifies.",
    ),
    sections,
    footnotes: listOf(
      z.int().min(1),
      "Footnote designations, by which a foreign-direct-product rule or another special rule applies.",
      [4],
    ),
    conditions,
  })
  .meta({ id: "LicenseRequirement", description: "The items that require a license." });

const licenseReviewPolicy = z
  .object({
    text: text("The cell as printed.", "Presumption of denial"),
    kind: policyKind,
    sections,
    conditions,
  })
  .meta({ id: "LicenseReviewPolicy", description: "How license applications are reviewed." });

export const citation = z
  .object({
    volume: ordinal("Volume of the Federal Register.", 90),
    page: ordinalOrNull(
      "The page of the entry, not the first page of the rule; null while the list prints a placeholder.",
      14_048,
    ),
    date: dayOrNull("Publication date; null where none is printed.", "2025-03-28"),
  })
  .meta({
    id: "Citation",
    description: "A Federal Register citation in the list.",
  });

export const entry = z
  .object({
    list: listCode,
    destination: text("The country heading, as printed.", "CHINA, PEOPLE'S REPUBLIC OF"),
    country: countryOrNull(
      "ISO 3166-1 alpha-2 code of the destination; null where the destination is not a known country.",
      "CN",
    ),
    kind: openEnum(
      ENTRY_KINDS,
      "`person` only where the text says so; `address` for an entry that lists an address on its own.",
    ),
    name: text("As printed.", "Alpha"),
    aliases: listOf(alias, "In printed order."),
    addresses: listOf(address, "In printed order."),
    subordinates: listOf(subordinate, "In printed order."),
    crossReferences: texts(
      "Other destinations that the entry refers to for further addresses, as printed.",
      ["TAIWAN"],
    ),
    remarks: textOrNull("Other text of the cell, as printed.", null),
    licenseRequirement: orNull(
      licenseRequirement,
      "Null for lists without this column, such as `UVL`.",
    ),
    licenseReviewPolicy: orNull(
      licenseReviewPolicy,
      "Null for lists without this column, such as `UVL`.",
    ),
    citations: listOf(
      citation,
      "Usually oldest first: the first citation is the rule that listed the party.",
    ),
    flags: texts("Repairs that the parser made to read the row.", ["citation-inherited"]),
    raw: text(
      "The text of the entry's cell, with line breaks.",
      "Alpha, 1 Rue Haute, Paris, France.",
    ),
  } satisfies Record<keyof Entry, z.ZodType>)
  .meta({
    id: "Entry",
    description: "One party (or one address) under one destination of one list, as printed.",
  });
