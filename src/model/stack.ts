import { add, type Matrix, multiply } from "mathjs";
import { refuse, requireNames, requireObject } from "../data/arguments";
import { requireShape, size } from "../data/matrix";
import { type Activation, requireActivation } from "./activations";
import { type Autoencoder, autoencoder, requireAutoencoder } from "./autoencoder";

/** A dense layer of n units over k inputs: z = W a + b, then f(z) element by element. */
export interface Layer {
  /** n×k */
  readonly W: Matrix;
  /** n×1 */
  readonly b: Matrix;
  readonly f: Activation;
}

/** A sequence of layers: each takes the output of the one before it. */
export class Stack {
  constructor(
    readonly layers: readonly Layer[],
    /** The number of inputs, then the number of units in each layer. */
    readonly sizes: readonly number[],
  ) {}
}

/** A network of any depth; the exam's network has two layers. */
export type Network = Autoencoder | Stack;

/**
 * Returns a network of any depth with the given layers, first to last.
 *
 * @throws naming the layer and the matrix that does not fit: W of layer l is n×k and b is n×1, where k is
 *   the number of units of layer l−1.
 *
 * @example
 * import { matrix } from "mathjs";
 * const first = { W: matrix([[1, 2, 3]]), b: column([0]), f: identity };
 * const second = { W: column([1, 2, 3]), b: column([0, 0, 0]), f: sigmoid };
 * stack([first, second]).sizes // → [3, 1, 3]
 * stack([first, first]) // → throws W of layer 2 is 1×3, expected n×1 (n×k, with k units in layer 1).
 */
export function stack(layers: readonly Layer[]): Stack {
  if (!Array.isArray(layers) || layers.length === 0)
    refuse("layers", layers, "a list of at least one layer { W, b, f }");
  const sizes: number[] = [];
  for (const [l, layer] of layers.entries()) {
    const of = `of layer ${l + 1}`;
    requireNames(`layers[${l}]`, layer, ["W", "b", "f"]);
    const { W, b, f } = layer;
    const before = sizes.at(-1);
    const [n, k] = requireShape(
      `W ${of}`,
      W,
      ["n", before ?? "k"],
      l === 0 ? "n×k" : `n×k, with k units in layer ${l}`,
    );
    requireShape(`b ${of}`, b, [n, 1], "n×1");
    requireActivation(`f ${of}`, f);
    if (l === 0) sizes.push(k);
    sizes.push(n);
  }
  return new Stack([...layers], sizes);
}

/** The exam's network as a stack of its two layers; a stack is returned unchanged. */
export function stackOf(net: Network): Stack {
  requireNetwork("net", net);
  if ("layers" in net) return net;
  const { W1, b1, W2, b2, f1, f2, d, m } = net;
  return new Stack(
    [
      { W: W1, b: b1, f: f1 },
      { W: W2, b: b2, f: f2 },
    ],
    [d, m, d],
  );
}

/** The inverse of `stackOf`. @throws if there are not two layers, or not as many outputs as inputs. */
export function autoencoderOf(net: Network): Autoencoder {
  requireNetwork("net", net);
  if (!("layers" in net)) return net;
  const [first, second, ...more] = net.layers;
  if (!first || !second || more.length > 0)
    throw new Error(
      `The stack has ${net.layers.length} layers, expected 2 as in the exam's network: collapse(…) combines linear layers.`,
    );
  return autoencoder({ W1: first.W, b1: first.b, W2: second.W, b2: second.b, f1: first.f, f2: second.f });
}

/**
 * The same function with fewer layers. A linear layer and the layer after it are one layer,
 * W′(W a + b) + b′ = (W′W) a + (W′b + b′), so linear layers are combined with the layer that follows them.
 * This is the proof of part (g).
 *
 * @example
 * import { matrix } from "mathjs";
 * const linear = { W: matrix([[2, 0], [0, 2]]), b: column([1, 0]), f: identity };
 * const last = { W: matrix([[1, 1]]), b: column([5]), f: sigmoid };
 * const { layers } = collapse(stack([linear, linear, last]));
 * layers.length // → 1
 * layers[0]?.W // → [[4, 4]]
 * layers[0]?.b // → [[8]]
 */
export function collapse(net: Network): Stack {
  const collapsed: Layer[] = [];
  for (const layer of stackOf(net).layers) {
    const before = collapsed.at(-1);
    if (before?.f.name === "identity") collapsed.splice(-1, 1, combined(before, layer));
    else collapsed.push(layer);
  }
  return stack(collapsed);
}

/** @throws if `net` is not a network. */
function requireNetwork(name: string, net: Network): void {
  requireObject(name, net, "a network: make one with randomAutoencoder, autoencoder or stack");
  if (!("layers" in net)) requireAutoencoder(name, net);
}

function combined(linear: Layer, { W, b, f }: Layer): Layer {
  return { W: multiply(W, linear.W), b: add(multiply(W, linear.b), b), f };
}

/**
 * The number of weights and biases.
 *
 * @example
 * parameterCount(randomAutoencoder({ d: 64, m: 32, random: random(1) })) // → 2 * 64 * 32 + 32 + 64
 */
export function parameterCount(net: Network): number {
  return stackOf(net).layers.reduce((count, { W }) => {
    const [n, k] = size(W);
    return count + n * (k + 1);
  }, 0);
}
