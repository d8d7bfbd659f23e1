/** Rows split in two and rows joined, drawn by a seed; no letter of a column is lost. */

import { chance } from "./chance.ts";
import type { PrintedRow } from "./snapshot-rows.ts";

export interface RegroupedPrint {
  readonly rows: readonly PrintedRow[];
  readonly splits: number;
  readonly joins: number;
}

type Draw = ReturnType<typeof chance>;

/** `count` rows, apart from each other: split in turn in the entity cell alone or in every cell, or joined with the next. */
export function regroupRows(
  rows: readonly PrintedRow[],
  count: number,
  seed: number,
): RegroupedPrint {
  const draw = chance(seed);
  const instead = new Map<number, readonly PrintedRow[]>();
  let [splits, joins] = [0, 0];
  for (const at of draw.shuffle([...rows.keys()])) {
    if (instead.size >= count * 2) break;
    const [row, next] = [rows[at], rows[at + 1]];
    if (row === undefined || next === undefined || !isFull(row) || !isFull(next)) continue;
    if (row.list !== next.list || next.cells[0] !== "" || isTaken(instead, at)) continue;
    if (splits > 2 * joins) {
      joins += 1;
      const cells = row.cells.map((cell, nth) => `${cell}\n${next.cells[nth] ?? ""}`.trim());
      instead.set(at, [{ list: row.list, cells }]).set(at + 1, []);
    } else {
      const pieces = row.cells.map((cell, nth) => {
        const isSplit = nth === 1 || (nth > 1 && splits % 2 === 1);
        return isSplit ? splitCell(cell, draw) : ([cell, ""] as const);
      });
      splits += 1;
      const halves = [0, 1] as const;
      instead
        .set(
          at,
          halves.map((half) => ({ list: row.list, cells: pieces.map((one) => one[half]) })),
        )
        .set(at + 1, [next]);
    }
  }
  return { rows: rows.flatMap((row, at) => instead.get(at) ?? [row]), splits, joins };
}

function isFull({ list, cells }: PrintedRow): boolean {
  const columns = list === "EL" ? 5 : 3;
  return cells.length === columns && cells.slice(1).every((cell) => /\p{L}/u.test(cell));
}

function isTaken(instead: ReadonlyMap<number, unknown>, at: number): boolean {
  return [-1, 0, 1].some((by) => instead.has(at + by));
}

/** At a space; a cell of one word stays in the first row. */
function splitCell(cell: string, draw: Draw): readonly [string, string] {
  const spaces = [...cell.matchAll(/\s+/g)];
  const space = spaces[draw.integer(0, spaces.length - 1)];
  if (space === undefined) return [cell, ""];
  return [cell.slice(0, space.index), cell.slice(space.index + space[0].length)];
}
