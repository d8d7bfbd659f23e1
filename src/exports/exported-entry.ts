/** An entry as the exports take it, of whatever day. */

import type { Entry, ListCode } from "../model/entry.ts";

export interface ExportedEntry {
  readonly entryId: string;
  readonly entryVersion: number;
  readonly partyId: string;
  /** The day from which this text is law; null where unknown. */
  readonly validFrom: string | null;
  readonly entry: Entry;
}

/** What a list is called elsewhere. */
export interface ListNames {
  readonly title: string;
  /** As the Consolidated Screening List names its source: https://www.trade.gov/consolidated-screening-list */
  readonly screeningSource: string;
  /** Among the programs that OpenSanctions keeps: https://www.opensanctions.org/programs/ */
  readonly programId: string;
  /** The text that is in force. */
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
