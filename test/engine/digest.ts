import { digits } from "../../src/data/digits";
import { split } from "../../src/data/preprocess";
import { random } from "../../src/data/random";
import { backend } from "../../src/engine/choose-backend";
import { wasmBackend } from "../../src/engine/wasm-arithmetic";
import { identity, leakyRelu, relu, sigmoid, softplus, tanh } from "../../src/model/activations";
import { deepStack } from "../../src/model/initialise";
import { penalties } from "../../src/model/penalties";

/**
 * A digest of the bits of parameters and losses after training runs with every activation and optimiser. It
 * runs in Node.js, in a worker and in a browser.
 */
export function digest(): string {
  const { train } = split(digits().X, { train: 50, random: random(3) });
  const words: number[] = [];
  for (const [k, f1] of [identity, sigmoid, tanh, relu, leakyRelu, softplus].entries())
    for (const name of ["sgd", "momentum", "adam"] as const) {
      const f2 = k % 2 === 0 ? sigmoid : identity;
      const net = deepStack({ d: 64, m: 7, linear: 1, f1, f2, random: random(k + 1) });
      const penalty = f1 === sigmoid ? penalties.kl : penalties.squared;
      const learner = wasmBackend.learner(net, {
        optimiser: { name },
        weightDecay: 1e-3,
        ...(k > 2 && { clip: 0.5 }),
        ...(k < 4 && { sparsity: { penalty, beta: 0.1, p: 0.05 } }),
      });
      const data = learner.load(train);
      const batches = [{}, { columns: [11] }, { columns: [1, 40, 7, 30, 2] }];
      for (let step = 0; step < 40; step++) learner.step(data, 0.01, batches[step % 3]);
      const { loss, objective } = learner.evaluate(data);
      const numbers = Float64Array.of(...learner.state().parameters, loss, objective);
      if (!numbers.every(Number.isFinite)) throw new Error(`${f1.name} with ${name} diverged`);
      words.push(...new Uint32Array(numbers.buffer));
      learner.free();
    }
  return `${words.length} words, ${fnv(words)}`;
}

/** FNV-1a over 32-bit words. */
function fnv(words: readonly number[]): string {
  const hash = words.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193) >>> 0, 0x811c9dc5);
  return hash.toString(16);
}

/** Globals for a page, which cannot import modules. */
Object.assign(globalThis, {
  engineDigest: digest,
  engineBlas: () => {
    const notices: string[] = [];
    return [backend("blas", (sentence) => notices.push(sentence)).name, ...notices];
  },
});
