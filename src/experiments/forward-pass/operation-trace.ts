import { add, dotMultiply, type Matrix, map, multiply, subtract, transpose } from "mathjs";
import { requireNumber } from "../../data/arguments";
import { column, requireShape, rowsOf } from "../../data/matrix";
import { type Autoencoder, requireAutoencoder } from "../../model/autoencoder";
import { type Sparsity, sparsityPull } from "../../model/sparsity";

/** One operation of a step, as it ran. */
export interface TracedOperation {
  /** Its place in the order, from 1. */
  readonly order: number;
  readonly pass: "forward" | "backward" | "update";
  /** The point it belongs to, from 1; null where it belongs to all. */
  readonly point: number | null;
  /** What is known once it has run, such as "a1 of x2". */
  readonly gives: string;
  readonly formula: string;
  /** What had to be known before. */
  readonly needs: readonly string[];
  /** After which operation all of that was known; 0 where it was from the start. */
  readonly possibleAfter: number;
}

type Value = Matrix | number;

/** Runs operations one by one and keeps book of what is known; an operation that comes too early is refused. */
export class Ledger {
  readonly operations: TracedOperation[] = [];
  private readonly known = new Map<string, { value: Value; since: number }>();

  constructor(given: Readonly<Record<string, Value>>) {
    for (const [name, value] of Object.entries(given)) this.known.set(name, { value, since: 0 });
  }

  /** An operation's inputs are read through here, so that what it needs is seen and not told. */
  run(
    pass: TracedOperation["pass"],
    point: number | null,
    gives: string,
    formula: string,
    compute: (read: (name: string) => Matrix) => Value,
  ): void {
    const needs: string[] = [];
    const read = (name: string): Matrix => {
      const entry = this.known.get(name);
      if (!entry) throw new Error(`${gives} needs ${name}, which is not known yet.`);
      if (!needs.includes(name)) needs.push(name);
      return entry.value as Matrix;
    };
    const value = compute(read);
    const order = this.operations.length + 1;
    const possibleAfter = Math.max(0, ...needs.map((name) => this.known.get(name)?.since ?? 0));
    this.known.set(gives, { value, since: order });
    this.operations.push({ order, pass, point, gives, formula, needs, possibleAfter });
  }

  value(name: string): Matrix {
    return this.known.get(name)?.value as Matrix;
  }
}

/** The operations of one step in the order in which they ran, and what came out. */
export interface Trace {
  readonly operations: readonly TracedOperation[];
  readonly pHat: readonly number[];
  /** ∂J/∂W1 with the penalty's part in it, m×d, row by row. */
  readonly dJ_dW1: readonly (readonly number[])[];
}

/**
 * Runs one step of gradient descent on J + β Σⱼ g(p̂ⱼ) point by point and operation by operation, and
 * writes down what each one read and what was known after it. So it can be seen when p̂ is ready, and what
 * has to wait for it.
 *
 * @param x d×N, a few points
 * @param y d×N, the targets
 * @param eta the learning rate η
 * @throws if shapes do not fit.
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
  const given = points.map((i) => [
    [`x${i}`, pick(x, i)],
    [`y${i}`, pick(y, i)],
  ]);
  const ledger = new Ledger({ W1, b1, W2, b2, ...Object.fromEntries(given.flat()) });
  forwardPass(ledger, net, points);
  backwardPass(ledger, net, points, sparsity);
  updates(ledger, eta);
  return {
    operations: ledger.operations,
    pHat: rowsOf(ledger.value("p̂")).map(([entry]) => Number(entry)),
    dJ_dW1: rowsOf(ledger.value("∂J/∂W1")).map((row) => row.map(Number)),
  };
}

function forwardPass(ledger: Ledger, net: Autoencoder, points: readonly number[]): void {
  for (const i of points) {
    const of = (name: string) => `${name} of x${i}`;
    ledger.run("forward", i, of("z1"), "W1 x + b1", (read) =>
      add(multiply(read("W1"), read(`x${i}`)), read("b1")),
    );
    ledger.run("forward", i, of("a1"), "f1(z1)", (read) => map(read(of("z1")), net.f1.value));
    ledger.run("forward", i, of("z2"), "W2 a1 + b2", (read) =>
      add(multiply(read("W2"), read(of("a1"))), read("b2")),
    );
    ledger.run("forward", i, of("ypred"), "f2(z2)", (read) => map(read(of("z2")), net.f2.value));
  }
  ledger.run("forward", null, "p̂", "(1/N) Σ a1", (read) =>
    multiply(1 / points.length, sumOf(points.map((i) => read(`a1 of x${i}`)))),
  );
}

function backwardPass(ledger: Ledger, net: Autoencoder, points: readonly number[], sparsity: Sparsity): void {
  const N = points.length;
  ledger.run("backward", null, "β g′(p̂)", "β g′(p̂)", (read) => sparsityPull(sparsity, read("p̂")));
  for (const i of points) {
    const of = (name: string) => `${name} of x${i}`;
    ledger.run("backward", i, of("∂J/∂ypred"), "(ypred − y)/N", (read) =>
      multiply(1 / N, subtract(read(of("ypred")), read(`y${i}`))),
    );
    ledger.run("backward", i, of("∂J/∂z2"), "∂J/∂ypred * ∂f2/∂z2", (read) =>
      dotMultiply(read(of("∂J/∂ypred")), map(read(of("z2")), net.f2.derivative)),
    );
    ledger.run("backward", i, of("∂J/∂a1"), "W2ᵀ ∂J/∂z2 + β g′(p̂)/N", (read) =>
      add(multiply(transpose(read("W2")), read(of("∂J/∂z2"))), multiply(1 / N, read("β g′(p̂)"))),
    );
    ledger.run("backward", i, of("∂J/∂z1"), "∂J/∂a1 * ∂f1/∂z1", (read) =>
      dotMultiply(read(of("∂J/∂a1")), map(read(of("z1")), net.f1.derivative)),
    );
  }
  const total =
    (of: (read: (name: string) => Matrix, i: number) => Matrix) => (read: (name: string) => Matrix) =>
      sumOf(points.map((i) => of(read, i)));
  const outer = (left: string, right: (i: number) => string) =>
    total((read, i) => multiply(read(`${left} of x${i}`), transpose(read(right(i)))));
  ledger.run(
    "backward",
    null,
    "∂J/∂W2",
    "Σ ∂J/∂z2 a1ᵀ",
    outer("∂J/∂z2", (i) => `a1 of x${i}`),
  );
  ledger.run(
    "backward",
    null,
    "∂J/∂b2",
    "Σ ∂J/∂z2",
    total((read, i) => read(`∂J/∂z2 of x${i}`)),
  );
  ledger.run(
    "backward",
    null,
    "∂J/∂W1",
    "Σ ∂J/∂z1 xᵀ",
    outer("∂J/∂z1", (i) => `x${i}`),
  );
  ledger.run(
    "backward",
    null,
    "∂J/∂b1",
    "Σ ∂J/∂z1",
    total((read, i) => read(`∂J/∂z1 of x${i}`)),
  );
}

function updates(ledger: Ledger, eta: number): void {
  for (const name of ["W1", "b1", "W2", "b2"])
    ledger.run("update", null, `new ${name}`, `${name} − η ∂J/∂${name}`, (read) =>
      subtract(read(name), multiply(eta, read(`∂J/∂${name}`))),
    );
}

const pick = (M: Matrix, i: number): Matrix => column(rowsOf(M).map((row) => Number(row[i - 1])));

const sumOf = (terms: readonly Matrix[]): Matrix => terms.reduce((sum, term) => add(sum, term));
