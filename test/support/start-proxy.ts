/** nginx or Caddy with a configuration of `deploy/`, on a Unix socket, in front of a service. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { findProgram } from "./find-program.ts";
import { scratchFolder } from "./scratch.ts";
import { makeCertificate } from "./tls-server.ts";
import { until } from "./until.ts";

/** The name in the committed files. */
export const NAME = "entitywire.example.com";

export const nginx = findProgram(["nginx"]);
export const caddy = findProgram(["caddy"]);

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ReverseProxy {
  /** The answer, with its body still to be read. */
  open(path: string, asked?: Asked): Promise<IncomingMessage>;
  /** The status, once the whole answer is there. */
  statusOf(path: string, asked?: Asked): Promise<number>;
}

/** The committed site, in nothing but what nginx itself needs. `upstream` is the service's URL. */
export function startNginx(upstream: string): Promise<ReverseProxy> {
  return startNginxWith(({ socket, cert, key }) =>
    replaceAll(read("deploy/nginx.conf"), [
      [/listen 443 ssl;\n\s*listen \[::\]:443 ssl;/, `listen unix:${socket} ssl;`],
      [/listen 80;\n\s*listen \[::\]:80;/, `listen unix:${socket}.plain;`],
      ["127.0.0.1:8080", new URL(upstream).host],
      [/ssl_certificate \S+;/, `ssl_certificate ${cert};`],
      [/ssl_certificate_key \S+;/, `ssl_certificate_key ${key};`],
    ]),
  );
}

/** As a first try looks like: nginx's defaults, which rewrite Host to the upstream's and add no header. */
export function startBareNginx(upstream: string): Promise<ReverseProxy> {
  return startNginxWith(
    ({ socket }) => `server { listen unix:${socket}; location / { proxy_pass ${upstream}; } }`,
    requestPlain,
  );
}

export function startCaddy(upstream: string): Promise<ReverseProxy> {
  return start(caddy, requestTls, (folder, { socket, cert, key }) => {
    const site = replaceAll(read("deploy/Caddyfile"), [
      [`${NAME}, :443 {\n`, `${NAME}, :443 {\n\tbind unix/${socket}\n`],
      [/# tls \S+ \S+/, `tls ${cert} ${key}`],
      ["127.0.0.1:8080", new URL(upstream).host],
    ]);
    const path = join(folder, "Caddyfile");
    // Neither its port for commands nor its redirects, which would need ports of their own.
    writeFileSync(path, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
    return ["run", "--adapter", "caddyfile", "--config", path];
  });
}

interface Places {
  readonly socket: string;
  readonly cert: string;
  readonly key: string;
}

function startNginxWith(
  siteIn: (places: Places) => string,
  request = requestTls,
): Promise<ReverseProxy> {
  return start(nginx, request, (folder, places) => {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const path = join(folder, "nginx.conf");
    const http = `access_log off; ${temporary.join(" ")}\n${siteIn(places)}`;
    const main = `daemon off; master_process off; pid ${folder}/pid; error_log stderr;`;
    writeFileSync(path, `${main}\nevents {}\nhttp { ${http}\n}\n`);
    return ["-p", folder, "-c", path];
  });
}

async function start(
  program: string | null,
  request: typeof requestTls,
  configure: (folder: string, places: Places) => readonly string[],
): Promise<ReverseProxy> {
  if (program === null) throw new Error("the program is not installed");
  const folder = scratchFolder();
  const places = {
    socket: join(folder, "s"),
    cert: join(folder, "cert"),
    key: join(folder, "key"),
  };
  const certificate = await makeCertificate(NAME, new Date("2099-01-01"));
  writeFileSync(places.cert, certificate.cert);
  writeFileSync(places.key, certificate.key, { mode: 0o600 });
  const child = spawn(program, configure(folder, places), {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const isUp = () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
    return existsSync(places.socket);
  };
  await until(`${program} listens`, isUp);

  const open = async (path: string, { method = "GET", headers = {}, body }: Asked = {}) => {
    const asking = request({
      ...{ socketPath: places.socket, servername: NAME, ca: certificate.cert, agent: false },
      ...{ method, path, headers: { host: NAME, ...headers } },
    });
    asking.end(body);
    const [answer] = (await once(asking, "response")) as [IncomingMessage];
    onTestFinished(() => void answer.destroy());
    return answer;
  };
  return {
    open,
    statusOf: async (path, asked) => {
      const answer = await open(path, asked);
      for await (const _part of answer);
      return answer.statusCode ?? 0;
    },
  };
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

/** Each must be there, so that the committed file is what is tested. */
function replaceAll(text: string, pairs: readonly (readonly [string | RegExp, string])[]): string {
  return pairs.reduce((before, [committed, own]) => {
    const after = before.replace(committed, own);
    if (after === before) throw new Error(`the file has no ${committed}`);
    return after;
  }, text);
}
