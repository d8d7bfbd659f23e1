/** The schemas and the interfaces of `model/event.ts` are one shape: proved by the compiler, both ways. */

import { expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { DataSchemaOf, eventSchemaOf } from "../../src/contract/event-schemas.ts";
import type {
  BaselineEventData,
  EntityEventData,
  EventType,
  HistoryEventData,
  LogEvent,
  MergedEventData,
  MismatchEventData,
  NotedEventData,
  RuleEventData,
} from "../../src/model/events/event.ts";

/** As it is, field by field: what is read only, or joined of two, is written alike. */
type Plain<T> = T extends readonly (infer U)[]
  ? readonly Plain<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;

type Schema<T extends EventType> = Plain<z.output<DataSchemaOf<T>>>;
type Envelope = Plain<Omit<z.output<ReturnType<typeof eventSchemaOf>>, "data" | "type">>;

test("the compiler finds the schemas and the interfaces to be the same", () => {
  expectTypeOf<Envelope>().toEqualTypeOf<Plain<Omit<LogEvent, "data" | "type">>>();
  expectTypeOf<Schema<"entity.codified">>().toEqualTypeOf<Plain<EntityEventData>>();
  expectTypeOf<Schema<"rule.published">>().toEqualTypeOf<Plain<RuleEventData>>();
  expectTypeOf<Schema<"list.baselined">>().toEqualTypeOf<Plain<BaselineEventData>>();
  expectTypeOf<Schema<"list.noted">>().toEqualTypeOf<Plain<NotedEventData>>();
  expectTypeOf<Schema<"reconciliation.mismatch">>().toEqualTypeOf<Plain<MismatchEventData>>();
  expectTypeOf<Schema<"entry.history">>().toEqualTypeOf<Plain<HistoryEventData>>();
  expectTypeOf<Schema<"entry.merged">>().toEqualTypeOf<Plain<MergedEventData>>();
  // These promise more than the interface.
  expectTypeOf<Schema<"entity.added">>().toExtend<Plain<EntityEventData>>();
  expectTypeOf<Schema<"entity.modified">>().toExtend<Plain<EntityEventData>>();
  expectTypeOf<Schema<"entity.removed">>().toExtend<Plain<EntityEventData>>();
  expectTypeOf<Schema<"rule.corrected">>().toExtend<Plain<RuleEventData>>();
});

test("a difference in a value, in what is optional or in what may be null is one", () => {
  type Of = Plain<EntityEventData>;
  expectTypeOf<Omit<Of, "op">>().not.toEqualTypeOf<Of>();
  expectTypeOf<Omit<Of, "match"> & { match: Of["match"] }>().not.toEqualTypeOf<Of>();
  expectTypeOf<
    Plain<Omit<Of, "rule"> & { rule: NonNullable<Of["rule"]> }>
  >().not.toEqualTypeOf<Of>();
});
