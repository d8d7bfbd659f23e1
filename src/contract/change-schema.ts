/** Fields that the `data` of nearly every event has. */

import { listCode } from "./entry-schema.ts";
import { provenance } from "./proof-schema.ts";
import { flag, instant, text } from "./terms.ts";

export const changeFields = {
  changeId: text(
    "Identifies the change: the same at every stage.",
    "change_0f5f8dfd5a4e4f0d8f2f6f0a4b1c2d3e",
  ),
  historical: flag(
    "True for the past: not news, and delivered only to endpoints that ask for it.",
    false,
  ),
};

export const listedChangeFields = { ...changeFields, list: listCode };

export const knownFields = {
  knownFrom: instant(
    "Since when this is known; never earlier than previous knowledge about the same entry.",
    "2025-03-28T13:00:00.000Z",
  ),
  provenance,
};

export const entryId = (description: string) =>
  text(description, "entry_3f1c2b7f9a0d4c5e8b6a7d9e0f1a2b3c");
export const partyId = text(
  "The same for all entries of one party.",
  "party_7a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d",
);
