/** Describes an open question in one line, for `status` and `settle`. */

import type { Database } from "../store/open-store.ts";
import { readHistories } from "./history.ts";
import type { Question } from "./questions.ts";

export function describeQuestion(db: Database, { id, goneId, comeId, evidence }: Question): string {
  const called = (entryId: string) => {
    const [history] = readHistories(db, [entryId]);
    return history === undefined
      ? entryId
      : `${history.entry.name} (${history.entry.destination}, ${entryId})`;
  };
  return `${id}: is ${called(comeId)} the entry that was ${called(goneId)}? ${evidence.join("; ")}`;
}
