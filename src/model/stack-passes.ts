import { add, dotMultiply, type Matrix, map, multiply, subtract, transpose } from "mathjs";
import { requireObject } from "../data/arguments";
import { broadcast, requireShape, sumOverPoints } from "../data/matrix";
import { type Network, stackOf } from "./stack";

/** The results of the forward pass through a stack: one matrix for each layer, with a point in each column. */
export interface StackPass {
  /** z of layer l is W a + b with the a of layer l−1 */
  readonly z: readonly Matrix[];
  /** a of layer l is f(z); the last one is ypred */
  readonly a: readonly Matrix[];
}

/** The partial derivatives of J, one matrix for each layer. */
export interface StackGradients {
  readonly dJ_da: readonly Matrix[];
  readonly dJ_dz: readonly Matrix[];
  readonly dJ_dW: readonly Matrix[];
  readonly dJ_db: readonly Matrix[];
}

/**
 * The forward pass through a network of any depth: z = W a + b and a = f(z), layer by layer.
 *
 * @param x k×N, with a point in each column and as many rows as the first layer has inputs
 * @throws if x does not have this shape.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * forwardStack(stackOf(net), x).a.at(-1) // → forward(net, x).ypred
 */
export function forwardStack(net: Network, x: Matrix): StackPass {
  const { layers, sizes } = stackOf(net);
  const [, N] = requireShape("x", x, [sizes[0] ?? "k", "N"], "k×N");
  const [z, a]: [Matrix[], Matrix[]] = [[], []];
  for (const { W, b, f } of layers) {
    const before = a.at(-1) ?? x;
    const here = add(multiply(W, before), broadcast(b, N));
    z.push(here);
    a.push(map(here, f.value));
  }
  return { z, a };
}

/**
 * The backward pass through a network of any depth: the exam's formulas for each layer, from the last to
 * the first.
 *
 * @param pass what `forwardStack(net, x)` returned
 * @param x k×N
 * @param y n×N, the target
 * @param pull β g′(p̂) of the units of layer number `layer`, from `sparsityPull`; each point adds 1/N of it
 *   to ∂J/∂a of that layer
 * @throws if pass, x and y do not have the shapes that net requires.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * const g = backwardStack(stackOf(net), forwardStack(stackOf(net), x), x, x);
 * g.dJ_dW[0] // → backward(net, forward(net, x), x, x).dJ_dW1
 */
export function backwardStack(
  net: Network,
  pass: StackPass,
  x: Matrix,
  y: Matrix,
  pull?: { readonly layer: number; readonly of: Matrix },
): StackGradients {
  const { layers, sizes } = stackOf(net);
  const [, N] = requireShape("x", x, [sizes[0] ?? "k", "N"], "k×N");
  requireShape("y", y, [sizes.at(-1) ?? "n", N], "n×N");
  const [dJ_da, dJ_dz, dJ_dW, dJ_db]: [Matrix[], Matrix[], Matrix[], Matrix[]] = [[], [], [], []];
  requireObject("pass", pass, "what forwardStack(net, x) returns");
  for (const name of ["z", "a"] as const)
    for (const [l] of layers.entries())
      requireShape(`pass.${name}[${l}]`, pass[name]?.[l] as Matrix, [sizes[l + 1] ?? "n", N], "n×N");
  let above = multiply(1 / N, subtract(pass.a.at(-1) as Matrix, y));
  for (const [l, { W, f }] of [...layers.entries()].reverse()) {
    if (pull?.layer === l) above = add(above, multiply(1 / N, broadcast(pull.of, N)));
    const here = dotMultiply(above, map(pass.z[l] as Matrix, f.derivative));
    dJ_da.unshift(above);
    dJ_dz.unshift(here);
    dJ_dW.unshift(multiply(here, transpose(pass.a[l - 1] ?? x)));
    dJ_db.unshift(sumOverPoints(here));
    above = multiply(transpose(W), here);
  }
  return { dJ_da, dJ_dz, dJ_dW, dJ_db };
}
