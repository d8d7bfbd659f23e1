/** Reads the lines of an entry cell; the meaning of a line depends on the lines above it. */

import { countryOfAddress } from "../../model/country.ts";
import type { Address, Alias, AliasType, Subordinate } from "../../model/entry.ts";
import { readAddresses } from "./addresses.ts";
import { readAliasLine } from "./alias-line.ts";
import { findAliasMarker } from "./alias-marker.ts";
import {
  append,
  bracketEnd,
  mayNameMore,
  readBracketAliases,
  separateFirms,
  separatePersons,
  splitGluedAddress,
  splitInlineAliases,
  tidyAlias,
} from "./aliases.ts";
import { readHeadName } from "./head-name.ts";
import { tidyName } from "./name.ts";
import {
  BRACKET_LINE,
  FACILITIES,
  GROUP_HEAD,
  readSectionHead,
  type SectionHead,
  SUBORDINATES_FOLLOW,
  SWITCH,
} from "./section-head.ts";
import { settleCount } from "./settle-count.ts";

export interface ReadCell {
  readonly kind: "entity" | "address";
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly addresses: readonly Address[];
  readonly subordinates: readonly Subordinate[];
  readonly remarks: string | null;
  readonly flags: readonly string[];
}

const DASH = /^[—–―‒-]\s*/;
const ADDRESS_ENTRY = /^Address \d+$/;
/** The list continues: the line ends with a semicolon, a comma or "and". */
const UNFINISHED = /(?:[;,]|\band)$/i;

interface Party {
  name: string;
  aliases: Alias[];
}

export class EntryCellReader {
  readonly #entry: Party = { name: "", aliases: [] };
  readonly #subordinates: Party[] = [];
  readonly #addressLines: string[] = [];
  readonly #remarks: string[] = [];
  readonly #flags = new Set<string>();
  #section: "entry" | "subordinates" | "affiliates" | "dashed subordinates" = "entry";
  /** The party whose aliases the dash lines hold; null if the next line names a subordinate. */
  #party: Party | null = this.#entry;
  #type: AliasType = "aka";
  /** Aliases announced for `#party`, and read so far; null if no number was announced. */
  #announced: number | null = 0;
  #read = 0;
  /** Aliases of `#party` whose line does not end with list punctuation. */
  #broken: Alias[] = [];
  #unfinished = false;
  #listed = false;

  /** `name` is the name at the start of the head; null if it has to be read from the head. */
  readHead(head: string, lines: readonly string[], name: string | null): void {
    const group = GROUP_HEAD.exec(head)?.[1];
    if (group !== undefined && lines.some((line) => DASH.test(line))) {
      this.#entry.name = tidyName(group);
      this.#section = "dashed subordinates";
      this.#party = null;
      return;
    }
    const rest = this.#readParty(this.#entry, head, lines.length > 0 && head.endsWith(","), name);
    const isOpen = this.#entry.aliases.length > 0 && !this.#listed && mayNameMore(rest);
    if (isOpen) this.#flags.add("alias-list-inline");
    const included = readSectionHead(rest);
    if (included !== null) this.#enterSection(included);
    else if (rest !== "") this.#addressLines.push(rest);
  }

  readLine(line: string): void {
    if (line === "") return;
    const head = readSectionHead(line);
    if (head !== null) this.#enterSection(head);
    else if (BRACKET_LINE.test(line) && this.#party !== null && this.#read === 0) {
      const rest = this.#readParty(this.#party, line, false);
      if (rest !== "") this.#addressLines.push(rest);
    } else if (DASH.test(line)) this.#readDashLine(line.replace(DASH, ""));
    else this.#readPlainLine(line);
  }

  #enterSection({ kind, inline }: SectionHead): void {
    this.#closeParty();
    if (kind === "shared addresses") {
      this.#section = "entry";
      if (inline !== "") this.#addressLines.push(inline);
      return;
    }
    this.#section = kind;
    this.#party = null;
    if (inline !== "") this.#startSubordinate(inline);
  }

  finish(within: string | null): ReadCell {
    this.#closeParty();
    if (this.#addressLines.length === 0) this.#freeGluedAddress();
    const { name, aliases } = this.#entry;
    const addresses = readAddresses(this.#addressLines, within);
    if (addresses.length === 0) this.#flags.add("no-address");
    return {
      kind: ADDRESS_ENTRY.test(name) ? "address" : "entity",
      name,
      aliases,
      addresses,
      subordinates: this.#subordinates,
      remarks: this.#remarks.join("; ") || null,
      flags: [...this.#flags],
    };
  }

  /** Reads a name and the aliases after it; returns the rest of the line, which is address text. */
  #readParty(party: Party, text: string, endsLine: boolean, named: string | null = null): string {
    let left = text;
    let marker = findAliasMarker(left);
    this.#announced = 0;
    this.#read = 0;
    this.#unfinished = false;
    this.#listed = false;
    if (marker === null) {
      if (party !== this.#entry && FACILITIES.test(text) && countryOfAddress(text) === null) {
        party.name = tidyName(text.replace(/(?:[;,]\s*|(?<!\s)\s+)and\s*$/, ""));
        return "";
      }
      const { name, remarks, rest } = readHeadName(text, named);
      if (remarks !== null) this.#remarks.push(remarks);
      // "Name, of two parts," fills its line: the address follows on a line of its own.
      const whole =
        endsLine && named === null && !/\d/.test(rest) && countryOfAddress(rest) === null;
      party.name = whole ? tidyName(text) : name;
      return whole ? "" : rest;
    }
    if (party.name === "") party.name = tidyName(text.slice(0, marker.start));
    this.#type = marker.type;
    while (marker.bracketed && !marker.announces) {
      const end = bracketEnd(left, marker.end);
      append(party.aliases, readBracketAliases(left.slice(marker.end, end), marker.type));
      left = left.slice(end + 1).replace(/^[\s,.;]+/, "");
      marker = findAliasMarker(left);
      if (marker === null) return left;
      this.#type = marker.type;
    }
    if (marker.announces) {
      this.#announced = marker.count;
      this.#listed = true;
    }
    const inline = left.slice(marker.end).replace(/^[\s,:]+/, "");
    if (inline === "") return "";
    const { aliases, rest } = splitInlineAliases(inline, marker.type, marker.count);
    const known =
      marker.count === null
        ? separateFirms(separatePersons(aliases, party.name), party.name)
        : aliases;
    append(party.aliases, known);
    this.#read += known.length;
    this.#unfinished = rest === "" && UNFINISHED.test(text);
    return rest;
  }

  #readDashLine(text: string): void {
    // "…(CETC 13) subordinate institution:" with its name on a separate dash line.
    if (this.#party?.name.endsWith("subordinate institution") && this.#announced === 0) {
      this.#party.name += `: ${tidyName(text)}`;
    } else if (this.#party === null || this.#startsDashedSubordinate()) {
      this.#closeParty();
      this.#startSubordinate(text);
    } else if (!this.#listed && this.#awaitsCountry(text)) {
      this.#addressLines.push(`${this.#addressLines.pop()}, ${text}`);
    } else {
      // Two aliases on one line: "…(ERL);—Institute of Industrial Control Systems (IICS);".
      const aliases = text.includes("—") ? text.split(/;\s*—\s*/) : [text];
      for (const alias of aliases) if (this.#party !== null) this.#pushAlias(this.#party, alias);
    }
  }

  /** Huawei Technologies Morocco: `…, Hay Riad | —Rabat, Morocco.` */
  #awaitsCountry(text: string): boolean {
    const above = this.#addressLines.at(-1);
    if (above === undefined || countryOfAddress(above) !== null) return false;
    return countryOfAddress(text) !== null;
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

  /** An announced alias may lack its dash. Among the affiliates, `Huawei Marine Networks` announces one and lists four. */
  #awaitsAlias(line: string): boolean {
    if (this.#section === "affiliates") return this.#unfinished;
    if (!this.#listed || this.#read >= (this.#announced ?? 0)) return false;
    if (this.#unfinished) return true;
    return this.#read === 0 && !/[\d,]/.test(line) && countryOfAddress(line) === null;
  }

  /** Below "and the following four subordinate entities:" a dash starts a party, unless announced aliases are missing. */
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
    this.#unfinished = UNFINISHED.test(text);
    this.#read += 1;
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
    const { aliases, addresses, remarks } = readAliasLine(text, this.#type);
    append(party.aliases, aliases);
    append(this.#addressLines, addresses);
    append(this.#remarks, remarks);
    const last = aliases.at(-1);
    if (last !== undefined && !/[;,.)]$|\band$/i.test(text)) this.#broken.push(last);
    if (text === printed) return;
    this.#closeParty();
    this.#section = "dashed subordinates";
    this.#party = null;
  }

  #closeParty(): void {
    const [party, announced] = [this.#party, this.#announced];
    if (party !== null && this.#listed && announced !== null && announced !== this.#read) {
      const settled = settleCount(party.aliases, this.#broken, announced - this.#read);
      if (settled === null) this.#flags.add("alias-count-differs");
      else party.aliases = settled;
    }
    this.#broken = [];
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
  }
}
