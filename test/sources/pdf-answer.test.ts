/** Which answers are believed to be a whole PDF. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createHttp } from "../../src/sources/http.ts";
import { isBelow } from "../../src/sources/own-host.ts";
import { MAX_PDF_BYTES } from "../../src/sources/pdf-answer.ts";

const WHOLE = "%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n9\n%%EOF";

async function ask(body: string | Buffer, type = "application/pdf") {
  const server = createServer((request, response) => {
    expect(request.headers.accept).toBe("application/pdf");
    response.writeHead(200, { "content-type": type }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const http = createHttp({ userAgent: "entitywire/test", minIntervalMs: 0 });
  onTestFinished(async () => {
    await http[Symbol.asyncDispose]();
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/2025-05427.pdf`;
  const answer = await http.get(url, "pdf", AbortSignal.timeout(30_000));
  return Buffer.from(answer.body).toString("latin1");
}

describe("a PDF", () => {
  test.each([
    ["as it is", WHOLE, "application/pdf"],
    ["with a line behind its end", `${WHOLE}\r\n`, "application/pdf"],
    [
      "with a comment of a proxy behind its end",
      `${WHOLE}\n<!-- edge ${"x".repeat(900)} -->`,
      "application/pdf",
    ],
    ["with zeros behind its end", `${WHOLE}${"\0".repeat(3_000)}`, "application/pdf"],
    ["with some bytes before its head", `\n\n${WHOLE}`, "application/pdf"],
    ["that says it is a page", WHOLE, "text/html"],
    ["that says it is of no type", WHOLE, "application/octet-stream"],
    [
      "that was linearized, and lengthened since",
      `%PDF-1.4\n1 0 obj <</Linearized 1/L 20/H [1 2]>>\n%%EOF\n2 0 obj\n%%EOF\n`,
      "application/pdf",
    ],
  ])("%s is believed", async (_how, body, type) => {
    expect(await ask(body, type)).toBe(body);
  });

  test.each([
    [
      "a page that asks for patience",
      "<!DOCTYPE html><html>Request Access</html>",
      "fetch/interstitial",
    ],
    ["such a page with a PDF's words in it", "<html>%PDF-1.7 %%EOF</html>", "fetch/interstitial"],
    ["a text", "This document is scheduled to be published", "fetch/untrusted"],
    ["nothing", "", "fetch/untrusted"],
    ["the head of one alone", WHOLE.slice(0, -6), "fetch/untrusted"],
    [
      "one that ends long before its body does",
      `${WHOLE}\n${"2 0 obj << >> endobj\n".repeat(400)}`,
      "fetch/untrusted",
    ],
    [
      "one that was linearized, and cut off",
      `%PDF-1.4\n1 0 obj <</Linearized 1 /L 90000 /H [1 2]>>\n%%EOF\n2 0 obj`,
      "fetch/untrusted",
    ],
  ])("is not %s", async (_what, body, code) => {
    await expect(ask(body)).rejects.toMatchObject({ code, retryable: true });
  });

  test("is not larger than any that was seen by ten times", async () => {
    const large = Buffer.alloc(MAX_PDF_BYTES + 1, `${WHOLE}\n`);
    await expect(ask(large)).rejects.toMatchObject({
      code: "fetch/untrusted",
      message: expect.stringContaining(`larger than ${MAX_PDF_BYTES} bytes`),
    });
  });
});

test.each([
  ["https://pdf.example/pi/2025-1.pdf", "https://pdf.example/pi", true],
  ["https://pdf.example/pi/../2025-1.pdf", "https://pdf.example/pi", false],
  ["https://pdf.example/pie/2025-1.pdf", "https://pdf.example/pi", false],
  ["http://pdf.example/pi/2025-1.pdf", "https://pdf.example/pi", false],
  ["https://pdf.example.org/pi/2025-1.pdf", "https://pdf.example/pi", false],
  ["https://pdf.example:8443/2025-1.pdf", "https://pdf.example", false],
  ["//pdf.example/2025-1.pdf", "https://pdf.example", false],
])("%s lies below %s: %s", (url, base, is) => {
  expect(isBelow(url, base)).toBe(is);
});
