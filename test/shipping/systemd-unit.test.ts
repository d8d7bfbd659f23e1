import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "../support/scratch.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const UNIT = readFileSync(join(ROOT, "deploy/entitywire.service"), "utf8");
/** 0 is shut, 100 is open (10 in the table that a person sees). A service with none of it has 96. */
const MOST_EXPOSURE = 20;

/** Every value of every key, in the order of the file. */
function readUnit(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined) values.set(key, [...(values.get(key) ?? []), value ?? ""]);
    else expect(line).toMatch(/^($|#|\[(Unit|Service|Install)\]$)/);
  }
  return values;
}

/** All that systemd has to say of a unit, once its program is one that this machine has. */
function analyze(text: string, ...verb: string[]) {
  const path = join(scratchFolder(), "entitywire.service");
  writeFileSync(path, text.replace("/usr/local/bin/entitywire", join(ROOT, "bin/entitywire")));
  const { status, stderr } = spawnSync("systemd-analyze", [...verb, path], { encoding: "utf8" });
  // It reads the units of the machine as well; what it says of those is not about ours.
  const ours = stderr.split("\n").filter((line) => line.includes("entitywire"));
  return { status, ours };
}

/** The first that looks at a file without a running systemd. */
const OFFLINE_SINCE = 250;

function systemdVersion(): number {
  const { stdout } = spawnSync("systemd-analyze", ["--version"], { encoding: "utf8" });
  return Number(/^systemd (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

describe("deploy/entitywire.service", () => {
  test("runs the service as nobody in particular, starts it again when it fails, and lets it end", () => {
    const unit = readUnit(UNIT);
    const of = (key: string) => unit.get(key);
    expect(of("ExecStart")).toEqual(["/usr/local/bin/entitywire serve"]);
    expect(of("DynamicUser")).toEqual(["yes"]);
    expect(of("StateDirectory")).toEqual(["entitywire"]);
    expect(of("WorkingDirectory")).toEqual(["%S/entitywire"]);
    expect(of("Restart")).toEqual(["on-failure"]);
    expect(of("RestartPreventExitStatus")).toEqual(["78"]);
    expect(Number(of("TimeoutStopSec")?.[0])).toBeGreaterThan(10);
    // The dash: it may be absent.
    expect(of("EnvironmentFile")).toEqual(["-/etc/entitywire/environment"]);
    for (const [key, values] of unit) expect(values, key).toHaveLength(1);
  });

  test("is one that systemd understands whole, and finds well shut", ({ skip }) => {
    skip(systemdVersion() < OFFLINE_SINCE, `no systemd-analyze ${OFFLINE_SINCE} on this machine`);
    expect(analyze(UNIT, "verify")).toEqual({ status: 0, ours: [] });
    // systemd only grumbles about what it does not know: grumbling counts.
    const misspelt = UNIT.replace("ProtectSystem=", "ProtectSytem=");
    expect(analyze(misspelt, "verify").ours).toEqual([expect.stringContaining("Unknown key")]);
    const shut = ["security", "--offline=true", `--threshold=${MOST_EXPOSURE}`];
    expect(analyze(UNIT, ...shut)).toEqual({ status: 0, ours: [] });
    const open = UNIT.replace(/^(SystemCallFilter|CapabilityBoundingSet|PrivateUsers)=.*\n/gm, "");
    expect(analyze(open, ...shut).status).not.toBe(0);
  });
});
