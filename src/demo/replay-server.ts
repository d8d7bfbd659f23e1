/** A local HTTP server that answers like the Federal Register (including public inspection) and the eCFR. Tests use it too. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DocumentJson } from "./render-document.ts";
import {
  findDisplayedPdf,
  findDisplayedText,
  PDF_FOLDER,
  renderDisplay,
} from "./replay-public-inspection.ts";
import type { ReplayDocument, ReplayWorld } from "./world.ts";

/** Replaces the normal answer, which it receives. For tests of network faults. */
export type Fault = (request: IncomingMessage, response: ServerResponse, answer: Reply) => void;

export interface ReplayServer extends AsyncDisposable {
  readonly url: string;
  /** Path and query of every request so far. */
  readonly requests: string[];
  /** The current content; replace it to change the answers. */
  world: ReplayWorld;
  /** Injects a fault for all paths with this prefix; null removes it. */
  fault(pathPrefix: string, fault: Fault | null): void;
}

const AGENCY = "industry-and-security-bureau";
const CONDITIONS =
  /^(conditions\[(agencies\]\[|type\]\[|publication_date\]\[(gte|lte))\]|order|per_page|page|fields\[\])$/;
const FIELDS = new Set(
  `abstract action agencies body_html_url cfr_references citation correction_of corrections dates docket_ids
  document_number effective_on end_page full_text_xml_url html_url json_url not_received_for_publication
  page_length pdf_url public_inspection_pdf_url publication_date raw_text_url regulation_id_numbers signing_date
  start_page subtype title toc_doc topics type volume`.split(/\s+/),
);
const TYPES: Readonly<Record<string, string>> = {
  RULE: "Rule",
  PRORULE: "Proposed Rule",
  NOTICE: "Notice",
  PRESDOCU: "Presidential Document",
};
/** Descriptions of both limits disagree. The strictest ones are used, so that a client within them is always within the real limits. */
const MAX_PER_PAGE = 100;
const DEFAULT_PER_PAGE = 20;
const MAX_RESULTS = 2000;
const SUPPLEMENT = /<DIV9 N="(Supplement No\. \d+ to Part 744)"/g;

/** The environment variables that point a service to the replay server. */
export function replayEnv(url: string) {
  return {
    ENTITYWIRE_FEDERAL_REGISTER_URL: `${url}/api/v1`,
    ENTITYWIRE_PUBLIC_INSPECTION_URL: `${url}${PDF_FOLDER}`,
    ENTITYWIRE_ECFR_URL: `${url}/api`,
  };
}

/** Calls `worldAt` with the server's URL, because documents contain links to it. */
export async function startReplayServer(
  worldAt: (url: string) => ReplayWorld,
): Promise<ReplayServer> {
  const faults = new Map<string, Fault>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://replay");
    requests.push(`${url.pathname}${url.search}`);
    const fault = [...faults].find(([prefix]) => url.pathname.startsWith(prefix))?.[1];
    const meant = answer(replay.world, url);
    if (fault !== undefined) fault(request, response, meant);
    else reply(response, meant);
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

const TEXT_TYPES = { xml: "application/xml", html: "text/html", text: "text/plain" } as const;

export interface Reply {
  readonly status: number;
  readonly type:
    | "application/json"
    | "application/pdf"
    | (typeof TEXT_TYPES)[keyof typeof TEXT_TYPES];
  readonly body: string | Uint8Array;
}

function answer(world: ReplayWorld, url: URL): Reply {
  const path = url.pathname;
  if (path === "/api/v1/documents.json") return search(world, url.searchParams);
  if (/^\/api\/v1\/public-inspection-documents(\/current)?\.json$/.test(path)) {
    return json(renderDisplay(world.display));
  }
  const displayed = findDisplayedText(world.display, path);
  if (displayed !== undefined) return { status: 200, type: TEXT_TYPES.text, body: displayed };
  const pdf = findDisplayedPdf(world.display, path);
  if (pdf !== undefined) return { status: 200, type: "application/pdf", body: pdf };
  if (path === "/api/versioner/v1/titles.json") return json(titles(world));
  if (path === "/api/versioner/v1/versions/title-15.json") return versions(world, url.searchParams);
  const number = /^\/api\/v1\/documents\/([^/]+?)(?:\.json)?$/.exec(path)?.[1];
  if (number !== undefined) return one(world, number, url.searchParams);
  const text = /^\/documents\/full_text\/(xml|html|text)\/(\d{4})\/(\d\d)\/(\d\d)\/(.+)\.\w+$/.exec(
    path,
  );
  if (text !== null) {
    const [, form = "", year, month, day, named = ""] = text;
    const body = find(world, named, `${year}-${month}-${day}`)?.[form as "xml" | "html" | "text"];
    return body
      ? { status: 200, type: TEXT_TYPES[form as keyof typeof TEXT_TYPES], body }
      : notFound();
  }
  const date = /^\/api\/versioner\/v1\/full\/([^/]+)\/title-15\.xml$/.exec(path)?.[1];
  if (date !== undefined && url.searchParams.get("part") === "744") return snapshot(world, date);
  return notFound();
}

/** Numbers were reused before 2016, so a date selects that day's document. */
function find(
  world: ReplayWorld,
  number: string,
  publicationDate: string | null,
): ReplayDocument | undefined {
  return world.documents.find(
    ({ json }) =>
      json.document_number === number &&
      (publicationDate === null || json.publication_date === publicationDate),
  );
}

function one(world: ReplayWorld, number: string, query: URLSearchParams): Reply {
  const unknown = unknownField(query);
  if (unknown !== undefined) return invalid(unknown);
  const document = find(world, number, query.get("publication_date"));
  return document === undefined ? notFound() : json(pick(document.json, query));
}

function unknownField(query: URLSearchParams): string | undefined {
  return query.getAll("fields[]").find((field) => !FIELDS.has(field));
}

function invalid(what: string): Reply {
  return json({ errors: { [what]: "is not a valid field" } }, 400);
}

/** Only the requested fields. */
function pick(document: DocumentJson, query: URLSearchParams): unknown {
  const fields = new Set(query.getAll("fields[]"));
  if (fields.size === 0) return document;
  return Object.fromEntries(Object.entries(document).filter(([field]) => fields.has(field)));
}

/** Unknown conditions and fields are errors. A wrong agency finds nothing, and `results` is absent then. */
function search(world: ReplayWorld, query: URLSearchParams): Reply {
  const types = query.getAll("conditions[type][]");
  const unknown =
    [...query.keys()].find((key) => !CONDITIONS.test(key)) ??
    unknownField(query) ??
    types.find((type) => TYPES[type] === undefined);
  if (unknown !== undefined) return invalid(unknown);
  const selected = new Set(types.map((type) => TYPES[type]));
  const from = query.get("conditions[publication_date][gte]") ?? "";
  const to = query.get("conditions[publication_date][lte]") ?? "9999";
  const found = world.documents
    .map((document) => document.json)
    .filter(
      ({ publication_date: day, type }) =>
        query.get("conditions[agencies][]") === AGENCY &&
        (selected.size === 0 || selected.has(type)) &&
        day >= from &&
        day <= to,
    )
    .sort((a, b) => compareDays(a.publication_date, b.publication_date));
  if (query.get("order") !== "oldest") found.reverse();
  if (found.length === 0) return json({ count: 0, description: "nothing found" });
  const asked = Number(query.get("per_page") ?? DEFAULT_PER_PAGE);
  const perPage = asked >= 2 && asked <= MAX_PER_PAGE ? asked : DEFAULT_PER_PAGE;
  const pages = Math.ceil(found.length / perPage);
  const number = Number(query.get("page") ?? 1);
  if (number * perPage > MAX_RESULTS) return invalid("page");
  // A page past the end returns page 1.
  const page = number >= 1 && number <= pages ? number : 1;
  const results = found.slice((page - 1) * perPage, page * perPage);
  return json({
    count: found.length,
    total_pages: pages,
    results: results.map((document) => pick(document, query)),
  });
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
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

/** Each snapshot is a version of its supplements. Here the issue date equals the effective date. */
function versions(world: ReplayWorld, query: URLSearchParams): Reply {
  if (query.get("part") !== "744") return notFound();
  const to = query.get("issue_date[lte]") ?? "9999";
  const rows = world.snapshots
    .filter(({ date }) => date <= to)
    .flatMap(({ date, xml }) =>
      [...xml.matchAll(SUPPLEMENT)].map(([, identifier]) => ({
        date,
        amendment_date: date,
        issue_date: date,
        identifier,
        part: "744",
        substantive: true,
        removed: false,
        title: "15",
        type: "appendix",
      })),
    );
  return json({
    content_versions: rows,
    meta: { title: "15", result_count: String(rows.length), total_pages: "1" },
  });
}

/** The text on a date is the newest one up to that date. */
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
    "content-type": type === "application/pdf" ? type : `${type}; charset=utf-8`,
    "cache-control": "max-age=86400, public",
  });
  response.end(body);
}
