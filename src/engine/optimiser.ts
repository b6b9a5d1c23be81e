import { integerPower, type Optimiser, optimiserNumbers } from "../model/optimisers";
import { heap } from "./heap";

/** Addresses of whole sets of parameters, each so many bytes long. */
interface Sets {
  readonly parameters: number;
  readonly gradient: number;
  readonly moments: readonly number[];
  readonly bytes: number;
}

/**
 * One step of the optimiser, with the gradient as it lies.
 *
 * @param step from 1
 * @param clip the longest gradient that is not shortened
 */
export function update(
  optimiser: Optimiser,
  { parameters, gradient, moments, bytes }: Sets,
  step: number,
  eta: number,
  clip = Number.POSITIVE_INFINITY,
): void {
  const { kernels } = heap();
  const norm = clip === Number.POSITIVE_INFINITY ? 0 : Math.sqrt(kernels.squares(gradient, bytes));
  const factor = norm > clip ? clip / norm : 1;
  const { momentum, beta1, beta2, epsilon } = optimiserNumbers(optimiser);
  const [first = 0, second = 0] = moments;
  if (optimiser.name === "sgd") kernels.combine(parameters, parameters, gradient, 1, -eta * factor, bytes);
  else if (optimiser.name === "momentum")
    kernels.momentum(parameters, first, gradient, momentum, factor, eta, bytes);
  else {
    const c1 = 1 / (1 - integerPower(beta1, step));
    const c2 = 1 / (1 - integerPower(beta2, step));
    kernels.adam(parameters, first, second, gradient, beta1, beta2, c1, c2, epsilon, factor, eta, bytes);
  }
}
