/**
 * The four operations that evaluation needs, on numbers. Division by nought gives NaN, and whatever meets
 * a NaN is one.
 */
export interface Field {
  add(a: number, b: number): number;
  subtract(a: number, b: number): number;
  multiply(a: number, b: number): number;
  divide(a: number, b: number): number;
  /** The number with these decimal digits, such as "0.5". */
  read(digits: string): number;
}

/**
 * Whole numbers modulo a prime below 2²⁶, where the product of two is exact: a field without rounding, in
 * which 1.000001 is not 1.
 */
export function primeField(prime: number): Field {
  const multiply = (a: number, b: number): number => (a * b) % prime;
  // Fermat: b^(p − 2) is the inverse of b.
  const inverse = (b: number): number => {
    let result = 1;
    for (let power = b, rest = prime - 2; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = multiply(result, power);
      power = multiply(power, power);
    }
    return result;
  };
  const divide = (a: number, b: number): number => (b === 0 ? Number.NaN : multiply(a, inverse(b)));
  const whole = (digits: string): number =>
    [...digits].reduce((value, digit) => (value * 10 + Number(digit)) % prime, 0);
  return {
    add: (a, b) => (a + b) % prime,
    subtract: (a, b) => (a - b + prime) % prime,
    multiply,
    divide,
    read(digits) {
      const [before = "", after = ""] = digits.split(".");
      return divide(whole(before + after), whole(`1${"0".repeat(after.length)}`));
    },
  };
}
