/** A server over TLS with a certificate of its own making. */

import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { generate } from "selfsigned";
import { onTestFinished } from "vitest";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Self-signed, for one host; `until` is the day on which it ends. */
export async function makeCertificate(host: string, until: Date): Promise<Certificate> {
  const pem = await generate([{ name: "commonName", value: host }], {
    ...{ algorithm: "sha256", notBeforeDate: new Date("2019-01-01"), notAfterDate: until },
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
  });
  return { key: pem.private, cert: pem.cert };
}

/** As the operator of a machine would trust it, until the test is over. */
export function trust({ cert }: Certificate): void {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}

/** On localhost. */
export async function startTlsServer(
  certificate: Certificate,
  listener: RequestListener,
): Promise<string> {
  const server = createServer(certificate, listener).listen(0, "localhost");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}
