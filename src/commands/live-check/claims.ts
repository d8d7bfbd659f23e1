/** All claims about the live services, in the order of their checks. */

import type { Claim } from "./claim.ts";
import { ecfrClaims } from "./ecfr-claims.ts";
import { federalRegisterClaims } from "./federal-register-claims.ts";
import { publicInspectionClaims } from "./public-inspection-claims.ts";

export const claims: readonly Claim[] = [
  ...federalRegisterClaims,
  ...publicInspectionClaims,
  ...ecfrClaims,
];
