import { derivative, parse } from "mathjs";
import { refuse, requireFunction, requireNumbers, requireObject } from "../data/arguments";

/** A named formula in mathjs syntax in the variable z, such as an activation. */
export interface Formula {
  readonly name: string;
  readonly formula: string;
}

/** A derivative found by the rules of differentiation. */
export class SymbolicDerivative {
  constructor(
    readonly name: string,
    /** The function, in mathjs syntax. */
    readonly formula: string,
    /** Its derivative, in mathjs syntax. */
    readonly derivative: string,
    /** The value of the derivative at z. */
    readonly value: (z: number) => number,
  ) {}
}

/**
 * The derivative of a formula with respect to z, by mathjs's rules. `value` evaluates it as written, so it may
 * overflow, or be 0/0 at a kink, where the hand-written derivative does not.
 */
export function symbolicDerivative(of: Formula): SymbolicDerivative {
  requireObject("of", of, "an activation such as sigmoid, or { name, formula }");
  const { name, formula } = of;
  const slope = derivative(parsed(formula), "z");
  const code = slope.compile();
  return new SymbolicDerivative(name, formula, slope.toString(), (z) => Number(code.evaluate({ z })));
}

function parsed(formula: string) {
  try {
    if (typeof formula === "string") return parse(formula);
  } catch {}
  return refuse("formula", formula, 'a formula of mathjs in the variable z such as "z^2"');
}

/** The hand-written and the symbolic derivative at one point. */
interface DerivativeRow {
  readonly z: number;
  readonly handWritten: number;
  readonly symbolic: number;
  readonly difference: number;
}

/** A hand-written derivative compared with the symbolic one. */
export class DerivativeComparison {
  constructor(
    readonly symbolic: SymbolicDerivative,
    readonly rows: readonly DerivativeRow[],
    /** The largest difference of all rows. */
    readonly largest: number,
  ) {}
}

/**
 * Compares the hand-written derivative of an activation with the symbolic one of its formula.
 *
 * @param zs the points. Default: −5, −4.5, …, 5; kinks are left out
 *
 * @example
 * compareDerivatives(sigmoid).largest < 1e-15 // → true
 * compareDerivatives(relu, [-1, 1]).rows.map((row) => row.symbolic) // → [0, 1]
 */
export function compareDerivatives(
  activation: Formula & { readonly kinks: readonly number[]; derivative(z: number): number },
  zs: readonly number[] = Array.from({ length: 21 }, (_, k) => k / 2 - 5),
): DerivativeComparison {
  const symbolic = symbolicDerivative(activation);
  requireFunction("derivative", activation.derivative, "a function of z");
  if (!Array.isArray(activation.kinks))
    refuse("kinks", activation.kinks, "a list of numbers, which may be empty");
  requireNumbers("zs", zs);
  const rows = zs
    .filter((z) => !activation.kinks.includes(z))
    .map((z) => {
      const [handWritten, bySymbols] = [activation.derivative(z), symbolic.value(z)];
      return { z, handWritten, symbolic: bySymbols, difference: Math.abs(handWritten - bySymbols) };
    });
  return new DerivativeComparison(symbolic, rows, Math.max(0, ...rows.map((row) => row.difference)));
}
