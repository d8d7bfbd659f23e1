import { describe, expect, test } from "vitest";
import { readEntryCell } from "../../src/parsers/entry/cell.ts";
import { fc } from "../support/seeded.ts";

const names = (text: string) => readEntryCell(text).aliases.map(({ name }) => name);
const addresses = (text: string) =>
  readEntryCell(text).addresses.map(({ text: address }) => address);

describe("the name ends before the address", () => {
  test.each([
    ["Blue Harbor Traders, 7 Dock Road, Karachi, Pakistan", "Blue Harbor Traders"],
    ["Blue Harbor Co., Ltd., 7 Dock Road, Beijing, China.", "Blue Harbor Co., Ltd."],
    ["Blue Harbor Holdings, Inc., Suite 3, Belize City, Belize", "Blue Harbor Holdings, Inc."],
    ["Blue Harbor, S.A.R.L., 5 Rue Verte, Beirut, Lebanon", "Blue Harbor, S.A.R.L."],
    ["Blue Harbor, OOO, 5 Leninsky, Moscow, Russia", "Blue Harbor, OOO"],
    [
      "Blue Harbor Co., Ltd. Lhasa Institute, No. 3 Road, Lhasa, China",
      "Blue Harbor Co., Ltd. Lhasa Institute",
    ],
    ["Blue Harbor (Trade, Transit), 5 Road, Kabul, Afghanistan", "Blue Harbor (Trade, Transit)"],
    ["Salt and Iron Works, 5 Road, Kabul, Afghanistan", "Salt and Iron Works"],
    [
      "Institute of Physics, Applied Branch,\n\n5 Road, Xi'an, China",
      "Institute of Physics, Applied Branch",
    ],
    ["Lone Person.", "Lone Person"],
    ["Blue Harbor GmbH Cargo City Nord, Building 5, Bremen, Germany", "Blue Harbor GmbH"],
    ["Blue Harbor GmbH & Co. KG, Building 5, Bremen, Germany", "Blue Harbor GmbH & Co. KG"],
    ["Blue Harbor GmbH Trading, Building 5, Bremen, Germany", "Blue Harbor GmbH Trading"],
    ["Blue Harbor Co., Ltd. No. 7 Dock Road, Beijing, China", "Blue Harbor Co., Ltd."],
    ["Blue Harbor Std. Parts No. 35, Dock Road, Beijing, China", "Blue Harbor Std. Parts"],
    ["Blue Harbor Plant No. 35, Dock Road, Beijing, China", "Blue Harbor Plant No. 35"],
    [
      "Blue Institute of Optics, Eastern Academy of Sciences, 239 Dock Road, Beijing, China",
      "Blue Institute of Optics, Eastern Academy of Sciences",
    ],
    [
      "Third Institute of Tides, Ministry of Natural Resources, No. 3 Road, Beijing, China",
      "Third Institute of Tides, Ministry of Natural Resources",
    ],
    ["Huawei Cloud Hong Kong, Hong Kong.", "Huawei Cloud Hong Kong"],
  ])("%s", (text, name) => {
    expect(readEntryCell(text).name).toBe(name);
  });
});

describe("aliases", () => {
  test("stand on dash lines, without the list's punctuation", () => {
    const text =
      "Blue Harbor Co., Ltd., a.k.a., the following three aliases:\n—BHC;\n—Blue Harbor Ltd.; and\n–Harbor Works.\n\n7 Dock Road, Beijing, China.";
    expect(names(text)).toEqual(["BHC", "Blue Harbor Ltd.", "Harbor Works"]);
    expect(addresses(text)).toEqual(["7 Dock Road, Beijing, China"]);
    expect(readEntryCell(text).flags).toEqual([]);
  });

  test("need no blank line before the address", () => {
    const text =
      "Blue Harbor, a.k.a., the following one alias:\n—BHC.\n7 Dock Road, Beijing, China.";
    expect(names(text)).toEqual(["BHC"]);
    expect(addresses(text)).toEqual(["7 Dock Road, Beijing, China"]);
  });

  test("change type with a new announcement", () => {
    const text =
      "Blue Harbor, a.k.a., the following one alias:\n—BHC; and\nf.k.a., the following two aliases:\n—Red Harbor; and\n—Green Harbor.\n\n7 Dock Road, Beijing, China.";
    expect(readEntryCell(text).aliases).toEqual([
      { name: "BHC", type: "aka" },
      { name: "Red Harbor", type: "fka" },
      { name: "Green Harbor", type: "fka" },
    ]);
    expect(readEntryCell(text).flags).toEqual([]);
  });

  test("may stand in the line, bare or in brackets", () => {
    expect(readEntryCell("Ann Bee, a.k.a., Anna Bea, 5 Road, Tehran, Iran")).toMatchObject({
      name: "Ann Bee",
      aliases: [{ name: "Anna Bea", type: "aka" }],
      addresses: [{ text: "5 Road, Tehran, Iran", country: "IR" }],
    });
    expect(
      readEntryCell(
        "Blue Harbor, OOO (f.k.a., Red Harbor ZAO), a.k.a., the following one alias:\n—BHC.\n\nMoscow, Russia.",
      ),
    ).toMatchObject({
      name: "Blue Harbor, OOO",
      aliases: [
        { name: "Red Harbor ZAO", type: "fka" },
        { name: "BHC", type: "aka" },
      ],
      flags: [],
    });
    expect(names("Blue Harbor (a.k.a. “BHC”), 5 Road, Tehran, Iran")).toEqual(["BHC"]);
  });

  test("announced and given in one line end before the address", () => {
    const text =
      "Blue Sky, a.k.a., the following two aliases: Sky Group; and Sky FZC. Sharjah, U.A.E.";
    expect(names(text)).toEqual(["Sky Group", "Sky FZC"]);
    expect(addresses(text)).toEqual(["Sharjah, U.A.E."]);
  });

  test("with the address on their own line are cut there", () => {
    const text =
      "Blue Yard, a.k.a., the following one alias:\n—Blue Yard LLC. 4 Dock Street, Kerch, Crimea 98310, Ukraine.";
    const read = readEntryCell(text);
    expect(read.aliases).toEqual([{ name: "Blue Yard LLC", type: "aka" }]);
    expect(addresses(text)).toEqual(["4 Dock Street, Kerch, Crimea 98310, Ukraine"]);
    expect(read.flags).toEqual([]);
  });

  test("in another number than announced are all kept and flagged", () => {
    const text =
      "Blue Harbor, a.k.a., the following one alias:\n—BHC; and\n—Harbor.\n\nBaku, Azerbaijan.";
    expect(names(text)).toEqual(["BHC", "Harbor"]);
    expect(readEntryCell(text).flags).toEqual(["alias-count-differs"]);
  });
});

describe("a name", () => {
  test.each([
    [
      "Academy of Tides, Institute of Ebb, 7 Dock Road, Beijing, China.",
      "Academy of Tides, Institute of Ebb",
      ["7 Dock Road, Beijing, China"],
    ],
    [
      "Tide Corporation, 712 Hull Repair Plant (712 HRZ), 8 Quay, Omsk, Russia.",
      "Tide Corporation, 712 Hull Repair Plant (712 HRZ)",
      ["8 Quay, Omsk, Russia"],
    ],
    [
      "Ann Bee, Tide Institute, 7 Dock Road, Iran",
      "Ann Bee",
      ["Tide Institute, 7 Dock Road, Iran"],
    ],
    [
      "Blue Salt, Importers and Exporters, Lahore.",
      "Blue Salt, Importers and Exporters",
      ["Lahore"],
    ],
    ["Ann Bee Harju Tee 21E, Tallinn, Estonia", "Ann Bee", ["Harju Tee 21E, Tallinn, Estonia"]],
    ["Blue Finance 6 Wallgate, London, England", "Blue Finance", ["6 Wallgate, London, England"]],
    [
      "Ann Bee Office M-2, Sea Bldg, Dubai, U.A.E.",
      "Ann Bee",
      ["Office M-2, Sea Bldg, Dubai, U.A.E."],
    ],
    ["Blue Co., Ltd. No. C22, Beijing, China", "Blue Co., Ltd.", ["No. C22, Beijing, China"]],
    ["Tide 12 Research Institute, Omsk, Russia", "Tide 12 Research Institute", ["Omsk, Russia"]],
    ["Blue Coral 1173 CC, Durban, South Africa", "Blue Coral 1173 CC", ["Durban, South Africa"]],
  ])("%s", (text, name, places) => {
    expect(readEntryCell(text).name).toBe(name);
    expect(addresses(text)).toEqual(places);
  });

  test("leaves what is neither name nor address to the remarks", () => {
    const read = readEntryCell(
      "Ministry of Tides, including all operating units wherever located. This includes lakes. All addresses located in Belarus.",
    );
    expect(read.name).toBe("Ministry of Tides");
    expect(read.remarks).toBe(
      "including all operating units wherever located. This includes lakes",
    );
    expect(read.addresses).toEqual([{ text: "All addresses located in Belarus", country: "BY" }]);
  });
});

describe("misprinted aliases", () => {
  test.each([
    [
      "Blue, a.k.a., the following two aliases:\n—OOO Sea\n—Salt; and\n—Sky.",
      ["OOO Sea-Salt", "Sky"],
    ],
    ["Blue, a.k.a., the following two aliases:\n—Sea and NPP Sea.", ["Sea", "NPP Sea"]],
    ["Blue, a.k.a., the following one alias:\n—Salt and Iron Works.", ["Salt and Iron Works"]],
    ["Blue, a.k.a., the following two aliases:\n—Sea; and;\n—Sky.", ["Sea", "Sky"]],
    ["Blue, a.k.a., the following one alias:\n—Sea Force; SFC;", ["Sea Force", "SFC"]],
    ["Blue\n(a.k.a. Sea; a.k.a. Sea, Named for A. Bee)", ["Sea", "Sea, Named for A. Bee"]],
    ["Ann Bee, (a.k.a. Anna Bea, Nan Bee and Bee Ann), Iran", ["Anna Bea", "Nan Bee", "Bee Ann"]],
    ["Ann Bee, a.k.a., Anna Bea and Nan Bee, 7 Road, Iran", ["Anna Bea", "Nan Bee"]],
    ["Blue, a.k.a., the following one alias:\nmdash;Sea.", ["Sea"]],
    ["Blue, a.k.a., the following one alias:\n—Sea (f.k.a., Red Sea).", ["Sea", "Red Sea"]],
    ["Blue, a.k.a., the following one alias:\n—Sea, P.O. Box 7, Lahore.", ["Sea"]],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual(expected);
    expect(readEntryCell(text).flags).not.toContain("alias-count-differs");
  });

  test("places are not aliases", () => {
    expect(readEntryCell("Blue, Building 3, Hay Riad\n—Rabat, Morocco.")).toMatchObject({
      aliases: [],
      addresses: [{ text: "Building 3, Hay Riad, Rabat, Morocco", country: "MA" }],
    });
  });
});

describe("addresses", () => {
  test("that name no country are in the destination's", () => {
    expect(readEntryCell("Blue, Islamabad", "PK").addresses).toEqual([
      { text: "Islamabad", country: "PK" },
    ]);
    expect(readEntryCell("Blue, Hung Hom, Kowloon", "CN").addresses[0]?.country).toBe("HK");
  });

  test("are split at semicolons and between countries, not at every and", () => {
    const text =
      "Salt Works, 5 Salt and Iron Road, Kabul, Afghanistan, and Dasht Village, Afghanistan; and P.O. Box 3, Kabul, Afghanistan.";
    expect(addresses(text)).toEqual([
      "5 Salt and Iron Road, Kabul, Afghanistan",
      "Dasht Village, Afghanistan",
      "P.O. Box 3, Kabul, Afghanistan",
    ]);
  });

  test("lose their cross-references, which name destinations", () => {
    const read = readEntryCell(
      "Blue Harbor, 5 Road, Doha, Qatar. (See alternate addresses under China, Iran, and the United Kingdom).",
    );
    expect(read.addresses).toEqual([{ text: "5 Road, Doha, Qatar", country: "QA" }]);
    expect(read.crossReferences).toEqual(["China", "Iran", "United Kingdom"]);
  });

  test.each([
    ["(See also addresses under Greece, Pakistan, and U.K.)", ["Greece", "Pakistan", "U.K."]],
    ["(see alternate address in Turkey).", ["Turkey"]],
    ["(See Ukraine).", ["Ukraine"]],
    ["(See alternate addresses under Crimea (Occupied)).", ["Crimea (Occupied)"]],
  ])("%s", (reference, places) => {
    expect(readEntryCell(`Blue Harbor, Doha, Qatar ${reference}`).crossReferences).toEqual(places);
  });

  test("of an address-only entry belong to no party", () => {
    expect(readEntryCell("Address 01, Unit 4, 7 Dock Road, Kowloon, Hong Kong.")).toMatchObject({
      kind: "address",
      name: "Address 01",
      addresses: [{ text: "Unit 4, 7 Dock Road, Kowloon, Hong Kong", country: "HK" }],
    });
  });
});

describe("subordinate institutions", () => {
  test("may be all that an entry lists", () => {
    const read = readEntryCell("The following Bureau of Tides entities:\n—Ebb Center;\n—Flood.");
    expect(read.name).toBe("Bureau of Tides");
    expect(read.aliases).toEqual([]);
    expect(read.subordinates.map(({ name }) => name)).toEqual(["Ebb Center", "Flood"]);
  });

  test("have names and aliases of their own, and share the addresses", () => {
    const read = readEntryCell(
      "Sky Academy, a.k.a., the following one alias, and two subordinate institutions:\n—Academy of Sky.\nSubordinate institution\n201 Works, a.k.a., the following one alias:\n—Works 201.\nSubordinate institution\n202 Works.\nThe following addresses apply to the entity and to the two subordinate institutions:\n\n5 Sky Road, Beijing, China; and 6 Sky Road, Beijing, China.",
    );
    expect(read.aliases).toEqual([{ name: "Academy of Sky", type: "aka" }]);
    expect(read.subordinates).toEqual([
      { name: "201 Works", aliases: [{ name: "Works 201", type: "aka" }] },
      { name: "202 Works", aliases: [] },
    ]);
    expect(read.addresses).toHaveLength(2);
    expect(read.flags).toEqual([]);
  });

  test("called affiliated entities stand one a line, with their addresses", () => {
    const read = readEntryCell(
      "Sky Group, Shenzhen, China.\nAffiliated entities:\nSky Mobile Co., Ltd., 5 Road, Shenzhen, China.\nSky Sea, a.k.a., the following one alias:\n—Sea of Sky.\n7 Road, Tianjin, China.\nSky Land, 8 Road, Ningbo, China.",
    );
    expect(read.subordinates.map(({ name }) => name)).toEqual([
      "Sky Mobile Co., Ltd.",
      "Sky Sea",
      "Sky Land",
    ]);
    expect(read.addresses.map(({ text }) => text)).toEqual([
      "Shenzhen, China",
      "5 Road, Shenzhen, China",
      "7 Road, Tianjin, China",
      "8 Road, Ningbo, China",
    ]);
  });
});

test("any text is read without an error", () => {
  const piece = fc.constantFrom(
    "a.k.a., ",
    "(",
    ")",
    "\n",
    "—",
    "; and ",
    ", ",
    "the following two aliases:",
    "Subordinate institution",
    "Affiliated entities:",
    "Co., Ltd.",
    "China",
    ". ",
    "(See ",
    "Blue",
    "7",
    "“",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      const read = readEntryCell(pieces.join(""));
      expect(read.aliases.every(({ name }) => name !== "")).toBe(true);
    }),
  );
});

// At this size a quadratic reader takes minutes, so the test passes only if it completes.
test.each([
  `Blue Harbor, a.k.a., the following two aliases:\n—${"a, (and; ".repeat(1_200_000)}`,
  `Blue Harbor, ${"No. 5 Road, China. ".repeat(50_000)}`,
  `Blue Harbor, ${"a.k.a., ".repeat(24_000)}`,
])("a cell of many words is read in linear time", (text) => {
  expect(readEntryCell(text).name).toMatch(/^Blue Harbor/);
});

describe("a name over two rows", () => {
  test("is read as the instruction quotes it, and flagged", () => {
    const text = "Blue Harbor\nMarine Works, 12 Rue des Quais, Lyon, France.";
    const cell = readEntryCell(text, "FR", ["Blue Harbor Marine Works"]);
    expect(cell.name).toBe("Blue Harbor Marine Works");
    expect(cell.addresses.map((one) => one.text)).toEqual(["12 Rue des Quais, Lyon, France"]);
    expect(cell.flags).toContain("name-over-rows");
  });

  test("continues with its legal form", () => {
    const cell = readEntryCell("Blue Harbor\nSARL, 12 Rue des Quais, Lyon, France.");
    expect([cell.name, cell.flags]).toEqual(["Blue Harbor SARL", ["name-over-rows"]]);
  });

  test("ends where the next row begins with an address", () => {
    const cell = readEntryCell("Blue Harbor\n12 Rue des Quais, Lyon, France.", "FR", ["Blue"]);
    expect([cell.name, cell.flags]).toEqual(["Blue Harbor", []]);
  });
});

describe("aliases in the line", () => {
  test.each([
    ["Blue Harbor, a.k.a., A, B, and C, 1 Rue des Quais, Lyon, France", ["A", "B", "C"]],
    [
      "Blue Harbor, a.k.a., Alpha, Beta, and Gamma; 1 Rue X, Lyon, France",
      ["Alpha", "Beta", "Gamma"],
    ],
    [
      "Blue Harbor Services, a.k.a. Blue Servis and Red Harbor Services, Dock Mah., Ankara, Turkey",
      ["Blue Servis", "Red Harbor Services"],
    ],
    [
      "Blue Harbor, a.k.a. Salt and Iron Works, 5 Road, Kabul, Afghanistan",
      ["Salt and Iron Works"],
    ],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test("that may be an address are flagged", () => {
    const text = "Blue Harbor, a.k.a. Alpha, Beta Street, and Gamma, Lyon, France";
    expect(readEntryCell(text).flags).toContain("alias-list-inline");
  });
});

test("an address does not begin with the words that include a subordinate", () => {
  const text =
    "Blue Harbor, a.k.a., the following one alias:\n—BH, to include the following subordinate. Q80, 3rd Floor, Dock Road, Beijing, China.";
  expect(names(text)).toEqual(["BH"]);
  expect(addresses(text)).toEqual(["Q80, 3rd Floor, Dock Road, Beijing, China"]);
  const inline =
    "Blue Institute, to include the following subordinate: Red Lab, 5 Quai, Lyon, France";
  expect(readEntryCell(inline).subordinates.map(({ name }) => name)).toEqual(["Red Lab"]);
  expect(addresses(inline)).toEqual(["5 Quai, Lyon, France"]);
});

test("more dashes than announced aliases are aliases all the same, and flagged", () => {
  const cell =
    "Straits Ledger, a.k.a., the following two aliases: —SL; —Straits; and —Ledger SG. 10 Anson Road, Singapore.";
  const { aliases, addresses, flags } = readEntryCell(cell, "SG", []);
  expect(aliases.map(({ name }) => name)).toEqual(["SL", "Straits", "Ledger SG"]);
  expect(addresses.map(({ text }) => text)).toEqual(["10 Anson Road, Singapore"]);
  expect(flags).toContain("alias-count-differs");
});
