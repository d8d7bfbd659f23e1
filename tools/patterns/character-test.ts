/** Whether a character belongs to a class of a pattern. The engine itself decides, so case and Unicode are right. */

const KNOWN = 0x30_00;
/** The engine's own, even where a test counts what a reader does with it. */
const nativeExec = RegExp.prototype.exec;
const made = new Map<string, CharacterTest>();

/** Two uses of one class share what they learned. */
export function characterTest(raw: string, flags: string): CharacterTest {
  const key = `${flags}/${raw}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const test = new CharacterTest(new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, "")));
  made.set(key, test);
  return test;
}

export class CharacterTest {
  private readonly pattern: RegExp;
  /** 0 is not asked yet, 1 is no, 2 is yes. */
  private readonly answers = new Uint8Array(KNOWN);

  constructor(pattern: RegExp) {
    this.pattern = pattern;
  }

  matches(codePoint: number): boolean {
    if (codePoint >= KNOWN) return this.ask(codePoint);
    const answer = this.answers[codePoint];
    if (answer !== 0) return answer === 2;
    const isOne = this.ask(codePoint);
    this.answers[codePoint] = isOne ? 2 : 1;
    return isOne;
  }

  private ask(codePoint: number): boolean {
    return nativeExec.call(this.pattern, String.fromCodePoint(codePoint)) !== null;
  }
}
