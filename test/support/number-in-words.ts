/** A number below 1000 in words, as BIS prints it: `one hundred and fourteen`, `forty-two`. */

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

export function numberInWords(value: number): string {
  if (value >= 100) {
    const rest = value % 100;
    const hundreds = `${UNITS[Math.floor(value / 100)]} hundred`;
    return rest === 0 ? hundreds : `${hundreds} and ${numberInWords(rest)}`;
  }
  if (value < 20) return UNITS[value] ?? "";
  const unit = value % 10;
  const tens = TENS[Math.floor(value / 10) - 2] ?? "";
  return unit === 0 ? tens : `${tens}-${UNITS[unit]}`;
}
