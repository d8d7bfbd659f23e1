import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createHttp, type Http, type HttpOptions } from "../../src/sources/http.ts";

const signal = AbortSignal.timeout(30_000);

async function serve(listener: RequestListener, options: Partial<HttpOptions> = {}) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const http: Http = createHttp({
    userAgent: "entitywire/test (test@example.com)",
    minIntervalMs: 0,
    ...options,
  });
  onTestFinished(async () => {
    await http[Symbol.asyncDispose]();
    server.close();
    server.closeAllConnections();
  });
  return { http, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x` };
}

function answering(
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

const JSON_TYPE = { "content-type": "application/json" };
const XML_TYPE = { "content-type": "text/xml" };
const HTML_TYPE = { "content-type": "text/html" };
const PAGE = "<!DOCTYPE html><html><head><title>Request Access</title></head></html>";

describe("an answer", () => {
  test("is believed when it is what was asked for, and unpacked", async () => {
    const body = gzipSync('{"count":1}');
    const { http, url } = await serve(
      answering(200, { ...JSON_TYPE, "content-encoding": "gzip" }, body),
    );
    expect((await http.get(url, "json", signal)).json()).toEqual({ count: 1 });
  });

  test("is asked for past caches, with a name and a contact", async () => {
    const requests: IncomingMessage[] = [];
    const { http, url } = await serve((request, response) => {
      requests.push(request);
      response.writeHead(200, XML_TYPE).end("<a/>");
    });
    await http.get(url, "xml", signal);
    expect(requests[0]?.headers).toMatchObject({
      "cache-control": "no-cache",
      "user-agent": "entitywire/test (test@example.com)",
    });
  });

  test.each([
    ["503", answering(503, {}, "busy"), "fetch/unreachable", true],
    ["429", answering(429, { "retry-after": "7" }, "slow down"), "fetch/unreachable", true],
    ["404", answering(404, JSON_TYPE, '{"status":404}'), "fetch/status", false],
    [
      "a redirect",
      answering(302, { location: "https://elsewhere.example" }, ""),
      "fetch/untrusted",
      true,
    ],
    [
      "an HTML page with status 200",
      answering(200, { "content-type": "text/html" }, PAGE),
      "fetch/interstitial",
      true,
    ],
    [
      "an HTML page that says it is JSON",
      answering(200, JSON_TYPE, PAGE),
      "fetch/interstitial",
      true,
    ],
    [
      "a 403 that says who may not come in",
      answering(403, { "content-type": "text/html" }, PAGE),
      "fetch/status",
      false,
    ],
    [
      "a 503 in an encoding nobody asked for",
      answering(503, { "content-encoding": "br" }, "x"),
      "fetch/unreachable",
      true,
    ],
    [
      "a 503 whose gzip is damaged",
      answering(503, { "content-encoding": "gzip" }, gzipSync("busy").subarray(0, 8)),
      "fetch/unreachable",
      true,
    ],
    ["text that is no JSON", answering(200, JSON_TYPE, "busy"), "fetch/untrusted", true],
    ["nothing at all", answering(200, JSON_TYPE, ""), "fetch/untrusted", true],
    ["XML instead of JSON", answering(200, XML_TYPE, "<a/>"), "fetch/untrusted", true],
    [
      "a damaged gzip",
      answering(200, { ...JSON_TYPE, "content-encoding": "gzip" }, gzipSync("{}").subarray(0, 12)),
      "fetch/untrusted",
      true,
    ],
    [
      "an encoding nobody asked for",
      answering(200, { ...JSON_TYPE, "content-encoding": "br" }, "x"),
      "fetch/untrusted",
      true,
    ],
  ])("of %s is an error of its own kind", async (_what, listener, code, retryable) => {
    const { http, url } = await serve(listener);
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringContaining(`GET ${url}: `),
    });
  });

  test.each([
    ["as it is", PAGE],
    ["behind an XML declaration", `<?xml version="1.0"?>\n${PAGE}`],
    ["behind a comment", "<!-- edge --><html><title>Request Access</title></html>"],
    ["behind a byte order mark", `\uFEFF${PAGE}`],
    ["in capitals", "<HTML><TITLE>Request Access</TITLE></HTML>"],
  ])("that is an HTML page %s is no XML, whatever its content type says", async (_how, page) => {
    const { http, url } = await serve(answering(200, XML_TYPE, page));
    await expect(http.get(url, "xml", signal)).rejects.toMatchObject({
      code: "fetch/interstitial",
      retryable: true,
    });
  });

  test.each([
    ["a declaration", '<?xml version="1.0"?>\n<RULE/>'],
    ["a byte order mark", "\uFEFF<RULE/>"],
    ["a comment", "<!-- of the printer --><RULE/>"],
  ])("is believed behind %s", async (_what, xml) => {
    const { http, url } = await serve(answering(200, XML_TYPE, xml));
    const answer = await http.get(url, "xml", signal);
    expect(answer).toMatchObject({ url, status: 200, headers: { "content-type": "text/xml" } });
    expect(Buffer.from(answer.body).toString()).toBe(xml);
  });

  test.each([
    ["in the middle", "<RULE><P>one</P><P>tw"],
    ["behind an element", "<RULE><STARS/>"],
    ["behind an element that closes", "<RULE><P>one</P>"],
    ["in a comment", "<RULE><P>one</P></RUL<!-- x -->"],
    ["in its own name", "<RULE><P>one</P></RUL"],
  ])("cut off %s is not believed, though its length says that it is whole", async (_where, xml) => {
    const { http, url } = await serve(answering(200, XML_TYPE, xml));
    await expect(http.get(url, "xml", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
      retryable: true,
      evidence: Buffer.from(xml),
    });
  });

  test.each([
    ["a comment", "<RULE><P>one</P></RULE><!-- printed --> \n"],
    ["an instruction", "<RULE>one</RULE >\n<?end?>"],
    ["nothing, its root being empty", '<RULE PART="744" />\n'],
  ])("that ends with %s is whole", async (_what, xml) => {
    const { http, url } = await serve(answering(200, XML_TYPE, xml));
    expect(Buffer.from((await http.get(url, "xml", signal)).body).toString()).toBe(xml);
  });

  test("of a printed page is whole where the page is", async () => {
    const page = "<!DOCTYPE html><html><p>[FR Doc. 2025-00001 Filed 3-27-25]</p></HTML>";
    const whole = await serve(answering(200, HTML_TYPE, page));
    const { body } = await whole.http.get(whole.url, "print", signal);
    expect(Buffer.from(body).toString()).toBe(page);
    const cut = await serve(answering(200, HTML_TYPE, page.slice(0, -3)));
    await expect(cut.http.get(cut.url, "print", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
      message: expect.stringContaining("truncated"),
    });
  });

  test("whose JSON cannot be read is kept, and says so when it is read", async () => {
    const { http, url } = await serve(answering(200, JSON_TYPE, '{"count":'));
    const answer = await http.get(url, "json", signal);
    expect(() => answer.json()).toThrow(
      expect.objectContaining({ code: "fetch/untrusted", evidence: answer.body }),
    );
  });

  test("of a server that is busy keeps its bytes, its status and its wish", async () => {
    const { http, url } = await serve(answering(503, { "retry-after": "7" }, "busy"));
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      context: { status: 503, retryAfterMs: 7000 },
      evidence: Buffer.from("busy"),
    });
  });

  test("that points elsewhere names the place as it is written", async () => {
    const { http, url } = await serve(
      answering(302, { location: "https://Elsewhere.example/Path" }, ""),
    );
    await expect(http.get(url, "xml", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
      message: expect.stringContaining("https://Elsewhere.example/Path"),
    });
  });

  test("that points to another host is not followed there", async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      asked.push(request.url);
      response.writeHead(200, XML_TYPE).end("<a/>");
    });
    const { http, url } = await serve(answering(301, { location: elsewhere.url }, ""));
    await expect(http.get(url, "xml", signal)).rejects.toMatchObject({ code: "fetch/untrusted" });
    expect(asked).toEqual([]);
  });

  test.for<[string, string]>([
    ["HTML", "text/html"],
    ["text", "text/plain"],
  ])("that is a page for robots is no printed document, as %s", async ([, contentType]) => {
    const { http, url } = await serve(answering(200, { "content-type": contentType }, PAGE));
    await expect(http.get(url, "print", signal)).rejects.toMatchObject({
      code: "fetch/interstitial",
    });
  });

  test("that unpacks to more than was agreed is not believed", async () => {
    const body = gzipSync(`"${"x".repeat(100_000)}"`);
    const { http, url } = await serve(
      answering(200, { ...JSON_TYPE, "content-encoding": "gzip" }, body),
      { maxBytes: 10_000 },
    );
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({ code: "fetch/untrusted" });
  });

  test("may be asked to wait until a date", async () => {
    const until = new Date(Date.now() + 60_000).toUTCString();
    const { http, url } = await serve(answering(503, { "retry-after": until }, ""));
    const error = await http.get(url, "json", signal).catch((caught: unknown) => caught);
    const { retryAfterMs } = (error as { context: { retryAfterMs: number } }).context;
    expect(retryAfterMs).toBeGreaterThan(30_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  // A source was not asked again for a year.
  test.each([
    ["a year in seconds", "31536000"],
    ["more seconds than a number holds", "9".repeat(400)],
    ["a date of another century", "Fri, 31 Dec 2100 23:59:59 GMT"],
  ])("that asks for %s is asked again after an hour, and told", async (_what, wish) => {
    const { http, url } = await serve(answering(503, { "retry-after": wish }, "busy"));
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      context: { status: 503, retryAfterMs: 3_600_000 },
      message: `GET ${url}: it answered 503 with Retry-After: ${wish.slice(0, 40)}, limited to 60 min`,
    });
  });

  test("that was rejected keeps its bytes", async () => {
    const { http, url } = await serve(answering(200, { "content-type": "text/html" }, PAGE));
    const error = await http.get(url, "json", signal).catch((caught: unknown) => caught);
    expect(new TextDecoder().decode((error as { evidence: Uint8Array }).evidence)).toBe(PAGE);
  });

  test("says how long to wait, and that is kept", async () => {
    const { http, url } = await serve(answering(429, { "retry-after": "7" }, ""));
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      context: { retryAfterMs: 7000 },
    });
  });

  test("that breaks off in its middle is unreachable, not short", async () => {
    const { http, url } = await serve((_request, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": "100" });
      response.write('{"count":');
      setTimeout(() => response.destroy(), 10);
    });
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
    });
  });

  test("that never ends is cut off", async () => {
    const { http, url } = await serve(
      (_request, response) => {
        response.writeHead(200, JSON_TYPE);
        const more = setInterval(() => response.write(" ".repeat(1000)), 1);
        response.on("close", () => clearInterval(more));
      },
      { maxBytes: 10_000 },
    );
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      code: "fetch/untrusted",
      message: `GET ${url}: its body is larger than 10000 bytes`,
    });
  });

  test("from a host that has no address is unreachable", async () => {
    const { http } = await serve(() => undefined);
    await expect(http.get("http://upstream.invalid/x", "json", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      retryable: true,
      message: expect.stringMatching(
        /^GET http:\/\/upstream\.invalid\/x: getaddrinfo (ENOTFOUND|EAI_AGAIN) upstream\.invalid$/,
      ),
    });
  });

  test("from nobody is unreachable", async () => {
    const { http } = await serve(() => undefined);
    await expect(http.get("http://127.0.0.1:1/x", "json", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      retryable: true,
    });
  });
});

describe("a server that takes its time is given up", () => {
  const patience = { timeoutMs: 100 };

  test("where it takes the connection and says no word of TLS", async () => {
    const { http } = await serve(() => undefined, patience);
    const mute = createTcpServer().listen(0, "127.0.0.1");
    await once(mute, "listening");
    onTestFinished(() => void mute.close());
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/x`;
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      message: expect.stringContaining(`GET ${url}: Connect Timeout Error`),
    });
  });

  test.for<[string, string, RequestListener]>([
    ["it says nothing at all", "Headers Timeout Error", () => undefined],
    [
      "it stops in the middle of a body",
      "the body broke off: Body Timeout Error",
      (_request, response) => response.writeHead(200, JSON_TYPE).write("{"),
    ],
  ])("where %s", async ([, why, listener]) => {
    const { http, url } = await serve(listener, patience);
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      message: `GET ${url}: ${why}`,
    });
  });

  // Each byte began the wait for the next one anew: such a body would have come for a year.
  test("where its body trickles, however long that goes on", async () => {
    const { http, url } = await serve(
      (_request, response) => {
        response.writeHead(200, JSON_TYPE);
        const drip = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(drip));
      },
      { timeoutMs: 5_000, deadlineMs: 300 },
    );
    await expect(http.get(url, "json", signal)).rejects.toMatchObject({
      code: "fetch/unreachable",
      message: `GET ${url}: no whole answer within 0.3 s`,
    });
  });
});

test("a request that is called off ends at once, also while it waits for its turn", async () => {
  const { http, url } = await serve(answering(200, XML_TYPE, "<a/>"), { minIntervalMs: 60_000 });
  await http.get(url, "xml", signal);
  const stop = new AbortController();
  const waiting = http.get(url, "xml", stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
});
