import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import PDFDocument from "pdfkit";
import { describe, expect, test } from "vitest";
import { addingRule, printedEntry, typedPdf } from "../support/displayed-rule.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

const PDF = await typedPdf(
  addingRule("2025-05427", "2025-04-02", "2025-04-02", [printedEntry("Gamma")]),
);

function put(name: string, bytes: Uint8Array): string {
  const file = join(scratchFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

async function encryptedPdf(): Promise<Uint8Array> {
  const document = new PDFDocument({ userPassword: "secret" });
  document.text("Nobody reads this. ".repeat(50)).end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("a PDF on disk", () => {
  test("is parsed as a rule, and nothing else is printed", async () => {
    const { code, stdout, stderr } = await runCommand(["parse", put("rule.pdf", PDF)]);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ documentNumber: "2025-05427", form: "pdf", stage: "displayed", problems: [] },
      entries: [{ name: "Gamma", aliases: [{ name: "Gamma Works" }] }],
    });
    expect(stderr.split("\n")[0]).toMatch(/^2025-05427: \d+ rows: 1 entries/);
    expect(code).toBe(0);
  });

  test("is known by its content, packed or not, whatever it is called", async () => {
    const packed = put("rule.xml.gz", gzipSync(PDF));
    expect(await runCommand(["parse", packed, "--as", "rule"])).toMatchObject({ code: 0 });
    expect(await runCommand(["parse", packed, "--as", "snapshot"])).toMatchObject({
      ...{ code: 65, stdout: "" },
      stderr: expect.stringMatching(/this is a rule, not a snapshot.*\[parse\/wrong-kind\]\n$/),
    });
  });

  test("is explained", async () => {
    const { code, stdout } = await runCommand(["explain", put("rule.pdf", PDF)]);
    expect(stdout).toContain("the displayed PDF");
    expect(stdout).toContain("Gamma");
    expect(code).toBe(0);
  });

  test("is imported, packed or not", async () => {
    const data = join(scratchFolder(), "data");
    const files = [put("rule.pdf", PDF), put("rule.pdf.gz", gzipSync(PDF))];
    const { code, stderr } = await runCommand(["import", "--data", data, ...files]);
    expect(stderr).toContain("1 entity.added");
    expect(code).toBe(0);
  }, 60_000);
});

describe.each(["parse", "explain", "import"])("entitywire %s", (command) => {
  test.each([
    ["a damaged PDF", async () => PDF.subarray(0, 2000), /\[parse\/pdf-damaged\]$/],
    ["an encrypted PDF", encryptedPdf, /\[parse\/pdf-encrypted\]$/],
  ])("of %s says so in one line and leaves nothing behind", async (_what, bytes, line) => {
    const file = put("rule.pdf", await bytes());
    const data = join(scratchFolder(), "data");
    const args = command === "import" ? ["--data", data] : [];
    const { code, stdout, stderr } = await runCommand([command, ...args, file]);
    expect([code, stdout]).toEqual([65, ""]);
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr).toContain(file);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(existsSync(data)).toBe(false);
  });
});
