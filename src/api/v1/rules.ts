/** `/rules`: the documents that amend the lists, as parsed, checked against their claims. */

import { createRoute, z } from "@hono/zod-openapi";
import { findRuleReading } from "../../db/documents/readings.ts";
import { eventsBecauseOf } from "../../db/documents/rule-events.ts";
import {
  amendedLists,
  documentsOfRule,
  placeOf,
  type RulePlace,
  readRules,
} from "../../db/documents/rule-pages.ts";
import { findRulesCalled, type StoredRule } from "../../db/documents/rules.ts";
import { lastSequence } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import { LISTS } from "../../model/entry.ts";
import type { Rule } from "../../model/reading/rule.ts";
import { createCursors } from "../../search/cursor.ts";
import {
  anyOf,
  cursorParam,
  dayParam,
  flagParam,
  INVALID_CURSOR,
  limitParam,
} from "../../search/params.ts";
import { isAtClient } from "../conditional.ts";
import { ASK_EACH_TIME, sequenceTag } from "../etag.ts";
import { problem } from "../problem.ts";
import {
  type ApiDeps,
  COMMON_PROBLEMS,
  createRouter,
  NOT_MODIFIED,
  problemResponse,
  WANTS_READ,
} from "./router.ts";
import { ruleSchema, ruleShape } from "./rule-schema.ts";

const security = WANTS_READ;
const tags = ["Rules"];

const item = z.object({ ...ruleShape, problemCount: z.int() }).openapi("RuleItem");

const list = createRoute({
  method: "get",
  path: "/rules",
  operationId: "readRules",
  ...{ security, tags },
  summary: "Rules, newest first",
  request: {
    query: z.strictObject({
      from: dayParam("published on this day or later"),
      to: dayParam("published on this day or earlier"),
      list: anyOf(LISTS, "amends any of these"),
      stage: anyOf(["displayed", "published", "codified"], "the latest stage so far"),
      problems: flagParam(
        "`true`: only rules with problems, where some content could not be read or contradicts the claims",
      ),
      limit: limitParam,
      cursor: cursorParam,
    }),
  },
  responses: {
    200: {
      description: "a rule that arrives while you page appears before the first page",
      content: {
        "application/json": {
          schema: z
            .object({ items: z.array(item).readonly(), nextCursor: z.string().nullable() })
            .openapi("RulePage"),
        },
      },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
  },
});

const one = createRoute({
  method: "get",
  path: "/rules/{number}",
  operationId: "readRule",
  ...{ security, tags },
  summary: "One rule with its claims, amendments, entries, justifications and problems",
  request: {
    params: z.object({
      number: z.string().max(60).openapi({
        description:
          "the document number; where several rules share it, a `ruleKey` such as `03-1234@2003-01-21`",
      }),
    }),
  },
  responses: {
    200: {
      description: "the rule as parsed",
      content: { "application/json": { schema: ruleSchema } },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
    404: problemResponse("no rule has this number"),
    409: problemResponse("several rules have this number"),
  },
});

const place = z.object({ day: z.string(), key: z.string() });

export function rulesRoutes({ store }: ApiDeps) {
  const router = createRouter();
  const cursors = createCursors<RulePlace>(store, "rules", place);

  router.openapi(list, (c) => {
    const { cursor, limit, ...asked } = c.req.valid("query");
    const after = cursor === undefined ? undefined : cursors.read(cursor);
    if (after === null) {
      return problem(c, 400, "Invalid cursor", INVALID_CURSOR);
    }
    const tag = sequenceTag(store.db, lastSequence(store.db));
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    const page = store.read((tx) => {
      const found = readRules(tx, { ...asked, after, limit: limit + 1 });
      const items = found.slice(0, limit).map((rule) => ({
        ...summaryOf(tx, rule),
        problemCount: rule.problems.length,
      }));
      const last = found.length > limit ? found[limit - 1] : undefined;
      return { items, nextCursor: last === undefined ? null : cursors.write(placeOf(last)) };
    });
    return c.json(page, 200);
  });

  router.openapi(one, (c) => {
    const { number } = c.req.valid("param");
    const found = findRulesCalled(store.db, number);
    const [rule, ...others] = found;
    if (rule === undefined)
      return problem(c, 404, "No such rule", `no rule has the number ${number}`);
    if (others.length > 0) {
      const keys = found.map(({ ruleKey }) => ruleKey).join(", ");
      return problem(c, 409, "Several rules have this number", `use one of these keys: ${keys}`);
    }
    const tag = sequenceTag(store.db, lastSequence(store.db));
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    return c.json(
      store.read((tx) => wholeRule(tx, rule)),
      200,
    );
  });
  return router;
}

function summaryOf(db: Database, rule: StoredRule) {
  const { documentId: _id, problems: _problems, ...summary } = rule;
  return { ...summary, lists: amendedLists(db, rule.ruleKey) };
}

function wholeRule(db: Database, stored: StoredRule) {
  const read: Partial<Rule> = findRuleReading(db, stored.documentId)?.rule ?? {};
  return {
    ...summaryOf(db, stored),
    type: read.type ?? null,
    action: read.action ?? null,
    filedAt: read.filedAt ?? null,
    effectiveAt: read.effectiveAt ?? null,
    effectiveNote: read.effectiveNote ?? null,
    docketIds: read.docketIds ?? [],
    rins: read.rins ?? [],
    url: read.url ?? null,
    correctedBy: read.correctedBy ?? [],
    delayedBy: read.delayedBy ?? [],
    withdrawnBy: read.withdrawnBy ?? [],
    claims: read.claims ?? null,
    amendments: read.amendments ?? [],
    entries: read.entries ?? [],
    justifications: read.justifications ?? [],
    problems: stored.problems,
    events: eventsBecauseOf(db, stored).map(({ sequence, id, type, subject, time }) => {
      return { sequence, id, type, subject, time };
    }),
    documents: documentsOfRule(db, stored.ruleKey).map(({ id, state, url }) => ({
      id,
      state,
      url,
    })),
  };
}
