/** Strict XML reading with saxes. Every parser error becomes a PipelineError. */

import { type SaxesAttributePlain, SaxesParser } from "saxes";
import { PipelineError } from "../../model/errors.ts";

/** Real documents nest some 15 deep. Code that recurses over a document relies on this bound. */
const MAX_DEPTH = 200;

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Throws `parse/truncated` if an element is not closed, `parse/not-xml` for any other fault, with line and column. */
export function readXml(xml: string, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  parser.on("error", (error) => {
    throw malformed(error);
  });
  parser.on("opentag", (tag: { name: string; attributes: Record<string, SaxesAttribute> }) => {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw new PipelineError(
        "parse/not-xml",
        `elements nest deeper than ${MAX_DEPTH} at line ${parser.line}, column ${parser.column}`,
        { hint: "no real document nests so deep; check where the file comes from" },
      );
    }
    handler.open(tag.name, tag.attributes as Record<string, string>);
  });
  parser.on("closetag", (tag: { name: string }) => {
    depth -= 1;
    handler.close(tag.name);
  });
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  parser.write(xml);
  parser.close();
}

type SaxesAttribute = string | SaxesAttributePlain;

/** The error format of saxes: `12:34: unclosed tag: TABLE`. */
function malformed(error: Error): PipelineError {
  const [, line, column, fault] = /^(?:.*?:)?(\d+):(\d+): ([\s\S]*)$/.exec(error.message) ?? [];
  const where = line === undefined ? "" : ` at line ${line}, column ${column}`;
  const what = (fault ?? error.message).trim().replace(/\.$/, "");
  if (/unclosed|unexpected end|unexpected close|unmatched closing/.test(what)) {
    return new PipelineError(
      "parse/truncated",
      `the document is cut off or broken${where}: ${what}`,
      {
        cause: error,
        hint: "fetch it again",
      },
    );
  }
  return new PipelineError(
    "parse/not-xml",
    `the document is not well-formed XML${where}: ${what}`,
    {
      cause: error,
      hint: "fetch it again, and compare with the source",
    },
  );
}
