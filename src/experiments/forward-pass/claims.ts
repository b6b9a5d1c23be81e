import { type Claim, claimed } from "../core/claims";
import type { ForwardPassResults, ForwardPassRow, Moment } from "./settings";

/** The claims of part (i), as far as the results can show them. */
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
      "one pass over the points gives p̂ and the same gradient of the penalty, up to rounding (effect: the relative difference)",
      ({ onePass }) => onePass,
      (difference) => difference < 1e-12,
    ),
    ...sizes.map((B) =>
      times(
        `p̂ from B = ${B} points: the error of the penalty's gradient is larger late than early (effect: the ratio)`,
        ({ early, late }) => error(late, B) / error(early, B),
      ),
    ),
    ...(small < large
      ? [
          times(
            `late, the error is larger with p̂ from B = ${small} points than from B = ${large} (effect: the ratio)`,
            ({ late }) => error(late, small) / error(late, large),
          ),
        ]
      : []),
    about(
      "early, the p̂ of the epoch before gives a gradient with more than 10 % error (effect: the relative error)",
      ({ early }) => early.lastEpoch.relativeError,
      (error) => error > 0.1,
    ),
    about(
      "late, the p̂ of the epoch before gives a gradient with more than 10 % error (effect: the relative error)",
      ({ late }) => late.lastEpoch.relativeError,
      (error) => error > 0.1,
    ),
  ];
}
