import { describe, expect, onTestFinished, test } from "vitest";
import { type ReplayServer, startReplayServer } from "../../src/demo/replay-server.ts";
import { createEcfr, type Ecfr } from "../../src/sources/ecfr.ts";
import { createFederalRegister, type FederalRegister } from "../../src/sources/federal-register.ts";
import { createHttp } from "../../src/sources/http.ts";
import {
  createPublicInspection,
  type PublicInspection,
} from "../../src/sources/public-inspection.ts";
import { addingRule, onDisplay, printedEntry } from "../support/displayed-rule.ts";
import { type Quirk, say } from "../support/say.ts";
import { makeRow, makeRuleFacts, smallWorld } from "../support/small-world.ts";

const signal = AbortSignal.timeout(60_000);
const SEARCH = "/api/v1/documents.json";
const CURRENT = "/api/v1/public-inspection-documents/current.json";
const MARCH = { from: "2025-03-01", to: "2025-03-31", signal };
const APRIL = { from: "2025-04-01", to: "2025-04-30", signal };
const RULES = 250;

interface Clients {
  readonly server: ReplayServer;
  readonly federalRegister: FederalRegister;
  readonly publicInspection: PublicInspection;
  readonly ecfr: Ecfr;
}

async function open(): Promise<Clients> {
  const rules = Array.from({ length: RULES }, (_, at) =>
    makeRuleFacts({ documentNumber: `2025-${10_000 + at}`, publicationDate: "2025-03-20" }),
  );
  const world = { rows: [makeRow("Alpha")], rules, date: "2025-03-24" };
  const server = await startReplayServer((url) => smallWorld(world, url));
  const displayed = addingRule("2025-20000", "2025-03-28", "2025-03-25", [printedEntry("Gamma")]);
  const documents = [onDisplay(displayed, "3/25/2025 at 4:15 pm", server.url)];
  server.world = {
    ...server.world,
    display: { documents, updatedAt: "2025-03-25T16:15:00-04:00" },
  };
  const http = createHttp({ userAgent: "entitywire/test", minIntervalMs: 0 });
  onTestFinished(async () => {
    await http[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const baseUrl = `${server.url}/api/v1`;
  return {
    server,
    federalRegister: createFederalRegister({ http, baseUrl }),
    publicInspection: createPublicInspection({ http, baseUrl }),
    ecfr: createEcfr({ http, baseUrl: `${server.url}/api` }),
  };
}

type Use = (clients: Clients) => Promise<unknown>;
const findAll: Use = async ({ federalRegister }) =>
  (await federalRegister.search(MARCH)).documents.length;
const findNone: Use = async ({ federalRegister }) =>
  (await federalRegister.search(APRIL)).documents.length;
const look: Use = async ({ publicInspection }) => {
  const { rules, updatedAt } = await publicInspection.current(signal);
  return [rules.map(({ document_number: number }) => number), updatedAt];
};
const untrusted = { code: "fetch/untrusted", retryable: true };
const same: Quirk = () => ({});
const pageOf = (query: URLSearchParams) => Number(query.get("page") ?? 1);

/** What is unknown, what the service asks, each way in which it may fall, and what comes of that. */
const UNKNOWNS: readonly {
  readonly of: string;
  readonly path: string;
  readonly use: Use;
  readonly ways: Readonly<Record<string, readonly [Quirk, unknown]>>;
}[] = [
  {
    of: "whether answers bear an ETag [U]",
    path: SEARCH,
    use: findAll,
    ways: {
      "with one": [() => ({ headers: { etag: 'W/"1"' } }), RULES],
      "without one": [same, RULES],
      "the same one of another answer": [() => ({ headers: { etag: '"same"' } }), RULES],
    },
  },
  {
    of: "how many documents a page holds (sources conflict)",
    path: SEARCH,
    use: findAll,
    ways: {
      "100, as asked": [same, RULES],
      "20, whatever was asked": [cutTo(20), RULES],
      "1,000, whatever was asked": [cutTo(1000), RULES],
    },
  },
  {
    of: "what a page past the end is, where the count is wrong",
    path: SEARCH,
    use: findAll,
    ways: {
      "page 1 again": [recount(RULES + 1, same), untrusted],
      "an empty one": [
        recount(RULES + 1, (meant, query) =>
          pageOf(query) > 3 ? { json: { ...meant, results: [] } } : { json: meant },
        ),
        untrusted,
      ],
      "a 404": [
        recount(RULES + 1, (meant, query) =>
          pageOf(query) > 3 ? { status: 404, json: {} } : { json: meant },
        ),
        untrusted,
      ],
    },
  },
  {
    of: "what comes past 2,000 results [3p]",
    path: SEARCH,
    use: findAll,
    ways: {
      "a 400": [
        (_meant, query) =>
          pageOf(query) > 20 ? { status: 400, json: {} } : { json: numbered(query, 2_500) },
        untrusted,
      ],
      "more results": [(_meant, query) => ({ json: numbered(query, 2_500) }), untrusted],
    },
  },
  {
    of: "how it says that nothing is found",
    path: SEARCH,
    use: findNone,
    ways: {
      "no `results`": [same, 0],
      "empty `results`": [
        (meant) => ({ json: meant["count"] === 0 ? { count: 0, results: [] } : meant }),
        0,
      ],
      "a 404": [
        (meant) =>
          meant["count"] === 0 ? { status: 404, json: { status: 404 } } : { json: meant },
        0,
      ],
      "a 404 to everything": [() => ({ status: 404, json: { status: 404 } }), untrusted],
      "nothing of any type, as under a wrong slug": [() => ({ json: { count: 0 } }), untrusted],
    },
  },
  {
    of: "whether OR in a term is OR [3p]: a term is never asked for",
    path: SEARCH,
    use: findAll,
    ways: {
      "it is": [
        (meant, query) => (query.has("conditions[term]") ? { status: 500 } : { json: meant }),
        RULES,
      ],
      "it is AND": [
        (meant, query) =>
          query.has("conditions[term]") ? { json: { count: 0 } } : { json: meant },
        RULES,
      ],
    },
  },
  {
    of: "whether public inspection bears its stamps",
    path: CURRENT,
    use: look,
    ways: {
      both: [same, [["2025-20000"], "2025-03-25T20:15:00.000Z"]],
      "one of them": [
        (meant) => ({ json: { ...meant, special_filings_updated_at: null } }),
        [["2025-20000"], "2025-03-25T20:15:00.000Z"],
      ],
      none: [({ count, results }) => ({ json: { count, results } }), [["2025-20000"], null]],
      "no instants": [
        (meant) => ({ json: { ...meant, regular_filings_updated_at: "this morning" } }),
        untrusted,
      ],
    },
  },
  {
    of: "how it says up to when title 15 is there",
    path: "/api/versioner/v1/titles.json",
    use: async ({ ecfr }) => (await ecfr.title15(signal)).upToDateAsOf,
    ways: {
      "as documented": [same, "2025-03-24"],
      "without `meta`": [({ titles }) => ({ json: { titles } }), "2025-03-24"],
      "without a date": [retitle({ up_to_date_as_of: null }), untrusted],
      "a date in words": [retitle({ up_to_date_as_of: "March 24, 2025" }), untrusted],
      "without title 15": [() => ({ json: { titles: [] } }), untrusted],
    },
  },
  {
    of: "what the list of versions counts",
    path: "/api/versioner/v1/versions",
    use: ({ ecfr }) => ecfr.part744Versions("2025-03-24", "2025-03-24", signal),
    ways: {
      "as text": [same, ["2025-03-24"]],
      "as a number": [
        (meant) => ({ json: { ...meant, meta: { result_count: 1, total_pages: 1 } } }),
        ["2025-03-24"],
      ],
      "not at all": [(meant) => ({ json: { ...meant, meta: {} } }), ["2025-03-24"]],
    },
  },
  {
    of: "what a date that is not there yet is",
    path: "/api/versioner/v1/full",
    use: async ({ ecfr }) => (await ecfr.part744("2025-03-24", signal)).length > 0,
    ways: {
      there: [same, true],
      "a 404": [() => ({ status: 404, json: {} }), untrusted],
      "a 503 while it is worked on": [
        () => ({ status: 503, json: {}, headers: { "retry-after": "7" } }),
        { code: "fetch/unreachable", context: { status: 503, retryAfterMs: 7000 } },
      ],
    },
  },
];

describe.for(UNKNOWNS)("it is unknown $of:", ({ path, use, ways }) => {
  test.for(Object.entries(ways))("%s", async ([, [quirk, wanted]]) => {
    const clients = await open();
    say(clients.server, path, quirk);
    const answer = await use(clients).catch((error: unknown) => error);
    if (answer instanceof Error) expect(answer).toMatchObject(wanted as object);
    else expect(answer).toEqual(wanted);
  });
});

const PATHS = new Map(UNKNOWNS.map(({ path, use }) => [path, use]));

test.for([...PATHS])("the page that wants patience is no answer of %s", async ([path, use]) => {
  const clients = await open();
  clients.server.fault(path, (_request, response) =>
    response.setHeader("content-type", "text/html").end("<html>Request Access</html>"),
  );
  await expect(use(clients)).rejects.toMatchObject({ code: "fetch/interstitial", retryable: true });
});

/** So many of all documents a page, whatever was asked for. */
function cutTo(perPage: number): Quirk {
  return (_meant, query) => {
    const all = numbered(new URLSearchParams(), RULES, RULES);
    const from = (pageOf(query) - 1) * perPage;
    return { json: { count: RULES, results: all.results.slice(from, from + perPage) } };
  };
}

function retitle(change: Record<string, unknown>): Quirk {
  return ({ titles }) => ({
    json: { titles: (titles as object[]).map((title) => ({ ...title, ...change })) },
  });
}

function recount(count: number, quirk: Quirk): Quirk {
  return (meant, query) => {
    const said = quirk(meant, query);
    if (said.status !== undefined) return said;
    return { json: { ...meant, ...(said.json as object), count } };
  };
}

/** The page that is asked for, of so many rules. */
function numbered(query: URLSearchParams, count: number, perPage = 100) {
  const from = (pageOf(query) - 1) * perPage;
  const results = Array.from({ length: perPage }, (_, at) => ({
    document_number: `2025-${10_000 + from + at}`,
    publication_date: "2025-03-20",
    title: "Additions to the Entity List",
    type: "Rule",
  }));
  return { count, results: results.slice(0, Math.max(0, count - from)) };
}
