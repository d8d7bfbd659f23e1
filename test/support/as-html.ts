/** A rule's XML as the HTML body that the Federal Register's site makes of it. */

const TAGS: Readonly<Record<string, string>> = {
  HD: "h2",
  SUBJECT: "h1",
  P: "p",
  FP: "p",
  AMDPAR: "p",
  AGENCY: "p",
  SUBAGY: "p",
  CFR: "p",
  FRDOC: "p",
  GPOTABLE: "table",
  ROW: "tr",
  ENT: "td",
  LI: "div",
};

export function asHtml(xml: string): string {
  const body = xml
    .replace(/<!--[\s\S]*?-->|<(TTITLE|BOXHD|AUTH|BILCOD)>[\s\S]*?<\/\1>/g, "")
    .replace(/<REGTEXT[^>]*PART="(\d+)">/g, "<h2>PART $1—CONTROL POLICY</h2>")
    .replace(/(?<=<AMDPAR>)2\. (.*) is amended:/, "2. $1 is amended as follows:")
    .replace(/<(\/?)(\w+)[^>]*>/g, (tag, slash: string, name: string) => {
      if (/^h\d$/.test(name)) return tag;
      return TAGS[name] === undefined ? "" : `<${slash}${TAGS[name]}>`;
    });
  return `<!DOCTYPE html>\n<html><head><title>A rule</title></head><body>${body}</body></html>`;
}
