/** The fields that stand in nearly every event's `data`. */

import { listCode } from "./entry-schema.ts";
import { provenance } from "./proof-schema.ts";
import { flag, instant, text } from "./terms.ts";

export const changeFields = {
  changeId: text(
    "One change, one id: the same at each stage of evidence.",
    "change_0f5f8dfd5a4e4f0d8f2f6f0a4b1c2d3e",
  ),
  historical: flag("Learnt of the past: no news, and not pushed unless asked for.", false),
};

export const listedChangeFields = { ...changeFields, list: listCode };

export const knownFields = {
  knownFrom: instant(
    "From when this is known; never before what was known of the same entry.",
    "2025-03-28T13:00:00.000Z",
  ),
  provenance,
};

export const entryId = (description: string) =>
  text(description, "entry_3f1c2b7f9a0d4c5e8b6a7d9e0f1a2b3c");
export const partyId = text(
  "The same of each entry of one party.",
  "party_7a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d",
);
