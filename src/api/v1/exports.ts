/** `/exports`: the whole list at one sequence of the event log, and the changes between two sequences. */

import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { listedSince, reasonsOf } from "../../db/list/listings.ts";
import { readStanding, type StandingRow, toStanding } from "../../db/list/standing-entries.ts";
import { newestTurns } from "../../db/log/list-turns.ts";
import { lastSequence } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import { deltaBetween } from "../../exports/delta.ts";
import { deltaIndex, versionName } from "../../exports/delta-index.ts";
import { entryLine } from "../../exports/entry-line.ts";
import { toFtm } from "../../exports/follow-the-money.ts";
import { screeningHeader, screeningLines } from "../../exports/screening-list.ts";
import { LISTS } from "../../model/entry.ts";
import { anyOf, sequenceQuery } from "../../search/params.ts";
import { isAtClient } from "../conditional.ts";
import { ASK_EACH_TIME, sequenceTag } from "../etag.ts";
import { inParts } from "../in-parts.ts";
import { problem } from "../problem.ts";
import type { ListDeps } from "./list-deps.ts";
import { COMMON_PROBLEMS, createRouter, NOT_MODIFIED, WANTS_READ } from "./router.ts";

const SEQUENCE_HEADER = "Entitywire-Sequence";
/** Deltas in the index. An older copy loads the whole list again. */
const DELTAS = 100;

const security = WANTS_READ;
const tags = ["Exports"];
const query = z.strictObject({ list: anyOf(LISTS, "only these lists") });

const FORMATS = {
  "entries.ndjson": {
    operationId: "exportEntries",
    type: "application/x-ndjson",
    summary: "Every listed entry, one JSON object a line",
  },
  "entries.csv": {
    operationId: "exportScreeningList",
    type: "text/csv; charset=utf-8",
    summary: "Every listed entry, in the columns of the Consolidated Screening List",
  },
  "entries.ftm.json": {
    operationId: "exportFollowTheMoney",
    type: "application/json+ftm",
    summary: "Every listed entry as FollowTheMoney entities, one a line",
  },
} as const;
type Format = keyof typeof FORMATS;

/** `tx` ends before the answer is sent, so a writer must read from it at once. */
type Writer = (rows: readonly StandingRow[], tx: Database) => ReadableStream;

const responses = (type: string) => ({
  200: {
    description: `\`${SEQUENCE_HEADER}\` is the sequence of the last event that is included`,
    headers: z.object({ [SEQUENCE_HEADER]: z.string() }),
    content: { [mediaOf(type)]: { schema: z.string() } },
  },
  304: NOT_MODIFIED,
  ...COMMON_PROBLEMS,
});

const index = createRoute({
  method: "get",
  path: "/exports/delta.json",
  operationId: "readDeltaIndex",
  ...{ security, tags },
  summary: "Deltas that lead to the current list, newest first",
  description:
    "Same format as OpenSanctions' `delta.json`. Apply each version newer than yours, oldest first. A version is a sequence of the " +
    "event log. For other sequences, request `entries.delta.ndjson` with your own `from` and `to`.",
  responses: {
    200: {
      description: "the URL of each delta, by version",
      content: {
        "application/json": {
          schema: z
            .object({
              version: z.string(),
              base: z.string(),
              versions: z.record(z.string(), z.string()),
            })
            .openapi("DeltaIndex"),
        },
      },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
  },
});

const delta = createRoute({
  method: "get",
  path: "/exports/entries.delta.ndjson",
  operationId: "exportDelta",
  ...{ security, tags },
  summary: "Changes of the list between two sequences, one entry a line",
  description:
    '`{"op":"ADD|MOD|DEL","entity":{…}}`: `entity` is an entry as in `entries.ndjson`. For a `DEL` it is the last state before removal.',
  request: {
    query: z.strictObject({
      from: sequenceQuery("the sequence of your copy; 0 without a copy"),
      to: sequenceQuery("the sequence to reach; by default the newest").optional(),
    }),
  },
  responses: responses("application/x-ndjson"),
});

export function exportsRoutes({ store, snapshots, publicUrl }: Omit<ListDeps, "names">) {
  const router = createRouter();

  const write: Readonly<Record<Format, Writer>> = {
    "entries.ndjson": (rows) =>
      inParts(rows, (part) => part.map((row) => entryLine(row, row.body)).join("")),
    "entries.csv": (rows) =>
      inParts(rows, (part) => screeningLines(part.map(toStanding)), screeningHeader()),
    "entries.ftm.json": (rows, tx) => {
      const since = listedSince(tx);
      return inParts(rows, (part) => {
        const reasons = reasonsOf(store.db, part);
        const listing = ({ entryId }: StandingRow) => {
          return { since: since.get(entryId) ?? null, reasons: reasons.get(entryId) ?? [] };
        };
        const entities = part.flatMap((row) => toFtm(toStanding(row), listing(row)));
        return entities.map((entity) => `${JSON.stringify(entity)}\n`).join("");
      });
    },
  };

  for (const format of Object.keys(FORMATS) as Format[]) {
    const { type, operationId, summary } = FORMATS[format];
    const route = createRoute({
      method: "get",
      path: `/exports/${format}`,
      ...{ operationId, security, tags, summary },
      description:
        "One consistent snapshot. It includes every change that was emitted, even if it becomes law on a later day. Load it once, then " +
        "follow the feed from its sequence.",
      request: { query },
      responses: responses(type),
    });
    router.openapi(route, (c) => {
      const { list } = c.req.valid("query");
      const tag = sequenceTag(store.db, lastSequence(store.db));
      if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
      return store.read((tx) => {
        const { sequence, rows } = readStanding(tx);
        const listed = rows.filter((row) => row.listed && (list?.includes(row.list) ?? true));
        const etag = sequenceTag(tx, sequence);
        return asFile(c, { sequence, etag }, format, type, write[format](listed, tx));
      }) as never;
    });
  }

  router.openapi(index, (c) => {
    const tag = sequenceTag(store.db, lastSequence(store.db));
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    const turns = newestTurns(store.db, DELTAS + 1);
    // The index covers the whole log: the first delta starts from the empty list.
    const found = turns.length <= DELTAS ? [0, ...turns] : turns;
    const at = `${publicUrl}/v1/exports/entries.delta.ndjson`;
    return c.json(
      deltaIndex(found, (from, to) => `${at}?from=${from}&to=${to}`),
      200,
    );
  });

  router.openapi(delta, async (c) => {
    const { from, to = snapshots.last() } = c.req.valid("query");
    if (to > snapshots.last() || from > to) {
      const detail = `the log ends at ${snapshots.last()}, and \`from\` must not be greater than \`to\``;
      return problem(c, 400, "Invalid range", detail);
    }
    const tag = sequenceTag(store.db, to);
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    const before = await snapshots.at(from);
    const lines = [...deltaBetween(before.entries, (await snapshots.at(to)).entries)];
    const body = inParts(lines, (part) => part.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return asFile(
      c,
      { sequence: to, etag: tag },
      "entries.delta.ndjson",
      "application/x-ndjson",
      body,
    ) as never;
  });
  return router;
}

function mediaOf(type: string): string {
  return type.split(";")[0] ?? type;
}

/** The file name contains the sequence, so that a saved copy keeps it. */
function asFile(
  c: Context,
  { sequence, etag }: { readonly sequence: number; readonly etag: string },
  name: string,
  type: string,
  body: ReadableStream,
) {
  const version = versionName(sequence);
  return c.body(body, 200, {
    "content-type": type,
    "content-disposition": `attachment; filename="${name.replace(/^entries/, `entries-${version}`)}"`,
    [SEQUENCE_HEADER]: version,
    etag,
  });
}
