import type { Expression } from "./tree";

/**
 * The four operations on numbers. Division by zero gives NaN, and an operation on NaN gives NaN.
 */
export interface Field {
  add(a: number, b: number): number;
  subtract(a: number, b: number): number;
  multiply(a: number, b: number): number;
  divide(a: number, b: number): number;
  /** The number with these decimal digits, such as "0.5". */
  read(digits: string): number;
}

/**
 * Whole numbers modulo a prime below 2²⁶, where the product of two is exact: a field without rounding, in
 * which 1.000001 is not 1.
 */
export function primeField(prime: number): Field {
  const multiply = (a: number, b: number): number => (a * b) % prime;
  // Fermat: b^(p − 2) is the inverse of b.
  const inverse = (b: number): number => {
    let result = 1;
    for (let power = b, rest = prime - 2; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = multiply(result, power);
      power = multiply(power, power);
    }
    return result;
  };
  const divide = (a: number, b: number): number => (b === 0 ? Number.NaN : multiply(a, inverse(b)));
  const whole = (digits: string): number =>
    [...digits].reduce((value, digit) => (value * 10 + Number(digit)) % prime, 0);
  return {
    add: (a, b) => (a + b) % prime,
    subtract: (a, b) => (a - b + prime) % prime,
    multiply,
    divide,
    read(digits) {
      const [before = "", after = ""] = digits.split(".");
      return divide(whole(before + after), whole(`1${"0".repeat(after.length)}`));
    },
  };
}

/** A matrix of numbers of a field, row by row. */
export type Value = readonly (readonly number[])[];

/** What an expression is evaluated at. */
export interface Point {
  readonly field: Field;
  /** The value of a symbol. */
  value(name: string): Value;
  /** The value of a function at one number. */
  apply(called: string, at: number): number;
}

const columnsOf = (matrix: Value): number => matrix[0]?.length ?? 0;
const onlyEntry = (matrix: Value): number | undefined =>
  matrix.length === 1 && columnsOf(matrix) === 1 ? matrix[0]?.[0] : undefined;

const map = (matrix: Value, entry: (value: number, row: number, column: number) => number): Value =>
  matrix.map((values, row) => values.map((value, column) => entry(value, row, column)));

/** The value of an expression, whose shapes must agree (see `formulaShape`), at a point. */
export function evaluate(node: Expression, point: Point): Value {
  const { field } = point;
  switch (node.type) {
    case "number":
      return [[field.read(node.digits)]];
    case "name":
      return point.value(node.name);
    case "negative":
      return map(evaluate(node.of, point), (value) => field.subtract(0, value));
    case "transpose":
      return transposed(evaluate(node.of, point));
    case "call": {
      const { function: called } = node;
      const of = evaluate(node.of, point);
      return called === "diag" ? diagonal(of) : map(of, (value) => point.apply(called, value));
    }
  }
  const left = evaluate(node.left, point);
  const right = evaluate(node.right, point);
  switch (node.type) {
    case "sum":
    case "difference": {
      const operation = node.type === "sum" ? field.add : field.subtract;
      // If only one side is 1×1, it is 0: a zero matrix of the other shape.
      const [one, other] = [onlyEntry(left), onlyEntry(right)];
      if (other !== undefined) return map(left, (value) => operation(value, other));
      if (one !== undefined) return map(right, (value) => operation(one, value));
      return map(left, (value, row, column) => operation(value, right[row]?.[column] ?? 0));
    }
    case "quotient":
      return map(left, (value) => field.divide(value, onlyEntry(right) ?? Number.NaN));
  }
  const scaled = scaledBy(onlyEntry(left), right, field) ?? scaledBy(onlyEntry(right), left, field);
  if (scaled) return scaled;
  if (node.type === "product") return product(left, right, field);
  return map(left, (value, row, column) => field.multiply(value, right[row]?.[column] ?? 0));
}

const scaledBy = (scalar: number | undefined, matrix: Value, field: Field): Value | undefined =>
  scalar === undefined ? undefined : map(matrix, (value) => field.multiply(scalar, value));

const transposed = (matrix: Value): Value =>
  Array.from({ length: columnsOf(matrix) }, (_, column) => matrix.map((row) => row[column] ?? 0));

const diagonal = (column: Value): Value =>
  column.map((_, row) => column.map(([value = 0], other) => (other === row ? value : 0)));

function product(left: Value, right: Value, field: Field): Value {
  const columns = transposed(right);
  return left.map((row) =>
    columns.map((column) =>
      row.reduce((total, value, k) => field.add(total, field.multiply(value, column[k] ?? 0)), 0),
    ),
  );
}
