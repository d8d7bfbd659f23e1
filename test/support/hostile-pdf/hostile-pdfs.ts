/** PDFs that somebody wrote against their reader. */

import { HOSTILE_CONTENTS } from "./hostile-contents.ts";
import { HOSTILE_OBJECTS } from "./hostile-objects.ts";
import type { MakePdf } from "./raw-pdf.ts";

export const HOSTILE_PDFS: Readonly<Record<string, MakePdf>> = {
  ...HOSTILE_CONTENTS,
  ...HOSTILE_OBJECTS,
};
