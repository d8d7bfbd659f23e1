import { expect, onTestFinished, test } from "vitest";
import { createHttp } from "../../src/sources/http.ts";
import { type Certificate, makeCertificate, startTlsServer, trust } from "../support/tls-server.ts";

const signal = AbortSignal.timeout(30_000);
const [PAST, FUTURE] = [new Date("2020-01-01"), new Date("2119-01-01")];

/** What comes of asking it, and how often it answered. */
async function ask(certificate: Certificate) {
  let answered = 0;
  const url = await startTlsServer(certificate, (_request, response) => {
    answered += 1;
    response.end("{}");
  });
  const http = createHttp({ userAgent: "entitywire/test", minIntervalMs: 0 });
  onTestFinished(() => http[Symbol.asyncDispose]());
  const answer = await http.get(url, "json", signal).catch((error: unknown) => error);
  return { answer, answered };
}

test("a certificate that the machine trusts is enough", async () => {
  const certificate = await makeCertificate("localhost", FUTURE);
  trust(certificate);
  expect((await ask(certificate)).answer).toMatchObject({ status: 200 });
});

test.for<[string, string, Date, boolean, RegExp]>([
  [
    "that expired, though the machine trusts it",
    "localhost",
    PAST,
    true,
    /: certificate has expired$/,
  ],
  [
    "that nobody vouches for but its owner",
    "localhost",
    FUTURE,
    false,
    /: self-signed certificate/,
  ],
  ["of another host", "upstream.invalid", FUTURE, true, /does not match certificate's altnames/],
])(
  "a certificate %s is no proof, and the error says so",
  async ([, host, until, isTrusted, why]) => {
    const certificate = await makeCertificate(host, until);
    if (isTrusted) trust(certificate);
    const { answer, answered } = await ask(certificate);
    expect(answer).toMatchObject({
      code: "fetch/unreachable",
      retryable: true,
      message: expect.stringMatching(why),
    });
    expect(answered).toBe(0);
  },
);
