/** A place where a foreign text enters. */

import { PipelineError } from "../../../src/model/errors.ts";

export interface HostilePlace {
  readonly name: string;
  readonly read: (text: string) => void;
}

/** A refusal is an answer; every other error is a fault. */
export function unlessRefused(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
  }
}

/** In characters: a text of 100 kB makes some thousand parts. */
const PART_LENGTH = 40;

/** The text in many short parts. */
export function partsOf(text: string): string[] {
  return text.match(new RegExp(`.{1,${PART_LENGTH}}`, "gsu")) ?? [];
}
