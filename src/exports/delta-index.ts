/** The index of deltas in OpenSanctions' format: `{ versions: { <version>: <url> } }`, newest first. */

export interface DeltaIndex {
  /** The newest version: a sequence of the event log, in twelve digits. */
  readonly version: string;
  /** By version, the URL of the delta that leads to it from the next older version. */
  readonly versions: Readonly<Record<string, string>>;
  /** The oldest version from which a copy can continue. */
  readonly base: string;
}

/** `sequences` are the version sequences, ascending. The oldest delta starts at the first one. */
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

/** Twelve digits, like an event's `sequence`, so that names sort in order. */
export function versionName(sequence: number): string {
  return String(sequence).padStart(12, "0");
}
