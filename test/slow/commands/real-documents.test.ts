import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isEntityEvent, type LogEvent } from "../../../src/model/events/event.ts";
import { corpusPath } from "../../support/corpus.ts";
import { runCommand } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";

async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(args);
  if (code !== 0) throw new Error(`entitywire ${args.join(" ")} ended with ${code}:\n${stderr}`);
  return stdout;
}

function lines(text: string): LogEvent[] {
  return text.trim() === ""
    ? []
    : text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
}

const snapshot = corpusPath("ecfr", "supplement4-2023-12-05.xml.gz") ?? "";

test.skipIf(snapshot === "")(
  "the list of 2023 and the batch of March 2025: 82 added, 4 modified, nothing twice (skips without the corpus)",
  async () => {
    const folder = scratchFolder();
    const data = ["--data", join(folder, "data")];
    const rendered = (await run("demo", "--render", folder)).trim().split("\n");
    const rules = rendered.slice(1).filter((path) => path.endsWith(".xml"));
    expect(rules).toHaveLength(2);
    await run("import", ...data, "--as-of", "2023-12-05", snapshot);
    await run("import", ...data, ...rules);

    const events = lines(await run("events", ...data));
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect([count("entity.added"), count("entity.modified"), count("entity.removed")]).toEqual([
      82, 4, 0,
    ]);

    const modified = events
      .filter(({ type }) => type === "entity.modified")
      .map(({ data }) => data);
    const told = modified.map((data) => {
      if (!("after" in data)) throw new Error("an entity event has an after");
      const gained = (field: string) => data.changes.find((change) => change.field === field);
      return {
        where: data.after?.destination,
        name: data.after?.name,
        fields: data.changes
          .filter((change) => change.class !== "editorial")
          .map(({ field }) => field),
        aliases: gained("aliases")?.added?.map((alias) => (alias as { name: string }).name),
        lost: gained("aliases")?.removed?.length,
        addresses: gained("addresses")?.added?.length ?? 0,
        newest: gained("citations")?.added?.at(-1),
        class: data.class,
      };
    });
    const same = {
      name: "Dart Aviation",
      aliases: ["Almo Aero", "Almo Aero (Dart Aviation Technics) (IEAS)"],
      lost: 0,
      newest: { volume: 90, page: null, date: "2025-03-28" },
      class: "substantive",
    };
    const fields = ["aliases", "citations"];
    expect(told).toEqual([
      { ...same, where: "FRANCE", fields: ["aliases", "addresses", "citations"], addresses: 1 },
      { ...same, where: "IRAN", fields, addresses: 0 },
      { ...same, where: "SENEGAL", fields, addresses: 0 },
      { ...same, where: "UNITED KINGDOM", fields, addresses: 0 },
    ]);

    await run("import", ...data, "--as-of", "2023-12-05", snapshot);
    await run("import", ...data, ...rules.toReversed());
    expect(lines(await run("events", ...data))).toEqual(events);
  },
  120_000,
);

const july = corpusPath("ecfr", "part744-2026-07-18.xml.gz") ?? "";
const numbers = ["2026-14132", "2026-14942", "2026-17230", "2026-17231"];
const records = numbers.map((number) => corpusPath("fr", `${number}.document.json`) ?? "");

test.skipIf(july === "" || records.includes(""))(
  "four rules of 2026 as plain text, on the list of July: one removed, one modified, both with the reason (skips without the corpus)",
  async () => {
    const folder = scratchFolder();
    const data = ["--data", join(folder, "data")];
    const texts = records.map((path, at) => {
      const { full_text } = JSON.parse(readFileSync(path, "utf8")) as { full_text: string };
      const text = join(folder, `${numbers[at]}.txt`);
      writeFileSync(text, full_text);
      return text;
    });
    await run("import", ...data, "--as-of", "2026-07-18", july);
    await run("import", ...data, ...texts);
    const events = lines(await run("events", ...data));
    const told = events.filter(({ type }) => /^(?:rule|entity)\./.test(type));
    expect(told.map(({ type }) => type)).toEqual([
      "rule.published",
      "entity.removed",
      "rule.published",
      "entity.modified",
    ]);
    const [removed, modified] = told.filter(isEntityEvent).map(({ data }) => data);
    expect(removed).toMatchObject({
      before: { destination: "TURKEY", name: expect.stringMatching(/^Atempo .* İstanbul Şubesi$/) },
      after: null,
      ...{ effectiveOn: "2026-08-21", completeness: "partial", cause: "law" },
      justifications: [{ sections: ["744.16(e)"] }],
    });
    expect(modified).toMatchObject({
      before: { name: "Arrow Electronics (Hong Kong) Co., Ltd." },
      ...{ class: "substantive", effectiveOn: "2026-08-21", completeness: "partial" },
      justifications: [{ sections: ["744.16"] }],
    });
    const substantive = modified?.changes.filter((change) => change.class === "substantive");
    expect(substantive).toMatchObject([{ field: "addresses", added: [] }]);
    expect(substantive?.[0]?.removed).toHaveLength(2);

    await run("import", ...data, ...texts.toReversed());
    expect(lines(await run("events", ...data))).toEqual(events);
  },
  120_000,
);
