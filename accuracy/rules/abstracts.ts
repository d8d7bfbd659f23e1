/** What real abstracts claim, beside what a person wrote down of them. */

import { readClaims } from "../../src/parsers/claims/claims.ts";
import { readAbstracts, readClaimsTable } from "../../test/support/abstracts.ts";
import { describeClaims } from "../../test/support/describe-claims.ts";
import { requiredPath } from "../corpus.ts";
import { table } from "../markdown.ts";
import type { Measurement } from "../measurement.ts";

const CELLS = ["lists", "added", "revised", "removed"];
const CLAIMS_GOAL = 0.98;
const NOTHING = "-";

interface Cell {
  readonly documentNumber: string;
  readonly cell: string;
  readonly read: string;
  readonly label: string;
}

export function measureAbstracts(): Measurement {
  requiredPath("fr", "abstracts-2020-2024.jsonl");
  const abstracts = readAbstracts() ?? [];
  const labels = readClaimsTable();
  const readings = abstracts.map(({ documentNumber, title, abstract }) => {
    const { claims, problems } = readClaims(abstract, title);
    const label = labels.get(documentNumber) ?? [];
    const cells = describeClaims(claims).map((read, at): Cell => {
      return { documentNumber, cell: CELLS[at] ?? "", read, label: label[at] ?? "no label" };
    });
    return { isWhole: problems.length === 0, cells };
  });
  const cells = readings.flatMap((reading) => reading.cells);
  const wrong = cells.filter(isWrong);
  const claims = cells.filter(({ cell, read, label }) => {
    return cell !== "lists" && (read !== NOTHING || label !== NOTHING);
  });
  const right = readings.filter((one) => one.isWhole && !one.cells.some(isWrong)).length;
  return {
    title: "Abstracts",
    measures: "claims: what a summary says is added, revised and removed, on which list, where",
    material: "abstracts of 2020 to 2024, most of them BIS's, as published",
    label: "`test/fixtures/claims-2020-2024.tsv`, which a person wrote down from them",
    amount: `${abstracts.length} abstracts, ${claims.length} claims`,
    figures: [
      {
        ...{ name: "claims", right: claims.length - claims.filter(isWrong).length },
        ...{ total: claims.length, goal: CLAIMS_GOAL, labelFaults: 0 },
      },
      {
        ...{ name: "abstracts read whole and right", right },
        ...{ total: abstracts.length, goal: null, labelFaults: 0 },
      },
    ],
    details:
      wrong.length === 0
        ? []
        : table(
            ["abstract", "claims of", "read", "label"],
            wrong.map(({ documentNumber, cell, read, label }) => [
              documentNumber,
              cell,
              read,
              label,
            ]),
          ),
  };
}

function isWrong({ read, label }: Cell): boolean {
  return read !== label;
}
