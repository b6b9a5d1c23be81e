import { index, range, subset } from "mathjs";
import type { Digits } from "../data/digits";
import { type DigitImages, digitImages } from "./digits";

const shown = 10;

/** The first few images of a set of digits, with how many there are. */
export function digitsView({ X, labels }: Digits): DigitImages {
  const [d = 0, N = 0] = X.size();
  const count = Math.min(shown, N);
  return digitImages(subset(X, index(range(0, d), range(0, count))), {
    labels: labels.slice(0, count),
    caption: `The first ${count} of ${N.toLocaleString("en")} digits; X is ${d}×${N}, an image in each column.`,
  });
}
