/** The commands of `endpoints`. */

import { type Command, InvalidArgumentError, Option } from "commander";
import type { NewEndpoint } from "../../api/v1/endpoints/service.ts";
import type { Config } from "../../config.ts";
import type { Replay } from "../../db/subscribers/deliveries.ts";
import { LISTS } from "../../model/entry.ts";
import { PipelineError } from "../../model/errors.ts";
import { PUSHED_TYPES } from "../../model/events/news.ts";
import type { Subscription, SubscriptionChanges } from "../../model/events/subscription.ts";
import { CHANGE_CLASSES } from "../../model/list/change.ts";
import { EXIT } from "../terminal/exit-code.ts";
import type { Io } from "../terminal/io.ts";
import { countArgument, dataOption } from "./arguments.ts";

// Loaded on demand, so that other commands start fast.
const load = () => import("../endpoints/run-endpoints.ts");

export function describeEndpoints(
  endpoints: Command,
  io: Io,
  config: () => Promise<Config>,
  exit: (code: number) => void,
): void {
  const command = (name: string, description: string) =>
    endpoints
      .command(name)
      .description(description)
      .exitOverride()
      .addOption(dataOption())
      .option("--json", "print JSON", false);
  const ofOne = (name: string, description: string) =>
    command(name, description).argument("<endpoint>", "the endpoint id from `endpoints list`");

  command("list", "lists endpoints with state and pending deliveries").action(
    async ({ data, json }) => (await load()).listAll(io, data, json),
  );
  ofOne("show", "shows one endpoint without its secrets").action(async (id, { data, json }) =>
    (await load()).showOne(io, data, id, json),
  );
  withFilter(command("add", "creates an endpoint and prints its secret once"))
    .argument("<url>", "a public https URL; ENTITYWIRE_WEBHOOK_ALLOW permits private networks")
    .option("--description <text>", "a description for people")
    .option("--secret <whsec>", "use this secret instead of a generated one")
    .option(
      "--from <seq>",
      "deliver from this event on, instead of from the next one",
      countArgument,
    )
    .action(async (url, { data, json, description, secret, from, ...filters }) => {
      const wanted: NewEndpoint = { url, description, secret, from, filter: filterOf(filters) };
      await (await load()).addEndpoint(io, await config(), data, wanted, json);
    });
  withFilter(ofOne("change", "changes URL, description or filter; what is not given stays"))
    .option("--url <url>", "the new URL")
    .option("--description <text>", "a description for people")
    .addOption(
      new Option("--clear <field...>", "remove these fields from the filter").choices(
        FILTER_FIELDS,
      ),
    )
    .option("--news", "remove all fields: reset the filter to the news", false)
    .action(async (id, { data, json, url, description, news, clear, ...filters }) => {
      const filter = changesOf(filters, clear ?? [], news);
      await (await load()).changeOne(io, await config(), data, json, (endpointService) =>
        endpointService.change(id, { url, description, filter }),
      );
    });
  ofOne("rotate", "creates a new secret and prints it once; the old one also signs for a day")
    .option("--secret <whsec>", "use this secret instead of a generated one")
    .option("--overlap <hours>", "how long the old secret also signs", countArgument)
    .action(async (id, { data, json, secret, overlap }) => {
      const rotation = { secret, overlapHours: overlap };
      await (await load()).rotateSecret(io, await config(), data, id, rotation, json);
    });
  for (const [name, description] of [
    ["pause", "pauses deliveries; events that arrive meanwhile are delivered after a resume"],
    ["resume", "resumes a paused endpoint where it stopped"],
    ["enable", "enables an endpoint that was disabled because of its answers"],
  ] as const) {
    ofOne(name, description).action(async (id, { data, json }) => {
      await (await load()).changeOne(io, await config(), data, json, (endpointService) =>
        endpointService[name](id),
      );
    });
  }
  ofOne("test", "sends a test event; exits with 75 if the endpoint does not accept it").action(
    async (id, { data, json }) => {
      const isTaken = await (await load()).testOne(io, await config(), data, id, json);
      exit(isTaken ? EXIT.ok : EXIT.tempFail);
    },
  );
  ofOne("delete", "deletes an endpoint with its pending deliveries").action(async (id, { data }) =>
    (await load()).removeOne(io, await config(), data, id),
  );
  ofOne("dead", "lists dead deliveries with their errors").action(async (id, { data, json }) =>
    (await load()).listDead(io, data, id, json),
  );
  ofOne("replay", "sends events again: one, a range, or all dead deliveries")
    .option("--sequence <seq>", "one event", countArgument)
    .option("--from <seq>", "the first event of a range", countArgument)
    .option("--to <seq>", "the last event of a range", countArgument)
    .option("--dead", "all dead deliveries", false)
    .action(async (id, { data, ...which }) => {
      await (await load()).replayTo(io, await config(), data, id, replayOf(which));
    });
}

const FILTER_FIELDS = [
  "types",
  "lists",
  "countries",
  "destinations",
  "classes",
  "historical",
] as const satisfies readonly (keyof Subscription)[];
type FilterField = (typeof FILTER_FIELDS)[number];

/** Adds the filter options. Without any of them an endpoint receives the news. */
function withFilter(command: Command): Command {
  return command
    .addOption(new Option("--types <type...>", "only these event types").choices(PUSHED_TYPES))
    .addOption(new Option("--lists <list...>", "only these lists").choices(LISTS))
    .option("--countries <code...>", "only these countries, such as CN", countryArgument)
    .option("--destinations <name...>", "only these destinations, as printed")
    .addOption(
      new Option("--classes <class...>", "only these classes of change").choices(CHANGE_CLASSES),
    )
    .option("--historical", "only historical events");
}

function replayOf(which: {
  sequence?: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
  dead: boolean;
}): Replay {
  const { sequence, from, to, dead } = which;
  const ways = [sequence !== undefined, from !== undefined || to !== undefined, dead];
  if (ways.filter(Boolean).length === 1) {
    if (dead) return { dead: true };
    if (sequence !== undefined) return { range: [sequence, sequence] };
    if (from !== undefined && to !== undefined && from <= to) return { range: [from, to] };
  }
  throw new PipelineError("input/usage", "no valid choice of events to replay", {
    hint: "give --sequence N, or --from N --to N, or --dead",
  });
}

function filterOf(filters: Subscription): Subscription | null {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return given.length === 0 ? null : (Object.fromEntries(given) as Subscription);
}

/** What the options change of a filter; undefined: nothing. */
function changesOf(
  filters: Subscription,
  cleared: readonly FilterField[],
  isNews: boolean,
): SubscriptionChanges | null | undefined {
  const given = filterOf(filters);
  const both = cleared.filter((field) => filters[field] !== undefined);
  if (both.length > 0 || (isNews && (given !== null || cleared.length > 0))) {
    throw new PipelineError("input/usage", "the options both set and clear the filter", {
      hint: isNews ? "give --news alone" : `give either --${both[0]} or --clear ${both[0]}`,
    });
  }
  if (isNews) return null;
  if (given === null && cleared.length === 0) return undefined;
  return { ...given, ...Object.fromEntries(cleared.map((field) => [field, null])) };
}

function countryArgument(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[A-Z]{2}$/.test(text))
    throw new InvalidArgumentError("It must be two capital letters, such as CN.");
  return [...before, text];
}
