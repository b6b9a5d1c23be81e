import type { Matrix } from "mathjs";
import { type Autoencoder, random } from "../../src/index";
import type { Field, Point, Value } from "../../src/notation/evaluate";
import { evaluate } from "../../src/notation/evaluate";
import { relations } from "../autoencoder/fixture";

const reals: Field = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => (b === 0 ? Number.NaN : a / b),
  read: Number,
};

/** A point of real numbers. A symbol is given, computed by the question's relations, or random. */
export function realPoint(net: Autoencoder, given: Readonly<Record<string, Matrix | number>>): Point {
  const numbers = random(7);
  const values = new Map<string, Value>(
    Object.entries({ W1: net.W1, b1: net.b1, W2: net.W2, b2: net.b2, ...given }).map(([name, value]) => [
      name,
      typeof value === "number" ? [[value]] : (value.toArray() as number[][]),
    ]),
  );
  const functions: Readonly<Record<string, ((z: number) => number) | undefined>> = {
    f1: net.f1.value,
    f2: net.f2.value,
    "f1'": net.f1.derivative,
    "f2'": net.f2.derivative,
  };
  const point: Point = {
    field: reals,
    value(name) {
      const relation = relations[name];
      const value = values.get(name) ?? (relation ? evaluate(relation, point) : [[numbers.uniform()]]);
      values.set(name, value);
      return value;
    },
    apply: (called, at) => Number(functions[called]?.(at)),
  };
  return point;
}
