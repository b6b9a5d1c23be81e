import { refuse } from "../../data/arguments";
import type { Spread } from "../../data/statistics";
import type { Claim } from "../../experiments/core/claims";
import { readable } from "../base/number";
import { type Table, table } from "../base/table";

/**
 * Claims as a table: the number of seeds for and against each, its effect and the verdict. Claims that do not hold
 * for every seed are marked.
 *
 * @example
 * const claim = { claim: "10d is worse", for: 5, against: 0, effect: { mean: 1.25, sd: 0.1 }, verdict: "holds" } as const;
 * String(claimsTable([claim])) // → "claim         seeds for  seeds against      effect  verdict\n────────────  ─────────  ─────────────  ──────────  ───────\n10d is worse          5              0  1.25 ± 0.1  holds"
 */
export function claimsTable(claims: readonly Claim[], options: { readonly caption?: string } = {}): Table {
  if (!Array.isArray(claims)) refuse("claims", claims, "the claims that claims(results) returns");
  for (const [k, claim] of claims.entries())
    if (typeof claim?.effect !== "object" || claim.effect === null)
      refuse(`claims[${k}]`, claim, "a claim with its effect, as claims(results) returns it");
  return table(
    claims.map(({ claim, for: agreeing, against, effect, verdict }) => ({
      claim,
      "seeds for": agreeing,
      "seeds against": against,
      effect: effectText(effect),
      verdict,
    })),
    {
      ...options,
      mark: claims.flatMap(({ verdict }, row) => (verdict === "holds" ? [] : [row])),
      align: { effect: "right" },
    },
  );
}

/** Mean ± standard deviation; "—" if a seed has no number. A deviation due to rounding counts as 0. */
export function effectText({ mean, sd }: Spread): string {
  if (mean === null || sd === null) return "—";
  return `${readable(mean, 3)} ± ${readable(sd < 1e-12 * Math.abs(mean) ? 0 : sd, 2)}`;
}
