/** The example consumers as programs: what starts each of them, and what it needs. */

import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

export interface ExampleProgram {
  readonly name: string;
  /** What has to be installed. */
  readonly tools: readonly string[];
  /** Programs and first arguments; the copy's path comes next. */
  readonly follow: readonly (readonly [string, ...string[]])[];
  readonly print: readonly [string, ...string[]];
  /** A server of its own, to which a port is given after the copy; or a CGI script. */
  readonly receive:
    | { readonly server: readonly [string, ...string[]] }
    | { readonly cgi: readonly [string, ...string[]] };
}

const inFolder = (folder: string) => (name: string) => `${EXAMPLES}${folder}/${name}`;
const [ts, py, sh] = [inFolder("typescript"), inFolder("python"), inFolder("shell")];

export const EXAMPLE_PROGRAMS: readonly ExampleProgram[] = [
  {
    name: "typescript",
    tools: [],
    follow: [
      [process.execPath, ts("follow.ts")],
      [process.execPath, ts("follow-stream.ts")],
    ],
    print: [process.execPath, ts("print-list.ts")],
    receive: { server: [process.execPath, ts("receive.ts")] },
  },
  {
    name: "python",
    tools: ["python3"],
    follow: [["python3", py("follow.py")]],
    print: ["python3", py("print_list.py")],
    receive: { server: ["python3", py("receive.py")] },
  },
  {
    name: "shell",
    tools: ["curl", "jq", "openssl"],
    follow: [["sh", sh("follow.sh")]],
    print: ["sh", sh("print-list.sh")],
    receive: { cgi: ["sh", sh("receive.cgi")] },
  },
];

/** The tools that this machine lacks. */
export function missingTools({ tools }: ExampleProgram): string[] {
  return tools.filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
}

/** What the copy at the path has, in the order of ids. */
export function printedList({ print: [program, ...first] }: ExampleProgram, path: string) {
  const text = execFileSync(program, [...first, path], {
    encoding: "utf8",
    maxBuffer: 100_000_000,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line): { entryId: string } => JSON.parse(line));
}
