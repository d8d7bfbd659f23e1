/** Finds the end of an entry's name if no alias follows: units of an institution, remarks, a missing comma. */

import { countryOfAddress } from "../../model/country.ts";
import { splitName, tidyName } from "./name.ts";

export interface Head {
  readonly name: string;
  /** "including … all operating units wherever located": neither name nor address. */
  readonly remarks: string | null;
  readonly rest: string;
}

const INSTITUTION =
  /\b(?:academy|academies|university|institute|corporation|ministry|college|center|laboratory)\b/i;
/** `Academy of Military Medical Sciences, Institute of Bioengineering, 20 East Street, …` */
const UNIT =
  /^(?:institute|department|faculty|laboratory|school) (?:of|for)\b|\b(?:research institute|institution)$/i;
/** The parent institution: `Shanghai Institute of Applied Physics, Chinese Academy of Sciences, 239 Zhangheng Road, …`. */
const PARENT = /^(?:the )?(?:\p{Lu}\p{L}+ ){0,3}(?:academy|academies|ministry) of [\p{L} &,]+$/iu;
const PART_OF_PARENT = /\b(?:institute|laboratory|observatory|cent(?:er|re))\b/i;
/** `Tactical Missile Corporation, 711 Aircraft Repair Plant (711 ARZ), 18 Chkalova …`; a plant without number or name is a place. */
const NAMED_PLANT = /^\d+ (?=[^,]*$)[^,\d]*plant\b|\bplant “(?:(?!\bplant “)[^,])*”$/i;
/** `Maple Engineering Pvt. Ltd. Consultants, Importers and Exporters, Islamabad.` */
const TRADES =
  /^(?:importers?|exporters?|consultants?|contractors?|suppliers?|traders?)(?:(?:,| and| &) (?:importers?|exporters?|consultants?|contractors?|suppliers?|traders?))*$/i;
/** Every part that may join the name has one of these; few addresses start with one. */
const MAY_JOIN =
  /institut|academ|ministr|department|faculty|laborator|school|plant|port|consult|contract|suppl|trader/i;
const LONGEST_UNIT = 100;
const REMARK = /^including\b/i;
/** The sentence of a remark that gives the place: `All addresses located in Belarus.` */
const WHERE = /(?<=\. )All (?:address(?:es)?|locations?)\b[^.]*\.?$/;

/** `known` is the name at the start of the text; null if the name has to be found by its commas. */
export function readHeadName(text: string, known: string | null): Head {
  if (known !== null) {
    return splitRemark(known, text.slice(known.length).replace(/^[\s,;.]+/, ""));
  }
  let { name, rest } = splitName(text);
  for (let more = nextUnit(name, rest); more !== null; more = nextUnit(name, rest)) {
    name = `${name}, ${more.name}`;
    rest = more.rest;
  }
  const street = REMARK.test(rest) ? null : gluedStreet(name, rest);
  if (street === null) return splitRemark(name, rest);
  const own = tidyName(name.slice(0, name.length - street.length));
  return { name: own, remarks: null, rest: rest === "" ? street : `${street}, ${rest}` };
}

function splitRemark(name: string, rest: string): Head {
  if (!REMARK.test(rest)) return { name, remarks: null, rest };
  const where = WHERE.exec(rest)?.[0] ?? "";
  const remarks = rest.slice(0, rest.length - where.length).trim();
  return { name, remarks: remarks.replace(/\.$/, ""), rest: where };
}

/** The next part between commas, if it names a unit and an address follows it. */
function nextUnit(name: string, rest: string): { name: string; rest: string } | null {
  if (!MAY_JOIN.test(rest.slice(0, LONGEST_UNIT))) return null;
  const next = splitName(rest);
  if (next.rest === "" || countryOfAddress(next.name) !== null) return null;
  const isUnit = UNIT.test(next.name) && !/\d/.test(next.name) && INSTITUTION.test(name);
  const isParent = PARENT.test(next.name) && PART_OF_PARENT.test(name);
  const joins = isUnit || isParent || NAMED_PLANT.test(next.name) || TRADES.test(next.name);
  return joins ? next : null;
}

const STREETS =
  "st|str|street|road|rd|ave|avenue|tee|lane|blvd|boulevard|ulitsa|ul|prospekt|highway|square|drive|tower";
/** `IKCO Finance | 6 Lothbury`, `Works J.S. Co. | 5 Zavodskaya St.`, but not `1st Academy 12 Research Institute`. */
const NUMBER_FIRST = /\s(\d{1,4}[A-Z]?(?:[-/]\d+)?\s+\p{Lu}\p{Ll}+(?:\s\p{L}+\.?)?)$/u;
/** `Basha Asmath Shaikh | Office M-2`, `Jincheng Group Imp & Exp. Co. Ltd. | Floor 26th Jincheng Plaza` */
const ROOM_FIRST =
  /(?<!military)\s((?:office|suite|room|rm|flat(?:\/rm)?|unit|shop|floor|house|p\.?\s?o\.? box)\s(?:no\.?\s)?[^\s,\d]*\d.{0,300})$/i;
/** `Beijing Ander Tech. Co., Ltd. | No. C22`: only after a suffix, because plants and institutes have numbers, too. */
const NUMBER_AFTER_SUFFIX = /\b(?:ltd|limited|inc|llc)\b\.?\s(no\.? ?[A-Z]?\d[^,]{0,300})$/i;
/** `Universal Logistics Systems GmbH | Cargo City Sud`: within a name, `& Co. KG` or a word of companies' names follows this form. */
const AFTER_GMBH =
  /\bgmbh\s(?!&|co\b|kg\b|und\b|and\b|i\.|\(|(?:trading|holdings?|group|international|services?|technolog(?:y|ies)|engineering)\b)(\p{Lu}[^,]{0,300})$/iu;
/** `Std. Parts | No. 355, Baiyun S. Road`: a house number; the street follows after the comma. */
const HOUSE_NUMBER = /\s(no\.?\s?\d+[A-Z]?)$/i;
const STREET_ALONE = /^[^,\d]*\b(?:street|str?|road|rd|avenue|ave|lane|boulevard)\b\.?(?:,|$)/i;
/** `Valery Kosmachov | Akadeemia Tee 21E`, `BiotaGroup Company | Al Thuraya Tower 1` */
const NUMBER_LAST = new RegExp(
  `\\s((?:al\\s)?[\\p{L}-]+\\s(?:${STREETS})\\.?\\s(?:no[.:]?\\s?)?\\d+[A-Z]?)$`,
  "iu",
);
/** Words of institutions, which have numbers as houses have. */
const NUMBERED =
  /\b(?:institut|research|academy|plant|factory|company|group|bureau|design|depart|center|centre|works|scientific|military|arsenal|repair|zavod\b|sector|division|laborator|school|university|corporation|enterprise|co|ltd|llc|inc|technolog|electron|industr|base|trading|logistic)/i;
const ENDS_IN_NUMBERED =
  /\b(?:no|number|institute|academy|factory|plant|cetc|institution|group|company|school|zavod|bureau|base)\.?$/i;

/** `Plant No. 9, Lenina Street` */
const NUMBERED_LAST =
  /(?:institute|academy|factory|plant|works|institution|group|school|zavod|bureau|base|depot|unit|arsenal|laboratory|department)$/i;

/** The start of the address at the end of a name, where the comma between them is missing; usually null. */
export function gluedStreet(name: string, rest: string): string | null {
  const afterForm = rest === "" ? undefined : AFTER_GMBH.exec(name)?.[1];
  if (afterForm !== undefined && countryOfAddress(rest) !== null) return afterForm;
  if (!/\d/.test(name)) return null;
  const room = (ROOM_FIRST.exec(name) ?? NUMBER_AFTER_SUFFIX.exec(name))?.[1];
  if (room !== undefined) return room;
  const last = NUMBER_LAST.exec(name)?.[1];
  if (last !== undefined) return last;
  const house = STREET_ALONE.test(rest) ? HOUSE_NUMBER.exec(name) : null;
  if (house !== null && !NUMBERED_LAST.test(name.slice(0, house.index))) return house[1] ?? null;
  const first = NUMBER_FIRST.exec(name);
  const street = first?.[1];
  if (first === null || street === undefined || NUMBERED.test(street)) return null;
  const before = name.slice(0, first.index);
  if (!before.includes(" ") || ENDS_IN_NUMBERED.test(before)) return null;
  return rest !== "" && countryOfAddress(rest) !== null ? street : null;
}
