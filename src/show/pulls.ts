import type { Pull } from "../experiments/sparsity-settings";
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

/** The pulls as figures call them: A and B are the two terms of the printed NLL. */
export const pullNames: Readonly<Record<Pull, string>> = {
  none: "no penalty",
  kl: "kl",
  squared: "squared",
  l2: "l2",
  hinge: "hinge",
  plus: "NLL, −A + B",
  minus: "NLL, −A − B",
  product: "NLL, −A · B",
};
