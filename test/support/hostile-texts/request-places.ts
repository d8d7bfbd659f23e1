/** The places of requests to the service: queries, filters, headers. */

import { z } from "@hono/zod-openapi";
import { Context } from "hono";
import { isAtClient } from "../../../src/api/conditional.ts";
import { readCredentials } from "../../../src/api/credentials.ts";
import { createBody } from "../../../src/api/v1/endpoints/schema.ts";
import { eventFilterQuery, sequenceText, toEventFilter } from "../../../src/api/v1/event-query.ts";
import { partySchema } from "../../../src/exports/legal-form.ts";
import { countryOfAddress, countryOfDestination } from "../../../src/model/country.ts";
import { isLoopbackHost } from "../../../src/model/loopback-host.ts";
import { nameKey } from "../../../src/model/name-key.ts";
import { nameSound } from "../../../src/model/search/name-match.ts";
import { entriesQuery, filterOf } from "../../../src/search/entries-query.ts";
import type { HostilePlace } from "./place.ts";

const eventQuery = z.object(eventFilterQuery);

export const REQUEST_PLACES: readonly HostilePlace[] = [
  { name: "search query", read: nameSound },
  { name: "name", read: (text) => partySchema(nameKey(text)) },
  { name: "name in brackets", read: (text) => partySchema(`A ${text})`) },
  { name: "country", read: countryOfDestination },
  { name: "address", read: countryOfAddress },
  { name: "entry filter", read: readEntryFilter },
  { name: "event filter", read: readEventFilter },
  { name: "endpoint's filter", read: readEndpointFilter },
  { name: "header Last-Event-ID", read: (text) => sequenceText.safeParse(text) },
  { name: "header Authorization", read: (text) => readCredentials(`Bearer ${text}`) },
  { name: "header Host", read: isLoopbackHost },
  {
    name: "header If-None-Match",
    read: (text) => isAtClient(requestWith("if-none-match", text), 'W/"1"', "no-cache"),
  },
];

function readEntryFilter(text: string): void {
  for (const field of Object.keys(entriesQuery.shape)) {
    for (const value of [text, text.split(" ")]) {
      const read = entriesQuery.safeParse({ [field]: value });
      if (read.success) filterOf(read.data);
    }
  }
}

function readEventFilter(text: string): void {
  for (const field of Object.keys(eventFilterQuery)) {
    for (const value of [text, text.split(" ")]) {
      const read = eventQuery.safeParse({ [field]: value });
      if (read.success) toEventFilter(read.data);
    }
  }
}

function readEndpointFilter(text: string): void {
  for (const field of Object.keys(createBody.shape)) createBody.safeParse({ [field]: text });
  createBody.safeParse({ url: "https://a.test", filter: { destinations: text.split(" ") } });
}

/** A header holds no line break, and each character is one byte. */
function requestWith(name: string, text: string): Context {
  const value = Buffer.from(text.replace(/[\r\n\0]/g, " ")).toString("latin1");
  return new Context(new Request("http://a.test", { headers: { [name]: value } }));
}
