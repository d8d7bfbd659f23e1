import { describe, expect, test } from "vitest";
import { openSite } from "../../src/web/site.ts";
import { openApi } from "../support/open-api.ts";
import { ADMIN_KEY } from "../support/open-site.ts";
import {
  caddy,
  NAME,
  nginx,
  type ReverseProxy,
  startBareNginx,
  startCaddy,
  startNginx,
} from "../support/start-proxy.ts";
import { until } from "../support/until.ts";

const HOSTS = [NAME, "localhost", "127.0.0.1", "127.0.0.1:8080", "[::1]"];
const FORWARDED: readonly Record<string, string>[] = [
  {},
  { connection: "close" },
  { "x-forwarded-for": "127.0.0.1", "x-forwarded-host": "localhost", "x-real-ip": "127.0.0.1" },
  { forwarded: "for=127.0.0.1;host=localhost;by=127.0.0.1", via: "1.1 localhost" },
];
const PATHS = ["/", "/v1/events", "/v1/entries", "/v1/status", "/v1/exports/entries.ndjson"];

function openService() {
  return openApi({
    ...{ events: 3, auth: "on", adminKey: ADMIN_KEY, streamsACaller: 1 },
    site: (parts) => openSite({ ...parts, depths: async () => ({}) }),
  });
}

async function readUntil(answer: AsyncIterable<Buffer>, end: RegExp): Promise<string> {
  let text = "";
  for await (const part of answer) {
    text += part.toString("utf8");
    if (end.test(text)) return text;
  }
  throw new Error(`the answer ended without ${end}: ${text}`);
}

describe.each([
  ["nginx with deploy/nginx.conf", nginx, startNginx],
  ["nginx with its defaults", nginx, startBareNginx],
  ["Caddy with deploy/Caddyfile", caddy, startCaddy],
] as [string, string | null, (upstream: string) => Promise<ReverseProxy>][])(
  "%s",
  (name, program, start) => {
    test.skipIf(program === null)(
      "opens nothing without a key, whatever Host and forwarding headers say, and all with one",
      async () => {
        const service = await openService();
        const proxy = await start(service.url);
        const key = service.authorize("read").headers;
        const answers = HOSTS.flatMap((host) => FORWARDED.map((more) => ({ host, ...more })));
        for (const headers of answers) {
          for (const path of headers.host === NAME ? PATHS : PATHS.slice(0, 2)) {
            const status = await proxy.statusOf(path, { headers });
            expect({ headers, path, status }).toEqual({ headers, path, status: 401 });
          }
          expect(await proxy.statusOf("/v1/events", { headers: { ...headers, ...key } })).toBe(200);
        }
      },
    );

    test.skipIf(program === null)(
      "passes each event of a stream on at once, and ends it when the client leaves",
      async () => {
        const service = await openService();
        const proxy = await start(service.url);
        const { headers } = service.authorize("read");
        const answer = await proxy.open("/v1/events/stream?after=2", { headers });
        expect(answer.statusCode).toBe(200);
        await readUntil(answer.iterator({ destroyOnReturn: false }), /^id: 3\n/m);
        service.append(4);
        await readUntil(answer, /^id: 4\nevent: .*\ndata: .*\n\n/m);
        await until("the service has an end of the stream too", async () => {
          const next = await proxy.open("/v1/events/stream", { headers });
          return next.statusCode === 200;
        });
      },
    );

    test.skipIf(program === null || name.includes("defaults"))(
      "lets the pages' own forms through, and none of another site",
      async () => {
        const service = await openService();
        const proxy = await start(service.url);
        const authorization = `Basic ${Buffer.from(`:${ADMIN_KEY}`).toString("base64")}`;
        const send = (headers: Record<string, string>) =>
          proxy.statusOf("/manage/keys", {
            method: "POST",
            headers: {
              ...{ authorization, "content-type": "application/x-www-form-urlencoded" },
              ...headers,
            },
            body: "name=screening&scope=read",
          });
        expect(await send({ origin: `https://${NAME}` })).toBe(200);
        expect(await send({ "sec-fetch-site": "same-origin" })).toBe(200);
        expect(await send({ origin: "https://evil.example" })).toBe(403);
        expect(await send({ "sec-fetch-site": "cross-site" })).toBe(403);
      },
    );
  },
);
