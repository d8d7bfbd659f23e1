/** Everything that is held of the live services, in the order in which it is tried. */

import type { Claim } from "./claim.ts";
import { ecfrClaims } from "./ecfr-claims.ts";
import { federalRegisterClaims } from "./federal-register-claims.ts";
import { publicInspectionClaims } from "./public-inspection-claims.ts";

export const claims: readonly Claim[] = [
  ...federalRegisterClaims,
  ...publicInspectionClaims,
  ...ecfrClaims,
];
