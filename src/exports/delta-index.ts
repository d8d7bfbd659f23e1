/** The index of deltas, as OpenSanctions lays it out: `{ versions: { <version>: <url> } }`, the newest first. */

export interface DeltaIndex {
  /** The newest version: the sequence of the log that it stands at, in twelve digits. */
  readonly version: string;
  /** By version, where what leads to it from the one named next is found. */
  readonly versions: Readonly<Record<string, string>>;
  /** The oldest version that a copy can go on from. */
  readonly base: string;
}

/** `sequences`: sequences at which the list stood still, ascending; the first one is where the oldest delta begins. */
export function deltaIndex(
  sequences: readonly number[],
  urlOf: (from: number, to: number) => string,
): DeltaIndex {
  const steps = sequences.slice(1).map((to, at): [string, string] => {
    return [versionName(to), urlOf(sequences[at] ?? 0, to)];
  });
  return {
    version: versionName(sequences.at(-1) ?? 0),
    versions: Object.fromEntries(steps.reverse()),
    base: versionName(sequences[0] ?? 0),
  };
}

/** Twelve digits, as an event's `sequence` is written: names sort as they follow one another. */
export function versionName(sequence: number): string {
  return String(sequence).padStart(12, "0");
}
