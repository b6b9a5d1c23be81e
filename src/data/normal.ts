/**
 * A draw from the standard normal distribution that uses uniform draws, comparisons, sums and products
 * only. Logarithms and cosines, which other methods need, may differ in the last bit between engines;
 * these do not, so a seed gives the same bits everywhere.
 *
 * |Z| is an exponential draw Y, kept with probability e^(−(Y−1)²/2), that is if a second exponential
 * draw exceeds (Y−1)²/2: three times in four. Sources: J. von Neumann, "Various techniques used in
 * connection with random digits", NBS Applied Mathematics Series 12 (1951), 36–38; H. Kahn,
 * "Applications of Monte Carlo", RAND AECU-3259 (1954).
 */
export function standardNormal(uniform: () => number): number {
  for (;;) {
    const magnitude = standardExponential(uniform);
    if (2 * standardExponential(uniform) > (magnitude - 1) ** 2)
      return uniform() < 0.5 ? -magnitude : magnitude;
  }
}

/**
 * A draw Y with density e^(−y), by von Neumann's comparisons: the falling run u₁ > u₂ > … that starts
 * with a uniform draw u₁ has an odd length with probability e^(−u₁). A run of even length adds one to
 * the whole part of Y and begins again.
 */
function standardExponential(uniform: () => number): number {
  for (let whole = 0; ; whole++) {
    const first = uniform();
    let length = 1;
    for (let last = first, next = uniform(); next < last; last = next, next = uniform()) length++;
    if (length % 2 === 1) return whole + first;
  }
}
