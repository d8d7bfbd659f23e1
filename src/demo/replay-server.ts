/** Answers as the Federal Register and the eCFR do, over real HTTP on a free local port. Tests use it too. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReplayWorld } from "./world.ts";

/** Takes the place of the real answer; for tests of what goes wrong on the way. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

export interface ReplayServer extends AsyncDisposable {
  readonly url: string;
  /** Path and query of every request so far. */
  readonly requests: string[];
  /** What is served from now on. */
  world: ReplayWorld;
  /** Every path that starts so goes wrong from now on; null mends it. */
  fault(pathPrefix: string, fault: Fault | null): void;
}

const AGENCY = "industry-and-security-bureau";
const CONDITIONS =
  /^(conditions\[(agencies\]\[|type\]\[|publication_date\]\[(gte|lte))\]|order|per_page|page|fields\[\])$/;

/** `worldAt` is called with the server's URL, because documents link to it. */
export async function startReplayServer(
  worldAt: (url: string) => ReplayWorld,
): Promise<ReplayServer> {
  const faults = new Map<string, Fault>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://replay");
    requests.push(`${url.pathname}${url.search}`);
    const fault = [...faults].find(([prefix]) => url.pathname.startsWith(prefix))?.[1];
    if (fault !== undefined) fault(request, response);
    else reply(response, answer(replay.world, url));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const replay: ReplayServer = {
    url,
    requests,
    world: worldAt(url),
    fault: (prefix, fault) => {
      if (fault === null) faults.delete(prefix);
      else faults.set(prefix, fault);
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return replay;
}

interface Reply {
  readonly status: number;
  readonly type: "application/json" | "application/xml";
  readonly body: string;
}

function answer(world: ReplayWorld, url: URL): Reply {
  const path = url.pathname;
  if (path === "/api/v1/documents.json") return search(world, url.searchParams);
  if (path === "/api/versioner/v1/titles.json") return json(titles(world));
  const xml = /^\/documents\/full_text\/xml\/\d{4}\/\d\d\/\d\d\/(.+)\.xml$/.exec(path);
  if (xml !== null) {
    const document = world.documents.find(
      ({ json: { document_number } }) => document_number === xml[1],
    );
    return document?.xml ? asXml(document.xml) : notFound();
  }
  const date = /^\/api\/versioner\/v1\/full\/([^/]+)\/title-15\.xml$/.exec(path)?.[1];
  if (date !== undefined) return snapshot(world, date);
  return notFound();
}

/** Unknown conditions and fields are an error; a wrong agency is "nothing found"; `results` is then absent. */
function search(world: ReplayWorld, query: URLSearchParams): Reply {
  const unknown = [...query.keys()].find((key) => !CONDITIONS.test(key));
  if (unknown !== undefined) return json({ errors: { [unknown]: "is not a valid field" } }, 400);
  const type = { RULE: "Rule", NOTICE: "Notice", PRORULE: "Proposed Rule" }[
    query.get("conditions[type][]") ?? ""
  ];
  const from = query.get("conditions[publication_date][gte]") ?? "";
  const to = query.get("conditions[publication_date][lte]") ?? "9999";
  const found = world.documents
    .map((document) => document.json)
    .filter(
      ({ publication_date: day, type: own }) =>
        query.get("conditions[agencies][]") === AGENCY &&
        (type === undefined || own === type) &&
        day >= from &&
        day <= to,
    );
  if (found.length === 0) return json({ count: 0, description: "nothing found" });
  const asked = Number(query.get("per_page") ?? 20);
  const perPage = asked >= 2 && asked <= 1000 ? asked : 20;
  const pages = Math.ceil(found.length / perPage);
  // A page past the end is silently page 1.
  const page = Number(query.get("page") ?? 1) <= pages ? Number(query.get("page") ?? 1) : 1;
  const results = found.slice((page - 1) * perPage, page * perPage);
  return json({ count: found.length, total_pages: pages, results });
}

function titles({ upToDateAsOf }: ReplayWorld): unknown {
  const title15 = {
    number: 15,
    name: "Commerce and Foreign Trade",
    latest_amended_on: upToDateAsOf,
    latest_issue_date: upToDateAsOf,
    up_to_date_as_of: upToDateAsOf,
    reserved: false,
    processing_in_progress: false,
  };
  return { titles: [title15], meta: { date: upToDateAsOf, import_in_progress: false } };
}

/** The text at a date is the newest one up to it. */
function snapshot(world: ReplayWorld, date: string): Reply {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return json({ error: "a date is needed" }, 400);
  if (date > world.upToDateAsOf) return notFound();
  const found = world.snapshots.filter((one) => one.date <= date).at(-1);
  return found === undefined ? notFound() : asXml(found.xml);
}

function json(value: unknown, status = 200): Reply {
  return { status, type: "application/json", body: JSON.stringify(value) };
}

function asXml(body: string): Reply {
  return { status: 200, type: "application/xml", body };
}

function notFound(): Reply {
  return json({ status: 404, message: "Record Not Found" }, 404);
}

function reply(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "max-age=86400, public",
  });
  response.end(body);
}
