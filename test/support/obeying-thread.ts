/** A thread that does what its "PDF" says, as a reader might that a hostile PDF has in its hand. */

import "../../src/pdf-thread/silence.ts";

import { PipelineError } from "../../src/model/errors.ts";
import { openDocument } from "../../src/parsers/document/open-document.ts";
import type { PrintedDocument } from "../../src/parsers/document/printed-document.ts";
import { answerPdfs } from "../../src/pdf-thread/answer-pdfs.ts";

const kept: unknown[] = [];
let read = 0;

answerPdfs(async (bytes) => {
  const text = new TextDecoder().decode(bytes);
  read += 1;
  switch (text) {
    case "%PDF- loop":
      for (;;);
    case "%PDF- wait":
      return new Promise(() => undefined);
    case "%PDF- fill the heap":
      for (;;) kept.push(Array.from({ length: 1000 }, (_, at) => `${at}`));
    case "%PDF- fill buffers":
      for (;;) kept.push(new Uint8Array(1_000_000).fill(1));
    case "%PDF- recur":
      return recur();
    case "%PDF- leave":
      return process.exit(0);
    case "%PDF- fail later":
      setTimeout(() => {
        throw new Error("something was left behind");
      });
      return printOf("an answer");
    case "%PDF- fail meanwhile":
      setTimeout(() => {
        throw new Error("nobody waits for this");
      });
      return new Promise(() => undefined);
    case "%PDF- refuse":
      throw new PipelineError("parse/pdf-encrypted", "the PDF is encrypted", {
        hint: "decrypt it",
      });
    case "%PDF- print":
      console.log("said by the library");
      console.error("said by the library");
      return printOf("an answer");
    case "%PDF- much":
      return printOf("x".repeat(2_000_000));
    case "%PDF- environment":
      return printOf(JSON.stringify([process.env, process.argv.slice(2), process.execArgv]));
    default:
      return printOf(`${read}: ${text}`);
  }
});

function recur(): Promise<PrintedDocument> {
  return recur();
}

function printOf(subject: string): PrintedDocument {
  const xml = "<RULE><PREAMB><SUBJECT>Blue</SUBJECT></PREAMB></RULE>";
  return { ...openDocument(xml), subject, form: "pdf" };
}
