/** Every place where a foreign text enters. */

import { meaningOfNote } from "../../../src/model/reading/editorial-note.ts";
import { decodeDocument } from "../../../src/parsers/document/decode.ts";
import { detectDocument, detectKind } from "../../../src/parsers/document/detect.ts";
import { parseRule } from "../../../src/parsers/rule.ts";
import { parseSnapshot } from "../../../src/parsers/snapshot.ts";
import { type Expected, refuseContent } from "../../../src/sources/answer-content.ts";
import { refusedStatus } from "../../../src/sources/refused-status.ts";
import { type HostilePlace, unlessRefused } from "./place.ts";
import { REQUEST_PLACES } from "./request-places.ts";
import { rulePlaces } from "./rule-places.ts";
import { snapshotPlaces } from "./snapshot-places.ts";

export function hostilePlaces(): HostilePlace[] {
  return [
    ...rulePlaces(),
    ...snapshotPlaces(),
    ...DOCUMENT_PLACES,
    ...ANSWER_PLACES,
    ...REQUEST_PLACES,
  ];
}

const DOCUMENT_PLACES: readonly HostilePlace[] = [
  { name: "any document", read: (text) => unlessRefused(() => detectKind(text)) },
  { name: "before a rule", read: (text) => unlessRefused(() => parseRule(`${text}<RULE/>`)) },
  { name: "after a rule", read: (text) => unlessRefused(() => parseRule(`<RULE/>${text}`)) },
  {
    name: "raw in XML",
    read: (text) => unlessRefused(() => parseRule(`<RULE><P>${text}</P></RULE>`)),
  },
  {
    name: "raw in HTML",
    read: (text) => unlessRefused(() => parseRule(`<html><body><p>${text}</p></body></html>`)),
  },
  { name: "form of a document", read: (text) => unlessRefused(() => detectDocument(text)) },
  { name: "imported file", read: (text) => unlessRefused(() => importBytes(Buffer.from(text))) },
  { name: "editorial note", read: meaningOfNote },
];

/** As `import` reads a file. */
function importBytes(bytes: Uint8Array): void {
  const text = decodeDocument(bytes);
  if (detectKind(text) === "snapshot") parseSnapshot(text);
  else parseRule(text);
}

const EXPECTED: readonly Expected[] = ["json", "xml", "print", "pdf"];
const URL = "http://a.test";

const ANSWER_PLACES: readonly HostilePlace[] = [
  {
    name: "header Retry-After",
    read: (retryAfter) =>
      refusedStatus(URL, { status: 503, retryAfter, location: "", body: new Uint8Array() }),
  },
  {
    name: "header Location",
    read: (location) =>
      refusedStatus(URL, { status: 302, retryAfter: "", location, body: new Uint8Array() }),
  },
  {
    name: "header Content-Type",
    read: (contentType) => refuseAnswers(contentType, Buffer.from("<RULE></RULE>")),
  },
  { name: "answer's body", read: (text) => refuseAnswers("text/xml", Buffer.from(text)) },
];

function refuseAnswers(contentType: string, body: Uint8Array): void {
  for (const expected of EXPECTED) {
    unlessRefused(() => refuseContent(URL, expected, contentType, body));
  }
}
