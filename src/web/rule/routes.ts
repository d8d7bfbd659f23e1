/** `/rules/…`: the page of one rule. */

import { Hono } from "hono";
import type { ApiDeps, ApiEnv } from "../../api/v1/router.ts";
import { eventsOfRule } from "../../db/documents/rule-events.ts";
import { findRulesCalled } from "../../db/documents/rules.ts";
import type { RuleEventData } from "../../model/events/event.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import { missingPage } from "../missing-page.ts";
import { rulePage, severalRulesPage } from "./page.ts";
import { readRulePage } from "./rule.ts";

export function ruleRoutes({ store }: ApiDeps, show: ShowPage): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const describeMissing = (key: string) => {
    const newest = eventsOfRule(store.db, { documentNumber: key, ruleKey: key }).at(-1);
    if (newest?.type !== "rule.withdrawn") return `No rule has the number ${key}.`;
    const { editorialNote: note } = newest.data as RuleEventData;
    const quoted = note === undefined ? "" : ` Public inspection says: “${note}”`;
    return `${key} was on public inspection and was withdrawn before publication: it never became law.${quoted}`;
  };
  app.get("/rules/:key", (c) => {
    const key = c.req.param("key");
    const to = linksFrom(c.req.path);
    const found = findRulesCalled(store.db, key);
    const [rule, ...others] = found;
    if (rule === undefined) return show(c, missingPage(describeMissing(key)), 404);
    if (others.length > 0) return show(c, severalRulesPage(key, found, to), 409);
    const view = store.read((tx) => readRulePage(tx, rule));
    const part = /^[1-9]\d{0,3}$/.exec(c.req.query("part") ?? "")?.[0] ?? 1;
    return show(c, rulePage(view, Number(part), to));
  });
  return app;
}
