import type { Backend } from "./backend";
import { MemoryLearner } from "./learner";
import { panels } from "./panels";

/**
 * The engine's own arithmetic: WebAssembly with 128-bit vectors, in float64. It fuses no products with
 * sums, adds up in a fixed order and computes exponentials itself, so that the same seed gives the same
 * bits in every Node.js and every browser.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * const learner = wasmBackend.learner(net, { optimiser: { name: "adam" } });
 * const data = learner.load(x);
 * const before = learner.step(data, 0.1);
 * before // → loss(forward(net, x).ypred, x)
 * learner.evaluate(data).loss < before // → true
 */
export const wasmBackend: Backend = {
  name: "wasm",
  description: "WebAssembly, 128-bit SIMD",
  repeatable: true,
  learner: (net, options = {}) => new MemoryLearner(net, options, panels),
};
