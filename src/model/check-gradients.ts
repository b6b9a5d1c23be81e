import { add, type Matrix, map, multiply } from "mathjs";
import { type CheckOptions, GradientCheck, gradientCheck } from "../calculus/gradient-check";
import { type Autoencoder, requireAutoencoder } from "./autoencoder";
import { backward, forward, type Gradients, loss } from "./passes";

/**
 * Checks all eight partial derivatives of the backward pass against measured ones. Each is measured with J
 * as a function of that variable alone, with everything before it fixed.
 *
 * @param x d×N
 * @param y d×N, the target
 * @param options as for `gradientCheck`; the method "complex" works for every activation
 * @param gradients the gradients to check. Default: those of `backward`
 * @returns eight rows, from ypred back to b1
 * @throws if x, y or a gradient does not have the shape that net requires.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * const check = checkGradients(net, x, x, { method: "complex" });
 * check.ok // → true
 * check.rows.map((row) => row.name) // → ["ypred", "z2", "W2", "b2", "a1", "z1", "W1", "b1"]
 */
export function checkGradients(
  net: Autoencoder,
  x: Matrix,
  y: Matrix,
  options: CheckOptions = {},
  gradients?: Gradients,
): GradientCheck {
  requireAutoencoder("net", net);
  const { W1, b1, W2, b2, f1, f2 } = net;
  const pass = forward(net, x);
  const { z1, a1, z2, ypred } = pass;
  const g = gradients ?? backward(net, pass, x, y);
  const ofYpred = (ypred: Matrix) => loss(ypred, y);
  const ofZ2 = (z2: Matrix) => ofYpred(map(z2, f2.value));
  const ofA1 = (a1: Matrix) => ofZ2(add(multiply(W2, a1), b2));
  const ofZ1 = (z1: Matrix) => ofA1(map(z1, f1.value));
  const checks = [
    gradientCheck((at) => ofYpred(at.ypred), { ypred }, { ypred: g.dJ_dypred }, options),
    gradientCheck((at) => ofZ2(at.z2), { z2 }, { z2: g.dJ_dz2 }, options),
    gradientCheck((at) => ofZ2(add(multiply(at.W2, a1), b2)), { W2 }, { W2: g.dJ_dW2 }, options),
    gradientCheck((at) => ofZ2(add(multiply(W2, a1), at.b2)), { b2 }, { b2: g.dJ_db2 }, options),
    gradientCheck((at) => ofA1(at.a1), { a1 }, { a1: g.dJ_da1 }, options),
    gradientCheck((at) => ofZ1(at.z1), { z1 }, { z1: g.dJ_dz1 }, options),
    gradientCheck((at) => ofZ1(add(multiply(at.W1, x), b1)), { W1 }, { W1: g.dJ_dW1 }, options),
    gradientCheck((at) => ofZ1(add(multiply(W1, x), at.b1)), { b1 }, { b1: g.dJ_db1 }, options),
  ] as const;
  const rows = checks.flatMap((check) => check.rows);
  return new GradientCheck(rows, checks[0].method, checks[0].tolerance);
}
