import { dotMultiply, type Matrix, multiply, subtract, sum } from "mathjs";
import { requireShape } from "../data/shape";

/**
 * J = ½‖ypred − y‖², for a batch d×N the mean over its N points.
 *
 * No entry is conjugated, so that J stays analytic and complex-step differentiation can run through
 * it: complex entries give a complex J, real ones a number.
 *
 * @throws if ypred and y are not matrices of one shape.
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
