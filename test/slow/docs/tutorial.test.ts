import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { asShown, readTutorial } from "../../support/read-tutorial.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TUTORIAL = readFileSync(`${ROOT}/docs/tutorial.md`, "utf8");
const PORTS =
  /^(export ENTITYWIRE_API_PORT)=\d+ (ENTITYWIRE_OPERATIONS_PORT)=\d+ (RECEIVER_PORT)=\d+$/m;
/** Between the blocks, with the status of the last line. */
const MARK = "\u001e";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** In one session of bash, as a reader would; the install is there, and the ports are free ones. */
async function runTutorial(tutorial: string): Promise<{ status: string; printed: string }[]> {
  const blocks = readTutorial(tutorial);
  const [api, operations, receiver] = [await freePort(), await freePort(), await freePort()];
  const script = blocks
    .map(({ lines }) => `${lines}\nprintf '${MARK}%s${MARK}' "$?"\n`)
    .join("")
    .replace(/^npm install$/m, ":")
    .replace(PORTS, `$1=${api} $2=${operations} $3=${receiver}`);
  expect(script).not.toMatch(/^npm /m);
  expect(script).not.toContain("=8080");
  const { REDIS_URL: _redis, ...env } = process.env;
  const bash = spawn("timeout", ["300", "bash", "-u"], {
    cwd: ROOT,
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  bash.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  bash.stderr.on("data", (chunk: Buffer) => out.push(chunk));
  bash.stdin.end(script);
  await once(bash, "close");
  const parts = Buffer.concat(out).toString("utf8").split(MARK);
  return blocks.map((_, at) => ({
    printed: parts[2 * at]?.trim() ?? "",
    status: parts[2 * at + 1] ?? "it never ended",
  }));
}

/** The lines that failed, or printed something else than is shown. */
async function faultsOf(tutorial: string): Promise<string[]> {
  const ran = await runTutorial(tutorial);
  return readTutorial(tutorial).flatMap(({ lines, prints }, at) => {
    const { status, printed } = ran[at] ?? { status: "never ran", printed: "" };
    const isRight = status === "0" && (prints === null || asShown(prints).test(printed));
    return isRight ? [] : `${lines}ended with ${status} and printed: ${printed}`;
  });
}

test("the tutorial does, line by line, what it says", async () => {
  expect(readTutorial(TUTORIAL).length).toBeGreaterThan(5);
  expect(await faultsOf(TUTORIAL)).toEqual([]);
}, 320_000);

test("a line that is wrong is found", async () => {
  const [short] = TUTORIAL.split("## 2");
  const wrong = short?.replace("timeline --data", "timelime --data") ?? "";
  expect(await faultsOf(wrong)).toEqual([expect.stringContaining("unknown command")]);
}, 320_000);

test("what is shown fits what is printed, and nothing else", () => {
  expect("a b c").toMatch(asShown("a … c\n"));
  expect("a b d").not.toMatch(asShown("a … c"));
  expect("a.b").not.toMatch(asShown("axb"));
  expect(() => readTutorial("```text\nx\n```")).toThrow("nothing prints");
});
