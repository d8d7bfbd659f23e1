/** Finds every pattern of the sources: literals by parsing, built ones by loading the modules that build them. */

import { readFileSync } from "node:fs";
import { type CallExpression, type NewExpression, parseSync, Visitor } from "oxc-parser";

export interface Place {
  /** From the root of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface FoundPattern extends Place {
  readonly source: string;
  readonly flags: string;
}

export interface Call extends Place {
  /** The call's own text. */
  readonly text: string;
}

export interface FoundPatterns {
  readonly patterns: readonly FoundPattern[];
  /** Calls of `RegExp` that built nothing while the modules loaded: what they build depends on an argument. */
  readonly unseen: readonly Call[];
}

/** `modules` are loaded, from the working directory. @throws Error where a file is no TypeScript */
export async function findPatterns(
  files: readonly string[],
  modules: readonly string[],
): Promise<FoundPatterns> {
  const literals: FoundPattern[] = [];
  const calls: Call[] = [];
  for (const file of files) {
    const read = readSource(file, readFileSync(file, "utf8"));
    literals.push(...read.literals);
    calls.push(...read.calls);
  }
  const built = await buildPatterns(modules);
  const seen = new Set(built.map(placeKey));
  return {
    patterns: [...literals, ...built],
    unseen: calls.filter((call) => !seen.has(placeKey(call))),
  };
}

interface ReadSource {
  readonly literals: readonly FoundPattern[];
  readonly calls: readonly Call[];
}

/** @throws Error where the text is no TypeScript */
export function readSource(file: string, text: string): ReadSource {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const literals: FoundPattern[] = [];
  const calls: Call[] = [];
  const placeOf = (offset: number): Place => ({
    file,
    line: text.slice(0, offset).split("\n").length,
  });
  const addCall = ({ callee, start, end }: NewExpression | CallExpression): void => {
    if (callee.type !== "Identifier" || callee.name !== "RegExp") return;
    calls.push({ ...placeOf(start), text: text.slice(start, end) });
  };
  new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const { pattern, flags } = node.regex;
      literals.push({ ...placeOf(node.start), source: pattern, flags });
    },
    NewExpression: addCall,
    CallExpression: addCall,
  }).visit(program);
  return { literals, calls };
}

/** Loads the modules with a `RegExp` that records what it builds, and the line that asked for it. */
async function buildPatterns(files: readonly string[]): Promise<FoundPattern[]> {
  const root = `${process.cwd()}/`;
  const built: FoundPattern[] = [];
  const native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(native, {
    construct(target, given, newTarget): RegExp {
      const made: RegExp = Reflect.construct(target, given, newTarget);
      const place = callerIn(root, new Error("who builds it?").stack ?? "");
      if (place !== null) built.push({ ...place, source: made.source, flags: made.flags });
      return made;
    },
  });
  try {
    for (const file of files) await import(new URL(file, `file://${root}`).href);
  } finally {
    globalThis.RegExp = native;
  }
  return built;
}

/** The first line of a stack that is one of our sources. */
function callerIn(root: string, stack: string): Place | null {
  for (const frame of stack.split("\n")) {
    const at = frame.indexOf(`${root}src/`);
    if (at === -1) continue;
    const [file = "", line = ""] = frame.slice(at + root.length).split(":");
    return { file, line: Number(line) };
  }
  return null;
}

function placeKey({ file, line }: Place): string {
  return `${file}:${line}`;
}
