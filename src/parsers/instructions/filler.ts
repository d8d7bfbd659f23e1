/** Words that carry no meaning in an instruction. All other words must be understood. */

const FILLER: ReadonlySet<string> = new Set(
  [
    "a an the this that these those its their it them such each both all either",
    "of to for from under in on at by with within into as and or then also further hereby newly new",
    "following follows below above listed set forth read reads is are was were be been being has have had which who",
    "entry entries entity entities listing listings person persons party parties company companies name names named row rows",
    "destination destinations country countries heading headings column columns table supplement list part title cfr no nos",
    "alphabetical alphabetically order numerical numerically appropriate proper place end beginning respectively",
    "license requirement requirements review policy policies federal register citation citations fr",
    "amended amend amending existing current currently previously paragraph text",
    "subsidiary subsidiaries affiliate affiliates branch branches subordinate subordinates institution institutions successor successors",
    "individual individuals national nationals firm firms organization organizations institute institutes university universities",
    "one two three four five six seven eight nine ten eleven twelve redundant duplicative entirety completely accordingly",
    "reserved e i ii iii iv g etc unverified military user",
  ]
    .join(" ")
    .split(" "),
);

export function isFiller(word: string): boolean {
  return FILLER.has(word.toLowerCase().replace(/(?<![.’'])[.’']+$/, ""));
}
