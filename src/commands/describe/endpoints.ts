/** The commands of `endpoints`. */

import { type Command, InvalidArgumentError, Option } from "commander";
import type { NewEndpoint } from "../../api/v1/endpoints/service.ts";
import type { Config } from "../../config.ts";
import type { Replay } from "../../db/subscribers/deliveries.ts";
import { LISTS } from "../../model/entry.ts";
import { PipelineError } from "../../model/errors.ts";
import { PUSHED_TYPES } from "../../model/events/news.ts";
import type { Subscription } from "../../model/events/subscription.ts";
import { CHANGE_CLASSES } from "../../model/list/change.ts";
import { EXIT } from "../terminal/exit-code.ts";
import type { Io } from "../terminal/io.ts";
import { countArgument, dataOption } from "./arguments.ts";

// Loaded when one is called: a person is not to wait for what another command needs.
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
      .option("--json", "for a program instead of a person", false);
  const ofOne = (name: string, description: string) =>
    command(name, description).argument("<endpoint>", "its id, as list names it");

  command("list", "every endpoint: where, in which state, what it is owed").action(
    async ({ data, json }) => (await load()).listAll(io, data, json),
  );
  ofOne("show", "one endpoint, all but its secrets").action(async (id, { data, json }) =>
    (await load()).showOne(io, data, id, json),
  );
  withFilter(command("add", "makes an endpoint and prints its secret, this once"))
    .argument("<url>", "https and public; ENTITYWIRE_WEBHOOK_ALLOW lets in a network of one's own")
    .option("--description <text>", "whose it is, for a person")
    .option("--secret <whsec>", "instead of one that is made here")
    .option(
      "--from <seq>",
      "the first event to tell, instead of what comes from now on",
      countArgument,
    )
    .action(async (url, { data, json, description, secret, from, ...filters }) => {
      const wanted: NewEndpoint = { url, description, secret, from, filter: filterOf(filters) };
      await (await load()).addEndpoint(io, await config(), data, wanted, json);
    });
  withFilter(ofOne("change", "another URL, description or filter"))
    .option("--url <url>", "where to from now on")
    .option("--description <text>", "whose it is, for a person")
    .option("--news", "tell the news, whatever was asked for before", false)
    .action(async (id, { data, json, url, description, news, ...filters }) => {
      const filter = news ? null : (filterOf(filters) ?? undefined);
      await (await load()).changeOne(io, await config(), data, json, (endpointService) =>
        endpointService.change(id, { url, description, filter }),
      );
    });
  ofOne(
    "rotate",
    "makes another secret and prints it, this once; the one before signs as well for a day",
  )
    .option("--secret <whsec>", "instead of one that is made here")
    .option("--overlap <hours>", "how long the one before signs as well", countArgument)
    .action(async (id, { data, json, secret, overlap }) => {
      const rotation = { secret, overlapHours: overlap };
      await (await load()).rotateSecret(io, await config(), data, id, rotation, json);
    });
  for (const [name, description] of [
    ["pause", "tells it nothing until it is resumed; what comes meanwhile is owed"],
    ["resume", "goes on where it was paused"],
    ["enable", "goes on with one that was disabled by its own answers"],
  ] as const) {
    ofOne(name, description).action(async (id, { data, json }) => {
      await (await load()).changeOne(io, await config(), data, json, (endpointService) =>
        endpointService[name](id),
      );
    });
  }
  ofOne("test", "sends it an event that tells nothing; 75 where it does not take it").action(
    async (id, { data, json }) => {
      const isTaken = await (await load()).testOne(io, await config(), data, id, json);
      exit(isTaken ? EXIT.ok : EXIT.tempFail);
    },
  );
  ofOne("delete", "forgets it, with all that it is owed").action(async (id, { data }) =>
    (await load()).removeOne(io, await config(), data, id),
  );
  ofOne("dead", "what was given up, and why").action(async (id, { data, json }) =>
    (await load()).listDead(io, data, id, json),
  );
  ofOne("replay", "has events sent again: one, a range, or all that were given up")
    .option("--sequence <seq>", "this one", countArgument)
    .option("--from <seq>", "the first of a range", countArgument)
    .option("--to <seq>", "the last of it", countArgument)
    .option("--dead", "all that were given up", false)
    .action(async (id, { data, ...which }) => {
      await (await load()).replayTo(io, await config(), data, id, replayOf(which));
    });
}

/** What it is told; without any of them, the news. */
function withFilter(command: Command): Command {
  return command
    .addOption(new Option("--types <type...>", "only these types of events").choices(PUSHED_TYPES))
    .addOption(new Option("--lists <list...>", "only of these lists").choices(LISTS))
    .option("--countries <code...>", "only of these countries, as CN", countryArgument)
    .option("--destinations <name...>", "only under these destinations, as printed")
    .addOption(new Option("--classes <class...>", "only these changes").choices(CHANGE_CLASSES))
    .option("--historical", "the past that is learnt, instead of the news");
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
  throw new PipelineError("input/usage", "it is not said what to replay", {
    hint: "--sequence N, or --from N --to N, or --dead",
  });
}

function filterOf(filters: Subscription): Subscription | null {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return given.length === 0 ? null : (Object.fromEntries(given) as Subscription);
}

function countryArgument(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[A-Z]{2}$/.test(text)) throw new InvalidArgumentError("Two capitals are wanted: CN.");
  return [...before, text];
}
