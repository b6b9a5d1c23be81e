import { type Matrix, multiply, subtract } from "mathjs";
import { refuse, requireNumber, requireObject } from "../data/arguments";
import { requireShape, size } from "../data/matrix";
import { type Autoencoder, autoencoder, type Parameters, requireAutoencoder } from "./autoencoder";
import type { Gradients } from "./passes";

const parameterNames = ["W1", "b1", "W2", "b2"] as const;

/**
 * One step of gradient descent, W2 := W2 − η ∂J/∂W2, and the same for the other parameters.
 *
 * @param eta the learning rate η
 * @param only the parameters to change; part (e) of the exam changes `["W2"]`. Default: all four
 * @returns a new network
 * @throws if eta is not a finite number, or a gradient is missing or does not have the shape of its parameter.
 *
 * @example
 * import { matrix } from "mathjs";
 * const W1 = matrix([[1, 0, 2], [0, 1, -1]]);
 * const W2 = matrix([[1, 0], [0, 1], [1, 1]]);
 * const net = autoencoder({ W1, b1: column([0, 1]), W2, b2: column([0, 0, 1]), f1: relu, f2: identity });
 * const x = column([1, 2, 3]);
 * const next = gradientStep(net, backward(net, forward(net, x), x, x), 0.01, ["W2"]);
 * next.W2 // → [[0.58, 0], [0.14, 1], [0.65, 1]]
 */
export function gradientStep(
  net: Autoencoder,
  gradients: Partial<Gradients>,
  eta: number,
  only: readonly (keyof Parameters)[] = parameterNames,
): Autoencoder {
  requireAutoencoder("net", net);
  requireObject("gradients", gradients, "what backward(net, pass, x, y) returns");
  requireNumber("eta", eta, "a finite number such as 0.1");
  if (!Array.isArray(only)) refuse("only", only, `a list with some of ${parameterNames.join(", ")}`);
  const unknown = only.find((name) => !parameterNames.includes(name));
  if (unknown)
    throw new Error(`${unknown} is not a parameter, expected one or more of ${parameterNames.join(", ")}.`);
  const stepped = (name: keyof Parameters): Matrix => {
    const before = net[name];
    if (!only.includes(name)) return before;
    const gradient = gradients[`dJ_d${name}`] as Matrix;
    requireShape(`dJ_d${name}`, gradient, size(before), `the shape of ${name}`);
    return subtract(before, multiply(eta, gradient));
  };
  const [W1, b1, W2, b2] = [stepped("W1"), stepped("b1"), stepped("W2"), stepped("b2")];
  return autoencoder({ ...net, W1, b1, W2, b2 });
}
