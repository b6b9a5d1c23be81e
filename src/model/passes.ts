import { add, dotMultiply, type Matrix, map, multiply, subtract, sum, transpose } from "mathjs";
import { requireObject } from "../data/arguments";
import { broadcast, requireShape, size, sumOverPoints } from "../data/matrix";
import { type Autoencoder, requireAutoencoder } from "./autoencoder";

/**
 * The loss J = ½‖ypred − y‖²; for a batch d×N, the mean over its N points.
 *
 * No entry is conjugated, so J is analytic and complex-step differentiation works: complex entries give a
 * complex J.
 *
 * @throws if ypred and y are not matrices with the same shape.
 *
 * @example
 * loss(column([1, 2, 3]), column([1, 0, 0])) // → 6.5
 */
export function loss(ypred: Matrix, y: Matrix): number {
  const [d, N] = requireShape("ypred", ypred, ["d", "N"]);
  requireShape("y", y, [d, N], "d×N");
  const error = subtract(ypred, y);
  return multiply(1 / (2 * N), sum(dotMultiply(error, error)) as number);
}

/** The results of the forward pass, with a point in each of the N columns. */
export class Pass {
  constructor(
    /** m×N, W1 x + b1 */
    readonly z1: Matrix,
    /** m×N, f1(z1) */
    readonly a1: Matrix,
    /** d×N, W2 a1 + b2 */
    readonly z2: Matrix,
    /** d×N, f2(z2) */
    readonly ypred: Matrix,
  ) {}
}

/** The partial derivatives of J; each has the shape of the variable that J is differentiated with respect to. */
export class Gradients {
  constructor(
    /** d×N, part (b): ypred − y, over N */
    readonly dJ_dypred: Matrix,
    /** d×N, part (c): ∂J/∂ypred * ∂f2/∂z2 */
    readonly dJ_dz2: Matrix,
    /** d×m, part (d): ∂J/∂z2 a1ᵀ */
    readonly dJ_dW2: Matrix,
    /** d×1, ∂J/∂z2 summed over the points */
    readonly dJ_db2: Matrix,
    /** m×N, W2ᵀ ∂J/∂z2 */
    readonly dJ_da1: Matrix,
    /** m×N, ∂J/∂a1 * ∂f1/∂z1 */
    readonly dJ_dz1: Matrix,
    /** m×d, ∂J/∂z1 xᵀ */
    readonly dJ_dW1: Matrix,
    /** m×1, ∂J/∂z1 summed over the points */
    readonly dJ_db1: Matrix,
  ) {}
}

/**
 * The forward pass: z1 = W1 x + b1, a1 = f1(z1), z2 = W2 a1 + b2, ypred = f2(z2).
 *
 * @param x d×1, or d×N with a point in each column
 * @throws if x is not a d×N matrix of finite numbers.
 *
 * @example
 * import { matrix } from "mathjs";
 * const W1 = matrix([[1, 0, 2], [0, 1, -1]]);
 * const W2 = matrix([[1, 0], [0, 1], [1, 1]]);
 * const net = autoencoder({ W1, b1: column([0, 1]), W2, b2: column([0, 0, 1]), f1: relu, f2: identity });
 * forward(net, column([1, 2, 3])).z1 // → [[7], [0]]
 * forward(net, column([1, 2, 3])).ypred // → [[7], [0], [8]]
 */
export function forward(net: Autoencoder, x: Matrix): Pass {
  requireAutoencoder("net", net);
  const { W1, b1, W2, b2, f1, f2, d } = net;
  const [, N] = requireShape("x", x, [d, "N"], "d×N");
  const z1 = add(multiply(W1, x), broadcast(b1, N));
  const a1 = map(z1, f1.value);
  const z2 = add(multiply(W2, a1), broadcast(b2, N));
  const ypred = map(z2, f2.value);
  return new Pass(z1, a1, z2, ypred);
}

/**
 * The backward pass: the partial derivative of J with respect to each variable of the forward pass, from
 * the last line to the first. For a batch, J is the mean over the N points: the first line divides by N,
 * the others are the same as for one point.
 *
 * @param pass what `forward(net, x)` returned
 * @param x d×N
 * @param y d×N, the target
 * @param pull m×1, β g′(p̂) from `sparsityPull`, if a penalty acts on the average activations; each point
 *   adds 1/N of it to ∂J/∂a1
 * @throws if pass, x and y do not have the shapes that net requires.
 *
 * @example
 * import { matrix } from "mathjs";
 * const W1 = matrix([[1, 0, 2], [0, 1, -1]]);
 * const W2 = matrix([[1, 0], [0, 1], [1, 1]]);
 * const net = autoencoder({ W1, b1: column([0, 1]), W2, b2: column([0, 0, 1]), f1: relu, f2: identity });
 * const x = column([1, 2, 3]);
 * const g = backward(net, forward(net, x), x, x);
 * g.dJ_dz2 // → [[6], [-2], [5]]
 * g.dJ_dW2 // → [[42, 0], [-14, 0], [35, 0]]
 */
export function backward(net: Autoencoder, pass: Pass, x: Matrix, y: Matrix, pull?: Matrix): Gradients {
  requireAutoencoder("net", net);
  requireObject("pass", pass, "what forward(net, x) returns");
  const { W2, f1, f2, d, m } = net;
  const { z1, a1, z2, ypred } = pass;
  const [, N] = requireShape("x", x, [d, "N"], "d×N");
  requireShape("y", y, [d, N], "d×N");
  for (const [name, M] of Object.entries({ z1, a1 })) requireShape(`pass.${name}`, M, [m, N], "m×N");
  for (const [name, M] of Object.entries({ z2, ypred })) requireShape(`pass.${name}`, M, [d, N], "d×N");
  const dJ_dypred = multiply(1 / N, subtract(ypred, y));
  const dJ_dz2 = dotMultiply(dJ_dypred, map(z2, f2.derivative));
  const dJ_dW2 = multiply(dJ_dz2, transpose(a1));
  const dJ_db2 = sumOverPoints(dJ_dz2);
  const dJ_da1 = pulled(multiply(transpose(W2), dJ_dz2), pull);
  const dJ_dz1 = dotMultiply(dJ_da1, map(z1, f1.derivative));
  const dJ_dW1 = multiply(dJ_dz1, transpose(x));
  const dJ_db1 = sumOverPoints(dJ_dz1);
  return new Gradients(dJ_dypred, dJ_dz2, dJ_dW2, dJ_db2, dJ_da1, dJ_dz1, dJ_dW1, dJ_db1);
}

/** ∂J/∂a1 with the penalty on p̂: each activation is 1/N of the average of its unit. */
function pulled(dJ_da1: Matrix, pull?: Matrix): Matrix {
  if (!pull) return dJ_da1;
  const [m, N] = size(dJ_da1);
  requireShape("pull", pull, [m, 1], "m×1");
  return add(dJ_da1, multiply(1 / N, broadcast(pull, N)));
}
