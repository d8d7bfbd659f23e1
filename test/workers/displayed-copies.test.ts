/** The PDF of a displayed rule beside its text: both are stored, each may fail without the other, and failures are reported. */

import { describe, expect, test } from "vitest";
import { copyOf, findDisplay } from "../../src/db/documents/displays.ts";
import { documentBytes, documentMetadata, getDocument } from "../../src/db/documents/documents.ts";
import { lastCheck, listNotices } from "../../src/db/log/source-checks.ts";
import type { Database } from "../../src/db/store/open-store.ts";
import { PDF_FOLDER, type ReplayDisplayed } from "../../src/demo/replay-public-inspection.ts";
import type { Fault } from "../../src/demo/replay-server.ts";
import { pdfSaying, withNote, withPdf } from "../support/displayed-rule.ts";
import { NUMBER, openDisplay, withText } from "../support/open-display.ts";

const PDF = `${PDF_FOLDER}/${NUMBER}.pdf`;
const TEXT = `/documents/public-inspection/raw_text/${NUMBER}.txt`;

/** The bytes of the newest stored copy; null if there is none. */
function heldBytes(db: Database, kind: "pdf" | "text"): string | null {
  const display = findDisplay(db, NUMBER);
  const id = display === undefined ? null : copyOf(display, kind).documentId;
  return id === null ? null : new TextDecoder().decode(documentBytes(db, getDocument(db, id)));
}

const unread = (db: Database) => listNotices(db, 99).filter(({ type }) => type === "rule.unread");

async function open() {
  const world = await openDisplay();
  const { store, server, show, displayed } = world;
  const both = withPdf(displayed, server.url);
  const asked = async (poll: () => Promise<unknown>) => {
    const before = server.requests.length;
    await poll();
    return server.requests.slice(before).filter((path) => path === PDF || path === TEXT);
  };
  return { ...world, both, asked, held: (kind: "pdf" | "text") => heldBytes(store.db, kind), show };
}

const answer =
  (status: number, type: string, body: string | Uint8Array): Fault =>
  (_request, response) =>
    response.writeHead(status, { "content-type": type }).end(body);

describe("the PDF of a rule on display", () => {
  test("is fetched before the text, and both are stored with the record", async () => {
    const { show, both, asked, held, store, pollAfter } = await open();
    expect(await asked(() => show(both))).toEqual([PDF, TEXT]);
    expect(held("pdf")).toBe(new TextDecoder().decode(both.pdf));
    expect(held("text")).toBe(both.text);
    const display = findDisplay(store.db, NUMBER);
    const documents = (["pdf", "text"] as const).map((kind) =>
      getDocument(store.db, display === undefined ? "" : (copyOf(display, kind).documentId ?? "")),
    );
    expect(documents[0]?.seq).toBeLessThan(documents[1]?.seq ?? 0);
    for (const document of documents) {
      expect(document).toMatchObject({ source: "public-inspection", documentNumber: NUMBER });
      expect(documentMetadata(store.db, document)).toEqual(both.json);
    }
    expect(documents[0]?.url).toContain(PDF);
    expect(await asked(() => pollAfter(1))).toEqual([]);
    expect(unread(store.db)).toEqual([]);
  });

  test("that is replaced is fetched again, and so is one that returns", async () => {
    const { show, both, held, server } = await open();
    await show(both);
    const other = { ...withText(both, both.text, "2025-03-28T10:00:00-04:00") };
    await show(withPdf(other, server.url, pdfSaying("another")));
    expect(held("pdf")).toContain("another");
    await show(withPdf(withText(both, both.text, "2025-03-28T10:30:00-04:00"), server.url));
    expect(held("pdf")).toBe(new TextDecoder().decode(both.pdf));
  });

  test("that is replaced under its old stamp is found within fifteen minutes", async () => {
    const { show, both, held, server, pollAfter } = await open();
    await show(both);
    const { display } = server.world;
    const documents = [withPdf(both, server.url, pdfSaying("another"))];
    server.world = { ...server.world, display: { ...display, documents } };
    await pollAfter(16);
    expect(held("pdf")).toContain("another");
  });

  test("that is fetched again unchanged is not read again", async () => {
    const { show, both, pollAfter, store } = await open();
    await show(both);
    const generations = () =>
      (["pdf", "text"] as const).map((kind) => {
        const display = findDisplay(store.db, NUMBER);
        if (display === undefined) throw new Error("it is on display");
        return getDocument(store.db, copyOf(display, kind).documentId ?? "").generation;
      });
    const before = generations();
    await pollAfter(40);
    expect(generations()).toEqual(before);
  });

  test.each([
    ["null", null],
    ["missing.pdf", "missing.pdf"],
    ["missing.pdf on its host", "https://public-inspection.federalregister.gov/missing.pdf"],
  ])(
    "whose link is %s is requested with each poll, and reported after ten minutes",
    async (_what, pdf_url) => {
      const { show, both, displayed, held, store, pollAfter, asked } = await open();
      const bare = { ...displayed, json: { ...displayed.json, pdf_url } };
      expect(await show(bare)).toContain("entity.added Gamma");
      expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
      expect(await asked(() => pollAfter(1))).toEqual([]);
      await pollAfter(8);
      expect(unread(store.db)).toEqual([]);
      await pollAfter(2);
      expect(unread(store.db)).toMatchObject([
        {
          subject: NUMBER,
          message: expect.stringMatching(/one of its two copies, the PDF, .* no PDF yet/),
        },
      ]);
      await pollAfter(20);
      expect(unread(store.db)).toHaveLength(1);
      expect(await asked(() => show(both))).toEqual([PDF]);
      expect(held("pdf")).not.toBeNull();
    },
  );

  test("exists without a text: the record is served by it, and the missing text is reported", async () => {
    const { show, both, held, store, pollAfter } = await open();
    await show({ ...both, json: { ...both.json, raw_text_url: null } });
    expect(held("pdf")).not.toBeNull();
    await pollAfter(12);
    expect(unread(store.db)).toMatchObject([
      { message: expect.stringMatching(/one of its two copies, the text, .* no text yet/) },
    ]);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: true });
  });

  test.each<[string, Fault, RegExp]>([
    ["that is refused with 503", answer(503, "text/plain", "busy"), /503/],
    [
      "that is the interstitial page",
      answer(200, "text/html", "<html>Request Access"),
      /HTML page/,
    ],
    [
      "that is such a page declared as a PDF",
      answer(200, "application/pdf", "<!DOCTYPE html><html>"),
      /HTML page/,
    ],
    [
      "that is a redirect",
      (_request, response) =>
        response.writeHead(302, { location: "https://elsewhere.example/" }).end(),
      /redirect/,
    ],
    ["that is not there", answer(404, "application/json", "{}"), /404/],
  ])(
    "%s does not lose the text, and is reported when it stays missing",
    async (_what, fault, why) => {
      const { show, both, held, store, server, pollAfter, asked } = await open();
      server.fault(PDF, fault);
      const told = await show(both);
      if (told.length === 0) expect(unread(store.db)).toHaveLength(1);
      else expect(told).toContain("entity.added Gamma");
      expect(held("text")).toBe(both.text);
      expect(held("pdf")).toBeNull();
      expect(lastCheck(store.db, "public-inspection")).toMatchObject({
        trusted: true,
        detail: expect.stringMatching(why),
      });
      await pollAfter(12);
      expect(unread(store.db)).toMatchObject([{ message: expect.stringMatching(why) }]);
      server.fault(PDF, null);
      expect(await asked(() => pollAfter(1))).toContain(PDF);
      expect(held("pdf")).not.toBeNull();
    },
  );

  test.each<[string, Fault, RegExp]>([
    ["that is no PDF", answer(200, "application/pdf", "PK\x03\x04"), /not a PDF/],
    ["that is cut off", answer(200, "application/pdf", "%PDF-1.7\nhalf of it"), /truncated/],
    [
      "that is shorter than declared",
      answer(200, "application/pdf", "%PDF-1.7\n1 0 obj << /Linearized 1 /L 5000 >>\n%%EOF\n"),
      /has 51 of 5000 bytes/,
    ],
    ["that is empty", answer(200, "application/pdf", ""), /empty/],
  ])("%s is reported at once, and its bytes are stored", async (_what, fault, why) => {
    const { show, both, held, store, server } = await open();
    server.fault(PDF, fault);
    await show(both);
    expect(held("pdf")).toBeNull();
    expect(held("text")).not.toBeNull();
    expect(unread(store.db)).toMatchObject([{ message: expect.stringMatching(why) }]);
    expect(lastCheck(store.db, "public-inspection")?.evidenceSha256).not.toBeNull();
  });

  test.each([
    ["on another host", "https://elsewhere.example/2025-05427.pdf", /another host/],
    ["beside its folder", "/public-inspection-pdf-of-others/2025-05427.pdf", /404/],
    ["under another number", `${PDF_FOLDER}/2025-05500.pdf`, /file name belongs to 2025-05500/],
  ])("%s is not taken", async (_where, link, why) => {
    const { show, both, held, store, server, pollAfter } = await open();
    const pdf_url = link.startsWith("/") ? `${server.url}${link}` : link;
    await show({ ...both, json: { ...both.json, pdf_url } });
    await pollAfter(12);
    expect(held("pdf")).toBeNull();
    expect(unread(store.db)).toMatchObject([{ message: expect.stringMatching(why) }]);
  });

  test("that cannot be fetched, like its text, makes the check fail", async () => {
    const { show, both, store, server, pollAfter } = await open();
    for (const path of [PDF, TEXT]) server.fault(path, answer(503, "text/plain", "busy"));
    await show(both);
    expect(lastCheck(store.db, "public-inspection")).toMatchObject({ trusted: false });
    await pollAfter(12);
    expect(unread(store.db)).toMatchObject([
      { message: expect.stringMatching(/cannot be read: .*503.*, and .*503/s) },
    ]);
  });

  test("that was missing while the clock ran ahead is reported once the clock is right", async () => {
    const { show, both, store, server, clock, run } = await open();
    server.fault(PDF, answer(503, "text/plain", "busy"));
    await show(both);
    expect(unread(store.db)).toEqual([]);
    clock.now = new Date(clock.now.getTime() - 2 * 86_400_000);
    await run({ step: "fetch", source: "public-inspection" });
    expect(unread(store.db)).toMatchObject([{ message: expect.stringMatching(/the PDF, cannot/) }]);
  });

  test("of a rule whose note reports a correction is fetched again with its text, once", async () => {
    const { show, both, asked, pollAfter } = await open();
    await show(both);
    const date = String(both.json["publication_date"]);
    const noted = withNote(both, "The agency's signature was corrected after display.", date);
    expect(await asked(() => show(noted as ReplayDisplayed))).toEqual([PDF, TEXT]);
    expect(await asked(() => pollAfter(1))).toEqual([]);
  });
});
