/** Where the machine keeps a Chromium, if it has one. */

import { findProgram } from "./find-program.ts";

export function findChromium(): string | null {
  return findProgram(["chromium", "chromium-browser", "google-chrome"]);
}
