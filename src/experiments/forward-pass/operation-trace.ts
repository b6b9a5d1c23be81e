import { add, dotMultiply, type Matrix, map, multiply, subtract, transpose } from "mathjs";
import { requireNumber } from "../../data/arguments";
import { column, requireShape, rowsOf } from "../../data/matrix";
import { type Autoencoder, requireAutoencoder } from "../../model/autoencoder";
import { type Sparsity, sparsityPull } from "../../model/sparsity";

/** One operation of a training step. */
export interface TracedOperation {
  /** Its place in the order, from 1. */
  readonly order: number;
  readonly pass: "forward" | "backward" | "update";
  /** The number of its point, from 1; null if it belongs to all points. */
  readonly point: number | null;
  /** The name of its result, such as "a1 of x2". */
  readonly gives: string;
  readonly formula: string;
  /** The names of its inputs. */
  readonly needs: readonly string[];
  /** The operation after which all inputs are known; 0 if they are known from the start. */
  readonly possibleAfter: number;
}

/** The operations of one step in order, and its results. */
export interface Trace {
  readonly operations: readonly TracedOperation[];
  readonly pHat: readonly number[];
  /** ∂J/∂W1 with the part of the penalty, m×d, row by row. */
  readonly dJ_dW1: readonly (readonly number[])[];
}

/**
 * Runs one step of gradient descent on J + β Σⱼ g(p̂ⱼ) point by point and operation by operation, and records
 * the inputs of each operation. This shows when p̂ is known, and what has to wait for it.
 *
 * @param x d×N, a few points
 * @param y d×N, the targets
 * @param eta the learning rate η
 * @throws if the shapes do not match.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = random(2).matrix(3, 2);
 * const { operations } = traceStep(net, x, x, { penalty: penalties.kl, beta: 3, p: 0.05 }, 0.1);
 * const pHat = operations.find(({ gives }) => gives === "p̂");
 * [pHat?.pass, pHat?.needs.join()] // → ["forward", "a1 of x1,a1 of x2"]
 */
export function traceStep(net: Autoencoder, x: Matrix, y: Matrix, sparsity: Sparsity, eta: number): Trace {
  requireAutoencoder("net", net);
  requireNumber("eta", eta, "a finite number such as 0.1");
  const [, N] = requireShape("x", x, [net.d, "N"], "d×N");
  requireShape("y", y, [net.d, N], "d×N");
  const points = Array.from({ length: N }, (_, i) => i + 1);
  const { W1, b1, W2, b2 } = net;
  const pick = (M: Matrix, i: number) => column(rowsOf(M).map((row) => Number(row[i - 1])));
  const data = points.flatMap((i) => [
    [`x${i}`, pick(x, i)],
    [`y${i}`, pick(y, i)],
  ]);
  const recorder = new Recorder({ W1, b1, W2, b2, ...Object.fromEntries(data) });
  forwardPass(recorder, net, points);
  backwardPass(recorder, net, points, sparsity);
  for (const name of ["W1", "b1", "W2", "b2"])
    recorder.run("update", null, `new ${name}`, `${name} − η ∂J/∂${name}`, (read) =>
      subtract(read(name), multiply(eta, read(`∂J/∂${name}`))),
    );
  return {
    operations: recorder.operations,
    pHat: rowsOf(recorder.value("p̂")).map(([entry]) => Number(entry)),
    dJ_dW1: rowsOf(recorder.value("∂J/∂W1")).map((row) => row.map(Number)),
  };
}

type Read = (name: string) => Matrix;

function forwardPass(recorder: Recorder, { f1, f2 }: Autoencoder, points: readonly number[]): void {
  for (const i of points) {
    const [z1, a1, z2, ypred] = [`z1 of x${i}`, `a1 of x${i}`, `z2 of x${i}`, `ypred of x${i}`];
    const run = (gives: string, formula: string, compute: (read: Read) => Matrix) =>
      recorder.run("forward", i, gives, formula, compute);
    run(z1, "W1 x + b1", (read) => add(multiply(read("W1"), read(`x${i}`)), read("b1")));
    run(a1, "f1(z1)", (read) => map(read(z1), f1.value));
    run(z2, "W2 a1 + b2", (read) => add(multiply(read("W2"), read(a1)), read("b2")));
    run(ypred, "f2(z2)", (read) => map(read(z2), f2.value));
  }
  recorder.run("forward", null, "p̂", "(1/N) Σ a1", (read) =>
    multiply(1 / points.length, sumOf(points.map((i) => read(`a1 of x${i}`)))),
  );
}

function backwardPass(
  recorder: Recorder,
  { f1, f2 }: Autoencoder,
  points: readonly number[],
  sparsity: Sparsity,
): void {
  const N = points.length;
  const forAll = (gives: string, formula: string, compute: (read: Read) => Matrix) =>
    recorder.run("backward", null, gives, formula, compute);
  forAll("β g′(p̂)", "β g′(p̂)", (read) => sparsityPull(sparsity, read("p̂")));
  for (const i of points) {
    const of = (name: string) => `${name} of x${i}`;
    const run = (gives: string, formula: string, compute: (read: Read) => Matrix) =>
      recorder.run("backward", i, of(gives), formula, compute);
    run("∂J/∂ypred", "(ypred − y)/N", (read) => multiply(1 / N, subtract(read(of("ypred")), read(`y${i}`))));
    run("∂J/∂z2", "∂J/∂ypred * ∂f2/∂z2", (read) =>
      dotMultiply(read(of("∂J/∂ypred")), map(read(of("z2")), f2.derivative)),
    );
    run("∂J/∂a1", "W2ᵀ ∂J/∂z2 + β g′(p̂)/N", (read) =>
      add(multiply(transpose(read("W2")), read(of("∂J/∂z2"))), multiply(1 / N, read("β g′(p̂)"))),
    );
    run("∂J/∂z1", "∂J/∂a1 * ∂f1/∂z1", (read) =>
      dotMultiply(read(of("∂J/∂a1")), map(read(of("z1")), f1.derivative)),
    );
  }
  const sum = (of: (read: Read, i: number) => Matrix) => (read: Read) =>
    sumOf(points.map((i) => of(read, i)));
  forAll(
    "∂J/∂W2",
    "Σ ∂J/∂z2 a1ᵀ",
    sum((read, i) => multiply(read(`∂J/∂z2 of x${i}`), transpose(read(`a1 of x${i}`)))),
  );
  forAll(
    "∂J/∂b2",
    "Σ ∂J/∂z2",
    sum((read, i) => read(`∂J/∂z2 of x${i}`)),
  );
  forAll(
    "∂J/∂W1",
    "Σ ∂J/∂z1 xᵀ",
    sum((read, i) => multiply(read(`∂J/∂z1 of x${i}`), transpose(read(`x${i}`)))),
  );
  forAll(
    "∂J/∂b1",
    "Σ ∂J/∂z1",
    sum((read, i) => read(`∂J/∂z1 of x${i}`)),
  );
}

const sumOf = (terms: readonly Matrix[]): Matrix => terms.reduce((sum, term) => add(sum, term));

/** Runs operations one by one and records them; an operation whose inputs are not known yet is an error. */
class Recorder {
  readonly operations: TracedOperation[] = [];
  private readonly known = new Map<string, { readonly value: Matrix; readonly since: number }>();

  constructor(given: Readonly<Record<string, Matrix>>) {
    for (const [name, value] of Object.entries(given)) this.known.set(name, { value, since: 0 });
  }

  /** @param compute reads its inputs through `read`, so `needs` is observed, not declared */
  run(
    pass: TracedOperation["pass"],
    point: number | null,
    gives: string,
    formula: string,
    compute: (read: Read) => Matrix,
  ): void {
    const needs = new Map<string, number>();
    const value = compute((name) => {
      const entry = this.known.get(name);
      if (!entry) throw new Error(`${gives} needs ${name}, which is not known yet.`);
      needs.set(name, entry.since);
      return entry.value;
    });
    const order = this.operations.length + 1;
    const possibleAfter = Math.max(0, ...needs.values());
    this.known.set(gives, { value, since: order });
    this.operations.push({ order, pass, point, gives, formula, needs: [...needs.keys()], possibleAfter });
  }

  value(name: string): Matrix {
    return this.known.get(name)?.value as Matrix;
  }
}
