import { refuse } from "../data/arguments";
import type { Shape } from "../question/question";
import { type Expression, type Formula, requireFormula } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** Why a formula has no shape. */
export interface ShapeProblem {
  /** One line: which operation does not work with which shapes. */
  readonly message: string;
  /** The innermost formula that has no shape. */
  readonly at: Formula;
}

/**
 * `d×m`, or `a scalar` for 1×1.
 *
 * @example
 * shapeText(["d", "m"]) // → "d×m"
 */
export function shapeText(shape: Shape): string {
  if (!Array.isArray(shape) || shape.length !== 2 || !shape.every((size) => typeof size === "string"))
    refuse("shape", shape, 'a shape such as ["d", "m"]');
  return shape.join("×");
}

const scalar: Shape = ["1", "1"];
const isScalar = ([rows, columns]: Shape): boolean => rows === "1" && columns === "1";
const sameShape = (a: Shape, b: Shape): boolean => a[0] === b[0] && a[1] === b[1];

/** Whether a formula has a shape, not a problem. */
export const hasShape = (shape: Shape | ShapeProblem): shape is Shape => Array.isArray(shape);

/** The shape of a formula over the question's sizes, or the first operation that its shapes do not allow. */
export type ShapeOf = (formula: Formula) => Shape | ShapeProblem;

/** Infers the shapes of a vocabulary's formulas. A 1×1 matrix counts as a scalar, and a scalar scales anything. */
export function shapesOf({ words }: Vocabulary): ShapeOf {
  /** Trees are never changed, so the shape of each is inferred once. */
  const known = new WeakMap<Formula, Shape | ShapeProblem>();
  const shapeOf: ShapeOf = (formula) => {
    const before = known.get(formula);
    if (before) return before;
    requireFormula("formula", formula);
    const shape = inferred(formula);
    known.set(formula, shape);
    return shape;
  };

  /** Whether this is the number 0, which can be added to a matrix of any shape. */
  function isZero(node: Expression): boolean {
    const scaled = (zero: Expression, by: Expression): boolean => {
      const shape = shapeOf(by);
      return isZero(zero) && hasShape(shape) && isScalar(shape);
    };
    switch (node.type) {
      case "number":
        return Number(node.digits) === 0;
      case "negative":
      case "transpose":
        return isZero(node.of);
      case "sum":
      case "difference":
        return isZero(node.left) && isZero(node.right);
      case "product":
      case "elementwise":
        return scaled(node.left, node.right) || scaled(node.right, node.left);
      case "quotient":
        return scaled(node.left, node.right);
      default:
        return false;
    }
  }

  function inferred(node: Formula): Shape | ShapeProblem {
    const problem = (message: string): ShapeProblem => ({ message, at: node });
    switch (node.type) {
      case "number":
        return scalar;
      case "name":
        return words.get(node.name)?.shape ?? problem(`${node.name} is not a symbol of the question`);
      case "assignment": {
        const target = words.get(node.target)?.shape ?? scalar;
        const value = shapeOf(node.value);
        if (!hasShape(value) || sameShape(target, value) || isZero(node.value)) return value;
        return problem(
          `${node.target} is ${shapeText(target)}, but its value is ${shapeText(value)}${transposeHint(target, value)}`,
        );
      }
    }
    if (node.type === "chain") {
      const [head, value] = [shapeOf(node.head), shapeOf(node.value)];
      if (!hasShape(head) || !hasShape(value)) return hasShape(head) ? value : head;
      if (sameShape(head, value) || isZero(node.value)) return value;
      return problem(`${shapeText(head)} cannot equal ${shapeText(value)}${transposeHint(head, value)}`);
    }
    if ("of" in node) {
      const of = shapeOf(node.of);
      if (!hasShape(of)) return of;
      if (node.type === "transpose") return [of[1], of[0]];
      if (node.type !== "call" || node.function !== "diag") return of;
      return of[1] === "1" ? [of[0], of[0]] : problem(`diag needs a column, and this is ${shapeText(of)}`);
    }
    const left = shapeOf(node.left);
    if (!hasShape(left)) return left;
    const right = shapeOf(node.right);
    if (!hasShape(right)) return right;
    const result = combined(node, left, right);
    return typeof result === "string" ? problem(result) : result;
  }

  /** The shape of the result of an operation on two shapes, or why there is none. */
  function combined(node: Binary, left: Shape, right: Shape): Shape | string {
    switch (node.type) {
      case "product":
        if (isScalar(left)) return right;
        if (left[1] === right[0]) return [left[0], right[1]];
        return isScalar(right) ? left : `cannot multiply ${shapeText(left)} by ${shapeText(right)}`;
      case "elementwise":
        if (isScalar(left)) return right;
        if (isScalar(right) || sameShape(left, right)) return left;
        return `element-wise needs equal shapes: ${shapeText(left)} and ${shapeText(right)}`;
      case "quotient":
        return isScalar(right) ? left : `cannot divide by ${shapeText(right)}: only a scalar divides`;
      case "sum":
        if (sameShape(left, right) || isZero(node.right)) return left;
        if (isZero(node.left)) return right;
        if (isScalar(left)) return "cannot add a matrix to a scalar";
        if (isScalar(right)) return "cannot add a scalar to a matrix";
        return `cannot add ${shapeText(left)} and ${shapeText(right)}`;
      default:
        if (sameShape(left, right) || isZero(node.right)) return left;
        if (isZero(node.left)) return right;
        if (isScalar(left)) return "cannot subtract a matrix from a scalar";
        if (isScalar(right)) return "cannot subtract a scalar from a matrix";
        return `cannot subtract ${shapeText(right)} from ${shapeText(left)}`;
    }
  }

  return shapeOf;
}

type Binary = Extract<Expression, { readonly left: Expression }>;

/** Says so when one shape is the transpose of the other. */
const transposeHint = (wanted: Shape, got: Shape): string =>
  wanted[0] === got[1] && wanted[1] === got[0] ? " (its transpose)" : "";
