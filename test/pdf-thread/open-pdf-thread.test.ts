import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { PipelineError } from "../../src/model/errors.ts";
import type { PdfLimits } from "../../src/pdf-thread/limits.ts";
import { openPdfThread } from "../../src/pdf-thread/open-pdf-thread.ts";

const OBEYING = new URL("../support/obeying-thread.ts", import.meta.url);

function openObeying(limits: Partial<PdfLimits> = {}) {
  const thread = openPdfThread({ limits, script: OBEYING });
  onTestFinished(() => thread[Symbol.asyncDispose]());
  const ask = async (text: string, signal?: AbortSignal) =>
    (await thread.open(new TextEncoder().encode(`%PDF- ${text}`), signal)).subject;
  const codeOf = async (text: string) => {
    const error = await ask(text).catch((error) => error);
    return error instanceof PipelineError ? error.code : error;
  };
  return { thread, ask, codeOf };
}

describe("one thread reads PDFs", () => {
  test("in the given order, and is kept for the next one", async () => {
    const { ask } = openObeying();
    const three = [ask("one"), ask("two"), ask("three")];
    expect(await Promise.all(three)).toEqual(["1: %PDF- one", "2: %PDF- two", "3: %PDF- three"]);
    expect(await ask("four")).toBe("4: %PDF- four");
  });

  test("and leaves the bytes with the caller", async () => {
    const { thread } = openObeying();
    const bytes = new TextEncoder().encode("%PDF- mine");
    await thread.open(bytes);
    expect(new TextDecoder().decode(bytes)).toBe("%PDF- mine");
  });

  test("and is replaced after a failure", async () => {
    const { ask, codeOf } = openObeying();
    await ask("one");
    expect(await codeOf("refuse")).toBe("parse/pdf-encrypted");
    expect(await ask("two")).toBe("1: %PDF- two");
  });

  test("and is replaced after an idle time", async () => {
    const { ask } = openObeying({ idleMs: 1 });
    await ask("one");
    await expect.poll(() => ask("two"), { interval: 50, timeout: 20_000 }).toBe("1: %PDF- two");
  });

  test("without the environment of the service", async () => {
    expect(await openObeying().ask("environment")).toBe("[{},[],[]]");
  });

  test("and hides what its library prints", async () => {
    const program = `
      import { openPdfThread } from ${JSON.stringify(fileURLToPath(new URL("../../src/pdf-thread/open-pdf-thread.ts", import.meta.url)))};
      await using thread = openPdfThread({ script: new URL(${JSON.stringify(OBEYING.href)}) });
      const { subject } = await thread.open(new TextEncoder().encode("%PDF- print"));
      console.log(subject);`;
    const args = ["--input-type=module-typescript", "--eval", program];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    expect([stdout, stderr]).toEqual(["an answer\n", ""]);
  });
});

describe("a PDF that traps its reader gives one clear error, and the next one is read", () => {
  test.each([
    ["loop", "parse/pdf-too-slow", { timeoutMs: 200 }],
    ["wait", "parse/pdf-too-slow", { timeoutMs: 200 }],
    ["fill the heap", "parse/pdf-too-large", { maxMemoryMb: 64 }],
    ["fill buffers", "parse/pdf-too-large", { maxMemoryMb: 64 }],
    ["recur", "parse/pdf-damaged", {}],
    ["leave", "parse/pdf-damaged", {}],
    ["fail meanwhile", "parse/pdf-damaged", {}],
    ["much", "parse/pdf-too-large", { maxPrintCharacters: 1_000_000 }],
    ["of more bytes than are read", "parse/pdf-too-large", { maxBytes: 20 }],
  ])("%s: %s", async (what, code, limits: Partial<PdfLimits>) => {
    const { ask, codeOf } = openObeying(limits);
    expect(await codeOf(what)).toBe(code);
    expect(await ask("next")).toBe("1: %PDF- next");
  });

  test("a failure after the answer harms nothing", async () => {
    const { ask } = openObeying();
    expect(await ask("fail later")).toBe("an answer");
    await expect
      .poll(() => ask("next"), { interval: 50, timeout: 20_000 })
      .toMatch(/: %PDF- next$/);
  });

  test("the error keeps its code, hint and cause", async () => {
    const { ask } = openObeying();
    await expect(ask("refuse")).rejects.toMatchObject({
      ...{ code: "parse/pdf-encrypted", message: "the PDF is encrypted", hint: "decrypt it" },
      retryable: false,
    });
    await expect(ask("recur")).rejects.toMatchObject({
      message: expect.stringContaining("RangeError"),
      retryable: false,
    });
  });
});

describe("a thread that is closed", () => {
  test("rejects what it reads, and reads no more", async () => {
    const { thread, ask } = openObeying();
    const one = expect(ask("wait")).rejects.toThrow("is closed");
    const two = expect(ask("two")).rejects.toThrow("is closed");
    await thread[Symbol.asyncDispose]();
    await Promise.all([one, two]);
    await expect(ask("three")).rejects.toThrow("is closed");
  });

  test("one PDF may be cancelled alone", async () => {
    const { ask } = openObeying();
    const stop = new AbortController();
    const given = expect(ask("loop", stop.signal)).rejects.toThrow("enough");
    const next = ask("next");
    stop.abort(new Error("enough"));
    await given;
    expect(await next).toBe("1: %PDF- next");
  });

  test("an idle thread does not keep the process alive, even if it is not closed", async () => {
    const program = `
      import { openPdfThread } from ${JSON.stringify(fileURLToPath(new URL("../../src/pdf-thread/open-pdf-thread.ts", import.meta.url)))};
      const thread = openPdfThread({ script: new URL(${JSON.stringify(OBEYING.href)}) });
      await thread.open(new TextEncoder().encode("%PDF- one"));
      console.log("read");`;
    const args = ["--input-type=module-typescript", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    expect(stdout).toBe("read\n");
  });

  test("a thread that cannot start is not the PDF's fault", async () => {
    const thread = openPdfThread({ script: new URL("../support/nowhere.ts", import.meta.url) });
    onTestFinished(() => thread[Symbol.asyncDispose]());
    const error = await thread.open(new TextEncoder().encode("%PDF- one")).catch((error) => error);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PipelineError);
  });
});
