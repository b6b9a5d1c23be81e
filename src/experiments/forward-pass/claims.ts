import { type Claim, claimed } from "../core/claims";
import type { ForwardPassResults, ForwardPassRow, Moment } from "./settings";

/** The claims of part (i). */
export function forwardPassClaims({ rows, configuration }: ForwardPassResults): readonly Claim[] {
  const sizes = [...configuration.batchSizes].sort((a, b) => a - b);
  const [small = 0, large = 0] = [sizes[0], sizes.at(-1)];
  const error = (moment: Moment, B: number) =>
    moment.batches.find((batch) => batch.B === B)?.pHatOnly.relativeError ?? Number.NaN;
  const about = (
    claim: string,
    effect: (row: ForwardPassRow) => number,
    holds: (effect: number) => boolean,
  ): Claim => claimed(claim, rows.map(effect), holds);
  const times = (claim: string, effect: (row: ForwardPassRow) => number): Claim =>
    about(claim, effect, (factor) => factor > 1);
  return [
    about(
      "p̂ and the penalty's gradient can be had in one pass over the points, equal to rounding (effect: relative difference)",
      ({ onePass }) => onePass,
      (difference) => difference < 1e-12,
    ),
    ...sizes.map((B) =>
      times(
        `p̂ from B = ${B} points: the penalty's gradient is further off late than early (effect: how many times)`,
        ({ early, late }) => error(late, B) / error(early, B),
      ),
    ),
    ...(small < large
      ? [
          times(
            `late, p̂ from B = ${small} points is further off than from B = ${large} (effect: how many times)`,
            ({ late }) => error(late, small) / error(late, large),
          ),
        ]
      : []),
    about(
      "early, last epoch's p̂ gives a gradient that is off by more than 10 % (effect: relative error)",
      ({ early }) => early.lastEpoch.relativeError,
      (off) => off > 0.1,
    ),
    about(
      "late, last epoch's p̂ gives a gradient that is off by more than 10 % (effect: relative error)",
      ({ late }) => late.lastEpoch.relativeError,
      (off) => off > 0.1,
    ),
  ];
}
