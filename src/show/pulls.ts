import type { Pull } from "../experiments/sparsity/settings";
import { colours, palette } from "./theme";

/** Colours of what may pull; the readings of the printed NLL share that of what they are not. */
export const pullColours: Readonly<Record<Pull, string>> = {
  none: palette.teal,
  kl: colours.kl,
  squared: colours.squared,
  l2: colours.l2,
  hinge: colours.hinge,
  plus: palette.vermillion,
  minus: palette.vermillion,
  product: palette.teal,
};
