/** A rule whose PDF is on display: read in a thread, emitted in full, and confirmed by the published document. */

import { eq } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { putCopy, putDisplay } from "../../src/db/documents/displays.ts";
import {
  findDocument,
  putDocument,
  unfinishedDocuments,
} from "../../src/db/documents/documents.ts";
import { findPrint, putPrint, readerOfPrint } from "../../src/db/documents/prints.ts";
import { findRule, listRules } from "../../src/db/documents/rules.ts";
import { listNotices } from "../../src/db/log/source-checks.ts";
import { prints } from "../../src/db/schema/documents.ts";
import { PDF_READER } from "../../src/model/reading/reading.ts";
import { openPdfThread } from "../../src/pdf-thread/open-pdf-thread.ts";
import { applyRereads, findRereads } from "../../src/workers/list/reread-stored.ts";
import { addingRule, onDisplay, printedEntry, typedPdf } from "../support/displayed-rule.ts";
import { told } from "../support/march-world.ts";
import { FILED, NUMBER, openDisplay, RULE } from "../support/open-display.ts";

const SHOWN = [`rule.displayed ${NUMBER}`, "entity.added Gamma"];
const CONFIRMED = [`rule.published ${NUMBER}`, "entity.confirmed Gamma"];
const PDF = await typedPdf(RULE);
const OTHER = addingRule(NUMBER, "2025-04-02", "2025-04-02", [
  printedEntry("Gamma", { aliases: ["Gamma Werke"] }),
]);
const REPLACED = await typedPdf(OTHER);
const TEXT = onDisplay(RULE, FILED, "http://localhost").text;
/** A text as it may be extracted from the PDF: it disagrees with its summary. */
const DOUBTED = TEXT.replace("(1)", "(7)");

/** Stores the copies as a poll does, in the given order; then the steps run. */
async function openShown() {
  const thread = openPdfThread();
  onTestFinished(() => thread[Symbol.asyncDispose]());
  let opened = 0;
  const openPdf: typeof thread.open = (bytes, signal) => {
    opened += 1;
    return thread.open(bytes, signal);
  };
  const display = await openDisplay({ openPdf });
  const { store, clock, run, displayed } = display;
  const put = (...bodies: (string | Uint8Array)[]) => {
    const ids = store.transact((tx) =>
      bodies.map((body) => {
        const { id } = putDocument(
          tx,
          {
            ...{ kind: "rule", source: "public-inspection", url: null, documentNumber: NUMBER },
            publicationDate: "2025-04-02",
            bytes: typeof body === "string" ? new TextEncoder().encode(body) : body,
            metadata: new TextEncoder().encode(JSON.stringify(displayed.json)),
          },
          clock.now,
        );
        const shown = {
          documentNumber: NUMBER,
          publicationDate: "2025-04-02",
          editorialNote: null,
        };
        putDisplay(tx, { ...shown, shownOn: "2025-03-31" }, clock.now);
        const kind = typeof body === "string" ? "text" : "pdf";
        putCopy(tx, NUMBER, kind, { documentId: id, updatedAt: null }, clock.now);
        return id;
      }),
    );
    return ids as [string, ...string[]];
  };
  const poll = async (...bodies: (string | Uint8Array)[]) => {
    const before = told(store).length;
    put(...bodies);
    await run({ step: "sweep" });
    expect(unfinishedDocuments(store.db, 9)).toEqual([]);
    return told(store).slice(before);
  };
  const correct = async () => {
    const text = correction("Gamma Works", "Gamma Werke");
    const bytes = new TextEncoder().encode(text);
    putDocument(store.db, { kind: "rule", bytes, source: "import", url: null }, clock.now);
    const before = told(store).length;
    await run({ step: "sweep" });
    return told(store).slice(before);
  };
  return { ...display, put, poll, correct, openedPdfs: () => opened };
}

function correction(printed: string, corrected: string): string {
  return `<CORRECT><PREAMB><AGENCY TYPE="F">DEPARTMENT OF COMMERCE</AGENCY>
<SUBAGY>Bureau of Industry and Security</SUBAGY><CFR>15 CFR Part 744</CFR>
<SUBJECT>Additions to the Entity List; Correction</SUBJECT></PREAMB>
<SUPLINF><HD SOURCE="HED">Correction</HD>
<P>In rule document ${NUMBER}, appearing on page 14033 in the issue of Wednesday, April 2, 2025, make the following correction:</P>
<P>On page 14036, in the table, “${printed}” should read “${corrected}”.</P></SUPLINF>
<FRDOC>[FR Doc. C1-${NUMBER} Filed 4-1-25; 8:45 am]</FRDOC></CORRECT>`;
}

describe("a PDF on display", () => {
  test("is emitted in full, and confirmed by the published text and XML", async () => {
    const { poll, last, publish, isRebuilt, store } = await openShown();
    expect(await poll(PDF)).toEqual(SHOWN);
    expect(last()).toMatchObject({ stage: "displayed", completeness: "full", cause: "law" });
    expect(listNotices(store.db, 9)).toEqual([]);
    expect(await publish("text")).toEqual(CONFIRMED);
    expect(last()).toMatchObject({ stage: "published", completeness: "full", changes: [] });
    expect(await publish("xml")).toEqual([]);
    isRebuilt();
  });

  test("is confirmed by the published XML, and nothing else is emitted", async () => {
    const { poll, publish, isRebuilt } = await openShown();
    await poll(PDF);
    expect(await publish("xml")).toEqual(CONFIRMED);
    isRebuilt();
  });

  test("is reread if the published XML differs", async () => {
    const { poll, publish, last } = await openShown();
    await poll(PDF);
    expect(await publish("xml", OTHER)).toEqual([
      `rule.published ${NUMBER}`,
      "entity.reread Gamma",
    ]);
    expect(last()).toMatchObject({ completeness: "full", changes: [{ field: "aliases" }] });
  });

  test("after some bytes of junk is still a PDF", async () => {
    const { poll } = await openShown();
    expect(await poll(Buffer.concat([Buffer.from("\r\n\0junk\n"), PDF]))).toEqual(SHOWN);
  });

  test("that is replaced emits the difference", async () => {
    const { poll, last } = await openShown();
    await poll(PDF);
    expect(await poll(REPLACED)).toEqual(["entity.reread Gamma"]);
    expect(last()).toMatchObject({ stage: "displayed", changes: [{ field: "aliases" }] });
  });

  test("imported by a person needs no record", async () => {
    const { store, clock, run } = await openShown();
    const document = { kind: "rule", bytes: PDF, source: "import", url: null } as const;
    putDocument(store.db, document, clock.now);
    await run({ step: "sweep" });
    expect(told(store).slice(-2)).toEqual(SHOWN);
    expect(listRules(store.db)).toMatchObject([{ form: "pdf", stage: "displayed" }]);
  });
});

describe("the text beside a PDF", () => {
  test("adds nothing after the PDF", async () => {
    const { poll, store } = await openShown();
    expect(await poll(PDF, TEXT)).toEqual(SHOWN);
    expect(await poll(DOUBTED)).toEqual([]);
    expect(listRules(store.db)).toMatchObject([{ form: "pdf" }]);
    expect(listNotices(store.db, 9)).toEqual([]);
  });

  test("read before the PDF is emitted once, and confirmed in full", async () => {
    const { poll, publish, last, isRebuilt } = await openShown();
    expect(await poll(TEXT, PDF)).toEqual(SHOWN);
    expect(await publish("xml")).toEqual(CONFIRMED);
    expect(last()).toMatchObject({ completeness: "full" });
    isRebuilt();
  });

  test("that cannot be read fully blocks nothing", async () => {
    const { poll, publish } = await openShown();
    expect(await poll(DOUBTED, PDF)).toEqual(SHOWN);
    expect(await publish("xml")).toEqual(CONFIRMED);
  });

  test("is used if the PDF is damaged: its problems are reported, and its entries are emitted at publication", async () => {
    const { poll, publish, store } = await openShown();
    const damaged = PDF.slice(0, PDF.length / 3);
    expect(await poll(DOUBTED, damaged)).toEqual([`rule.displayed ${NUMBER}`]);
    expect(listNotices(store.db, 9).map(({ type, message }) => `${type}: ${message}`)).toEqual([
      expect.stringMatching(/^document\.rejected: .*\[parse\/pdf-damaged\]$/),
      expect.stringMatching(/^rule\.problems: .*wait for a better form/),
    ]);
    expect(await poll(damaged)).toEqual([]);
    expect(listNotices(store.db, 9)).toHaveLength(2);
    expect(await publish("xml")).toEqual([`rule.published ${NUMBER}`, "entity.added Gamma"]);
  });
});

describe("the PDF of another document", () => {
  test("is rejected, whatever it was fetched as", async () => {
    const { put, run, store } = await openShown();
    const [id] = put(await typedPdf({ ...RULE, documentNumber: "2025-05428" }));
    await run({ step: "sweep" });
    expect(told(store).filter((line) => line.includes("2025-0542"))).toEqual([]);
    expect(listRules(store.db)).toEqual([]);
    expect(findDocument(store.db, id)).toMatchObject({
      state: "rejected",
      note: expect.stringMatching(/2025-05428.*2025-05427.*\[parse\/other-document\]$/),
    });
    expect(listNotices(store.db, 9)).toMatchObject([{ type: "document.rejected", subject: id }]);
  });
});

describe("the stored text of a PDF", () => {
  test("is kept: rereading the rule does not open the PDF", async () => {
    const { poll, correct, openedPdfs, last } = await openShown();
    await poll(PDF);
    expect(await correct()).toEqual([`rule.corrected C1-${NUMBER}`, "entity.reread Gamma"]);
    expect(last()).toMatchObject({ changes: [{ field: "aliases" }] });
    expect(openedPdfs()).toBe(1);
  });

  test("is made again if it is missing", async () => {
    const { poll, correct, openedPdfs, store } = await openShown();
    await poll(PDF);
    const id = findRule(store.db, NUMBER)?.documentId ?? "";
    const print = findPrint(store.db, id);
    store.db.delete(prints).where(eq(prints.documentId, id)).run();
    expect(await correct()).toEqual([`rule.corrected C1-${NUMBER}`, "entity.reread Gamma"]);
    expect(openedPdfs()).toBe(2);
    expect(findPrint(store.db, id)).toEqual(print);
  });

  test("is made again by verify, which reports what the current reader reads differently", async () => {
    const { poll, openedPdfs, store, listDeps, last } = await openShown();
    await poll(PDF);
    expect(await findRereads(store.db, listDeps)).toEqual([]);
    expect(openedPdfs()).toBe(2);
    // As if the reader had improved since the PDF was read.
    const better = { ...listDeps, openPdf: () => listDeps.openPdf(REPLACED) };
    expect(await findRereads(store.db, better)).toMatchObject([{ subject: NUMBER }]);
    await applyRereads(better);
    expect(last()).toMatchObject({ changes: [{ field: "aliases" }], cause: "reading" });
    const id = findRule(store.db, NUMBER)?.documentId ?? "";
    expect(JSON.stringify(findPrint(store.db, id))).toContain("Gamma Werke");
    expect(await findRereads(store.db, better)).toEqual([]);
  });

  test("of an older reader is made again by the parse step", async () => {
    const { put, run, openedPdfs, store } = await openShown();
    const [id] = put(PDF);
    putPrint(store.db, id, {}, new Date());
    store.db
      .update(prints)
      .set({ reader: "entitywire-pdf/0" })
      .where(eq(prints.documentId, id))
      .run();
    await run({ step: "sweep" });
    expect(openedPdfs()).toBe(1);
    expect(readerOfPrint(store.db, id)).toBe(PDF_READER);
    expect(told(store).slice(-2)).toEqual(SHOWN);
  });
});
