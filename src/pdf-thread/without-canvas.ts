/**
 * Imported before the PDF library: keeps it from loading its native canvas. The reader draws nothing, and a native
 * library that draws may crash the process when its thread is ended.
 */

import { registerHooks } from "node:module";

class NotDrawn {}

const drawing = globalThis as Record<string, unknown>;
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) drawing[name] ??= NotDrawn;

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === "@napi-rs/canvas") throw new Error("the PDF thread draws nothing");
    return next(specifier, context);
  },
});
