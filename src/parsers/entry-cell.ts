/** Reads the entity column: name, aliases, addresses, subordinate institutions and cross-references. */

import { countryOfAddress } from "../model/country.ts";
import type { Address, Alias, AliasType, Subordinate } from "../model/entry.ts";
import { readAddresses } from "./addresses.ts";
import { findAliasMarker } from "./alias-marker.ts";
import { bracketEnd, splitGluedAddress, splitInlineAliases, tidyAlias } from "./aliases.ts";
import { takeCrossReferences } from "./cross-references.ts";
import { splitName, tidyName } from "./entry-name.ts";

export interface EntryCell {
  readonly kind: "entity" | "address";
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly addresses: readonly Address[];
  readonly subordinates: readonly Subordinate[];
  readonly crossReferences: readonly string[];
  readonly flags: readonly string[];
}

const DASH = /^[—–―‒-]\s*/;
/** What a line that announces more aliases may start with: `f.k.a., the following two aliases:`. */
const SWITCH = /^(?:and )?(?:[afd]|the following|also|formerly|doing)/i;
const SECTION_HEAD = /^(?:[—–-]\s*)?(?:subordinate inst|affiliated ent|the following addr)/i;
const SUBORDINATE = /^[—–-]?\s*subordinate instit?[a-z]*ions?\s*:?\s*(.*)$/i;
const AFFILIATES = /^affiliated entities\s*:\s*(.*)$/i;
const SHARED_ADDRESSES = /^the following address(?:es)? appl(?:y|ies) to [^:]*:\s*(.*)$/i;
const ADDRESS_ENTRY = /^Address \d+$/;
/** Pakistan Atomic Energy Commission: an alias line announces what the dash lines below it are. */
const SUBORDINATES_FOLLOW =
  /[;,]\s*and the following (?:[\w-]+ )?subordinate (?:entities|institutions)\s*:?$/i;
/** A list that goes on: the line ends with a semicolon, a comma or "and". */
const UNFINISHED = /(?:[;,]|\band)$/i;

interface Party {
  name: string;
  aliases: Alias[];
}

/** `text` is the cell, and below it the cells of its continuation rows, each line as printed. Never fails. */
export function readEntryCell(text: string): EntryCell {
  const { text: own, crossReferences } = takeCrossReferences(text);
  const reader = new EntryCellReader();
  const printed = own.split("\n");
  const lines = own === text ? printed : printed.map((line) => line.trim());
  const head = lines.shift() ?? "";
  reader.readHead(head, lines);
  for (const line of lines) reader.readLine(line);
  return reader.finish(crossReferences);
}

/** Walks the lines of a cell; what a line is depends on what was announced and finished above it. */
class EntryCellReader {
  readonly #entry: Party = { name: "", aliases: [] };
  readonly #subordinates: Party[] = [];
  readonly #addressLines: string[] = [];
  readonly #flags = new Set<string>();
  #section: "entry" | "subordinates" | "affiliates" | "dashed subordinates" = "entry";
  /** Whose aliases a dash line belongs to; null where the next line names a subordinate. */
  #party: Party | null = this.#entry;
  #type: AliasType = "aka";
  /** Aliases announced and read for `#party` so far; null where no number was given. */
  #announced: number | null = 0;
  #read = 0;
  #unfinished = false;
  #listed = false;

  readHead(head: string, lines: readonly string[]): void {
    const rest = this.#readParty(this.#entry, head, lines.length > 0 && head.endsWith(","));
    if (rest !== "") this.#addressLines.push(rest);
  }

  readLine(line: string): void {
    if (line === "") return;
    if (SECTION_HEAD.test(line)) this.#readSectionHead(line);
    else if (DASH.test(line)) this.#readDashLine(line.replace(DASH, ""));
    else this.#readPlainLine(line);
  }

  #readSectionHead(line: string): void {
    const subordinate = SUBORDINATE.exec(line);
    const affiliates = AFFILIATES.exec(line);
    const shared = SHARED_ADDRESSES.exec(line);
    if (subordinate !== null || affiliates !== null) {
      this.#closeParty();
      this.#section = subordinate === null ? "affiliates" : "subordinates";
      this.#party = null;
      const inline = subordinate?.[1] || affiliates?.[1];
      if (inline) this.#startSubordinate(inline);
    } else if (shared !== null) {
      this.#closeParty();
      this.#section = "entry";
      if (shared[1]) this.#addressLines.push(shared[1]);
    } else this.#readPlainLine(line);
  }

  finish(crossReferences: readonly string[]): EntryCell {
    this.#closeParty();
    if (this.#addressLines.length === 0) this.#freeGluedAddress();
    const { name, aliases } = this.#entry;
    const addresses = readAddresses(this.#addressLines);
    if (addresses.length === 0) this.#flags.add("no-address");
    return {
      kind: ADDRESS_ENTRY.test(name) ? "address" : "entity",
      name,
      aliases,
      addresses,
      subordinates: this.#subordinates,
      crossReferences,
      flags: [...this.#flags],
    };
  }

  /** Reads a name and what is announced after it; returns the rest of the line, which is address text. */
  #readParty(party: Party, text: string, endsLine: boolean): string {
    const marker = findAliasMarker(text);
    this.#announced = 0;
    this.#read = 0;
    this.#unfinished = false;
    this.#listed = false;
    if (marker === null) {
      const { name, rest } = splitName(text);
      // "Name, of two parts," ends its line: the address follows on its own.
      const whole = endsLine && !/\d/.test(rest) && countryOfAddress(rest) === null;
      party.name = whole ? tidyName(text) : name;
      return whole ? "" : rest;
    }
    if (party.name === "") party.name = tidyName(text.slice(0, marker.start));
    this.#type = marker.type;
    if (marker.bracketed && !marker.announces) {
      const end = bracketEnd(text, marker.end);
      const inside = splitInlineAliases(text.slice(marker.end, end), marker.type, null);
      party.aliases.push(...inside.aliases);
      const rest = text.slice(end + 1).replace(/^[\s,.;]+/, "");
      return findAliasMarker(rest) === null ? rest : this.#readParty(party, `, ${rest}`, endsLine);
    }
    if (marker.announces) {
      this.#announced = marker.count;
      this.#listed = true;
    }
    const inline = text.slice(marker.end).replace(/^[\s,:]+/, "");
    if (inline === "") return "";
    const { aliases, rest } = splitInlineAliases(inline, marker.type, marker.count);
    party.aliases.push(...aliases);
    this.#read += aliases.length;
    this.#unfinished = rest === "" && UNFINISHED.test(text);
    return rest;
  }

  #readDashLine(text: string): void {
    // "…(CETC 13) subordinate institution:" and its name on a dash line of its own.
    if (this.#party?.name.endsWith("subordinate institution") && this.#announced === 0) {
      this.#party.name += `: ${tidyName(text)}`;
    } else if (this.#party === null || this.#startsDashedSubordinate()) {
      this.#closeParty();
      this.#startSubordinate(text);
    } else {
      // Two aliases on one line: "…(ERL);—Institute of Industrial Control Systems (IICS);".
      const aliases = text.includes("—") ? text.split(/;\s*—\s*/) : [text];
      for (const alias of aliases) if (this.#party !== null) this.#pushAlias(this.#party, alias);
    }
  }

  #readPlainLine(line: string): void {
    const marker = SWITCH.test(line) ? findAliasMarker(line) : null;
    if (this.#party === null) this.#startSubordinate(line);
    else if (marker?.announces && marker.start <= "and".length)
      this.#switchType(marker.type, marker.count);
    else if (this.#awaitsAlias(line)) {
      this.#flags.add("alias-without-dash");
      this.#pushAlias(this.#party, line);
    } else {
      this.#addressLines.push(line.replace(/[.;,]?$/, ";"));
      if (this.#section === "affiliates") this.#closeParty();
      if (this.#section === "affiliates") this.#party = null;
      else this.#addressLines[this.#addressLines.length - 1] = line;
      this.#unfinished = false;
    }
  }

  /** An announced alias may lack its dash; of the affiliates, `Huawei Marine Networks` announces one and lists four. */
  #awaitsAlias(line: string): boolean {
    if (this.#section === "affiliates") return this.#unfinished;
    if (!this.#listed || this.#read >= (this.#announced ?? 0)) return false;
    if (this.#unfinished) return true;
    return this.#read === 0 && !/[\d,]/.test(line) && countryOfAddress(line) === null;
  }

  /** Below "and the following four subordinate entities:" a dash starts a party, unless it owes aliases. */
  #startsDashedSubordinate(): boolean {
    if (this.#section !== "dashed subordinates") return false;
    return !this.#listed || this.#read >= (this.#announced ?? 0);
  }

  #switchType(type: AliasType, count: number | null): void {
    this.#type = type;
    this.#announced = count === null || this.#announced === null ? null : this.#announced + count;
    this.#listed = true;
  }

  #startSubordinate(text: string): void {
    const party: Party = { name: "", aliases: [] };
    this.#subordinates.push(party);
    this.#party = party;
    this.#type = "aka";
    const address = this.#readParty(party, text, false);
    if (address !== "") this.#addressLines.push(`${address.replace(/[.;]?$/, "")};`);
    if (this.#section !== "affiliates" || address === "") return;
    this.#closeParty();
    this.#party = null;
  }

  #pushAlias(party: Party, printed: string): void {
    const text = printed.includes("subordinate")
      ? printed.replace(SUBORDINATES_FOLLOW, "")
      : printed;
    const marker = text.includes("(") ? findAliasMarker(text) : null;
    this.#unfinished = UNFINISHED.test(text);
    this.#read += 1;
    if (marker?.bracketed) {
      const end = bracketEnd(text, marker.end);
      const name = tidyAlias(text.slice(0, marker.start));
      if (name !== "") party.aliases.push({ name, type: this.#type });
      party.aliases.push(
        ...splitInlineAliases(text.slice(marker.end, end), marker.type, null).aliases,
      );
      return;
    }
    if (this.#section === "affiliates") {
      const glued = splitGluedAddress(text);
      if (glued !== null) {
        const name = tidyAlias(glued.alias);
        if (name !== "") party.aliases.push({ name, type: this.#type });
        this.#addressLines.push(`${glued.address.replace(/[.;]?$/, "")};`);
        this.#closeParty();
        this.#party = null;
        return;
      }
    }
    const name = tidyAlias(text);
    if (name !== "") party.aliases.push({ name, type: this.#type });
    if (text === printed) return;
    this.#closeParty();
    this.#section = "dashed subordinates";
    this.#party = null;
  }

  #closeParty(): void {
    if (this.#listed && this.#announced !== null && this.#announced !== this.#read) {
      this.#flags.add("alias-count-differs");
    }
    this.#listed = false;
    this.#announced = 0;
    this.#read = 0;
  }

  /** `—SGM-Most, LLC. D. 10 korp. 3 ul. Neverovskogo, Moscow 121170, Russia.` */
  #freeGluedAddress(): void {
    const last = this.#entry.aliases.at(-1);
    const glued = last === undefined ? null : splitGluedAddress(last.name);
    if (last === undefined || glued === null) return;
    this.#entry.aliases[this.#entry.aliases.length - 1] = {
      name: tidyAlias(glued.alias),
      type: last.type,
    };
    this.#addressLines.push(glued.address);
    this.#flags.add("address-on-alias-line");
  }
}
