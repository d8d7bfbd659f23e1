/** The Dockerfile as its parser reads it, and its stages run outside of any engine. */

import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, matchesGlob } from "node:path";
import { fileURLToPath } from "node:url";
import { type Copy, DockerfileParser, type From, type Instruction } from "dockerfile-ast";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Stage {
  readonly name: string | null;
  /** A stage above, or an image with its tag. */
  readonly from: string;
  readonly steps: readonly Instruction[];
}

export function readStages(): Stage[] {
  const text = readFileSync(join(ROOT, "Dockerfile"), "utf8");
  const stages: (Stage & { steps: Instruction[] })[] = [];
  for (const step of DockerfileParser.parse(text).getInstructions()) {
    if (step.getKeyword() === "FROM") {
      const from = step as From;
      stages.push({ name: from.getBuildStage(), from: from.getImage() ?? "", steps: [] });
    } else {
      stages.at(-1)?.steps.push(step);
    }
  }
  return stages;
}

/** The arguments of each instruction of a kind, flags left out. */
export function argumentsOf(stage: Stage, keyword: string): string[] {
  return stage.steps
    .filter((step) => step.getKeyword() === keyword)
    .map((step) => step.getArgumentsContent() ?? "");
}

/** The words of its command. */
export function readHealthCheck(stage: Stage): string[] {
  const [check = ""] = argumentsOf(stage, "HEALTHCHECK");
  return JSON.parse(check.replace(/^CMD /, "")) as string[];
}

/** What `.dockerignore` lets through. It denies everything, names what a build may see, then denies names at any depth. */
export function layContext(folder: string): void {
  const lines = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
  const [first, ...others] = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (first !== "*") throw new Error(".dockerignore does not begin by denying everything");
  const denied = others.filter((line) => line.startsWith("**/")).map((line) => line.slice(3));
  const allowed = others.filter((line) => !line.startsWith("**/"));
  if (others.slice(allowed.length).some((line) => !line.startsWith("**/"))) {
    throw new Error(".dockerignore allows a path after it has denied one");
  }
  const filter = (path: string) => !denied.some((name) => matchesGlob(basename(path), name));
  for (const line of allowed) {
    if (!/^![\w./-]+$/.test(line)) throw new Error(`.dockerignore has more than paths: ${line}`);
    cpSync(join(ROOT, line.slice(1)), join(folder, line.slice(1)), { recursive: true, filter });
  }
}

/** Does the copies of a stage with `root` for the image's `/`, and hands each command to `run` with its working folder. */
export function layStage(
  { steps }: Stage,
  root: string,
  originOf: (stage: string | null) => string,
  run: (command: string, folder: string) => void,
): void {
  let workdir = root;
  for (const step of steps) {
    const words = step.getArguments().map((argument) => argument.getValue());
    if (step.getKeyword() === "WORKDIR") {
      workdir = join(root, words[0] ?? "");
      mkdirSync(workdir, { recursive: true });
    }
    if (step.getKeyword() === "COPY") {
      copy(originOf((step as Copy).getFromFlag()?.getValue() ?? null), words, root, workdir);
    }
    if (step.getKeyword() === "RUN") run(step.getArgumentsContent() ?? "", workdir);
  }
}

function copy(origin: string, words: readonly string[], root: string, workdir: string): void {
  const target = words.at(-1) ?? "";
  const to = join(target.startsWith("/") ? root : workdir, target);
  for (const source of words.slice(0, -1)) {
    // A folder is copied by its content; a target that ends with a slash takes files.
    const path = target.endsWith("/") ? join(to, basename(source)) : to;
    cpSync(join(origin, source), path, { recursive: true });
  }
}
