/** The input of the exports: an entry with its identity, of any day. */

import type { Entry, ListCode } from "../model/entry.ts";

export interface ExportedEntry {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  /** The day from which this text is law; null where unknown. */
  readonly validFrom: string | null;
  readonly entry: Entry;
}

/** Names of a list in other systems. */
export interface ListNames {
  readonly title: string;
  /** Source name in the Consolidated Screening List: https://www.trade.gov/consolidated-screening-list */
  readonly screeningSource: string;
  /** Program id in OpenSanctions: https://www.opensanctions.org/programs/ */
  readonly programId: string;
  /** URL of the text in force. */
  readonly url: string;
}

const PART_744 =
  "https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C/part-744";

function named(title: string, short: string, code: ListCode, supplement: number): ListNames {
  return {
    title: `BIS ${title} (15 CFR part 744, Supplement No. ${supplement})`,
    screeningSource: `${short} - Bureau of Industry and Security`,
    programId: `US-BIS-${code}`,
    url: `${PART_744}/appendix-Supplement%20No.%20${supplement}%20to%20Part%20744`,
  };
}

export const LIST_NAMES: Readonly<Record<ListCode, ListNames>> = {
  EL: named("Entity List", "Entity List (EL)", "EL", 4),
  UVL: named("Unverified List", "Unverified List (UVL)", "UVL", 6),
  MEU: named("Military End-User List", "Military End User (MEU) List", "MEU", 7),
};
