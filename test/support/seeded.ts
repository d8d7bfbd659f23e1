/** Random choices of the tests start from one seed: two runs say the same. `npm run soak` brings a fresh one. */

import fc from "fast-check";

export const SEED = Number(process.env["ENTITYWIRE_FUZZ_SEED"] ?? 744_000);

fc.configureGlobal({ seed: SEED });

export { fc };
