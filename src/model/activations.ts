import { add, type Complex, complex, divide, exp, log, multiply, subtract } from "mathjs";
import { refuse } from "../data/arguments";

/**
 * An activation function and its derivative, both applied element by element.
 *
 * `value` also accepts complex numbers, for complex-step differentiation through a network; the piecewise
 * linear functions then follow the sign of the real part.
 */
export interface Activation {
  readonly name: string;
  /** f(z). */
  value(z: number): number;
  value(z: Complex): Complex;
  /** df/dz at z; at a kink, the slope to the left. */
  derivative(z: number): number;
  /** f in mathjs syntax with the variable `z`, for its symbolic derivative. */
  readonly formula: string;
  /** Where the slope jumps. */
  readonly kinks: readonly number[];
}

/** One function for real and for complex arguments. */
function both(
  real: (z: number) => number,
  analytic: (z: Complex) => Complex,
): { (z: number): number; (z: Complex): Complex } {
  function value(z: number): number;
  function value(z: Complex): Complex;
  function value(z: number | Complex): number | Complex {
    return typeof z === "number" ? real(z) : analytic(z);
  }
  return value;
}

/**
 * The identity f(z) = z, with derivative 1.
 *
 * @example
 * identity.value(-3) // → -3
 * identity.derivative(-3) // → 1
 */
export const identity: Activation = {
  name: "identity",
  value: both(
    (z) => z,
    (z) => z,
  ),
  derivative: () => 1,
  formula: "z",
  kinks: [],
};

/** Beyond it, e⁻ᶻ is not a normal number any more; the engine has the same limit. */
const largestExponent = 708;

/**
 * The sigmoid σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1. Its derivative σ(z)(1 − σ(z)) is computed as
 * e⁻|ᶻ| / (1 + e⁻|ᶻ|)², which stays accurate where σ is close to 1.
 *
 * Below z = −708 both stay at e⁻⁷⁰⁸, about 3e-308, the smallest number with full precision. So their ratio
 * stays 1, as it should, and a penalty can still change a unit that is dead.
 *
 * @example
 * sigmoid.value(0) // → 0.5
 * sigmoid.derivative(0) // → 0.25
 * sigmoid.value(-1000) // → 0
 */
export const sigmoid: Activation = {
  name: "sigmoid",
  value: both((z) => 1 / (1 + Math.exp(Math.min(-z, largestExponent))), complexSigmoid),
  derivative: (z) => {
    const e = Math.exp(-Math.min(Math.abs(z), largestExponent));
    return e / (1 + e) ** 2;
  },
  formula: "1 / (1 + exp(-z))",
  kinks: [],
};

/**
 * tanh z, between −1 and 1. Its derivative 1 − tanh² z is computed as 1 / cosh² z, which stays accurate
 * where tanh is close to ±1.
 *
 * @example
 * tanh.value(0) // → 0
 * tanh.derivative(0) // → 1
 */
export const tanh: Activation = {
  name: "tanh",
  value: both(
    Math.tanh,
    (z) => subtract(multiply(2, complexSigmoid(multiply(2, z) as Complex)), 1) as Complex,
  ),
  derivative: (z) => 1 / Math.cosh(z) ** 2,
  formula: "tanh(z)",
  kinks: [],
};

/**
 * The rectifier max(0, z), with derivative 0 up to its kink at 0 and 1 above it.
 *
 * @example
 * relu.value(-2) // → 0
 * relu.derivative(3) // → 1
 */
export const relu: Activation = {
  name: "relu",
  value: both(
    (z) => Math.max(0, z),
    (z) => (z.re > 0 ? z : complex(0, 0)),
  ),
  derivative: (z) => (z > 0 ? 1 : 0),
  formula: "(z + abs(z)) / 2",
  kinks: [0],
};

/**
 * The leaky rectifier: z above its kink at 0, 0.01 z below.
 *
 * @example
 * leakyRelu.value(-2) // → -0.02
 * leakyRelu.derivative(-2) // → 0.01
 */
export const leakyRelu: Activation = {
  name: "leakyRelu",
  value: both(
    (z) => (z > 0 ? z : 0.01 * z),
    (z) => (z.re > 0 ? z : complex(0.01 * z.re, 0.01 * z.im)),
  ),
  derivative: (z) => (z > 0 ? 1 : 0.01),
  formula: "(1.01 z + 0.99 abs(z)) / 2",
  kinks: [0],
};

/**
 * The softplus ln(1 + eᶻ), a smooth relu with derivative σ(z). It is computed as max(0, z) + ln(1 + e⁻|ᶻ|),
 * which does not overflow.
 *
 * @example
 * softplus.value(0) // → Math.LN2
 * softplus.value(1000) // → 1000
 * softplus.derivative(0) // → 0.5
 */
export const softplus: Activation = {
  name: "softplus",
  value: both(
    (z) => Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))),
    (z) => (z.re > 0 ? (add(z, softplusBelow(multiply(-1, z) as Complex)) as Complex) : softplusBelow(z)),
  ),
  derivative: (z) => sigmoid.value(z),
  formula: "log(1 + exp(z))",
  kinks: [],
};

/** σ(z) for complex z; e is raised only to a negative real part, so nothing overflows. */
function complexSigmoid(z: Complex): Complex {
  const e = exp((z.re > 0 ? multiply(-1, z) : z) as Complex);
  return divide(z.re > 0 ? 1 : e, add(1, e)) as Complex;
}

/** ln(1 + eᶻ) for complex z with Re z ≤ 0. */
function softplusBelow(z: Complex): Complex {
  return log(add(1, exp(z)) as Complex) as Complex;
}

/** @throws if `f` is not an activation. */
export function requireActivation(name: string, f: Activation): void {
  if (typeof f?.value !== "function" || typeof f.derivative !== "function")
    refuse(name, f, "an activation such as sigmoid or identity");
}
