import { type Matrix, matrix } from "mathjs";
import { refuse, requireCount, requireNumber } from "../data/inputs";
import { type Random, requireRandom } from "../data/random";
import { rowsOf } from "../data/shape";

/** A way to draw the first weights of a layer. */
export interface Initialiser {
  readonly name: string;
  /** A rows×columns weight matrix: `rows` units, each with `columns` inputs. */
  weights(rows: number, columns: number, random: Random): Matrix;
}

function initialiser(name: string, draw: Initialiser["weights"]): Initialiser {
  return {
    name,
    weights(rows, columns, random) {
      requireCount("rows", rows);
      requireCount("columns", columns);
      requireRandom(random);
      return draw(rows, columns, random);
    },
  };
}

/** @throws if it is none, such as `initialisers.gaussian` without its standard deviation. */
export function requireInitialiser(initialiser: Initialiser): void {
  if (typeof initialiser?.weights !== "function")
    refuse("initialiser", initialiser, "one such as initialisers.xavier or initialisers.gaussian(0.01)");
}

/** Independent normal weights with mean 0 and standard deviation `sd`. */
const gaussian = (sd: number): Initialiser => {
  requireNumber("sd", sd, "a number above 0 such as 0.01", (spread) => spread > 0);
  return initialiser("gaussian", (rows, columns, random) =>
    random.matrix(rows, columns, () => sd * random.normal()),
  );
};

/**
 * How weights may be drawn before training.
 *
 * | name | weights of a layer with `in` inputs and `out` units | source |
 * |---|---|---|
 * | xavier | uniform on ±√(6/(in+out)) | X. Glorot and Y. Bengio, AISTATS 2010, equation 16 |
 * | he | normal, standard deviation √(2/in) | K. He et al., ICCV 2015, equation 10 |
 * | orthogonal | orthonormal rows or columns, whichever are fewer | A. Saxe, J. McClelland and S. Ganguli, ICLR 2014 |
 * | gaussian(sd) | normal, standard deviation sd | |
 *
 * xavier keeps the spread of signals and gradients about the same through sigmoid-like layers, he
 * through relu ones; through linear layers orthogonal keeps them exactly; a small gaussian lets them die.
 *
 * @throws if a size is no whole number from 1, or sd is not above 0.
 *
 * @example
 * import { multiply, norm, subtract, transpose } from "mathjs";
 * const W = initialisers.orthogonal.weights(2, 5, random(1));
 * W.size() // → [2, 5]
 * multiply(W, transpose(W)) // → [[1, 0], [0, 1]]
 */
export const initialisers = {
  xavier: initialiser("xavier", (rows, columns, random) => {
    const limit = Math.sqrt(6 / (rows + columns));
    return random.matrix(rows, columns, () => limit * (2 * random.uniform() - 1));
  }),
  he: initialiser("he", (rows, columns, random) => {
    const sd = Math.sqrt(2 / columns);
    return random.matrix(rows, columns, () => sd * random.normal());
  }),
  orthogonal: initialiser("orthogonal", (rows, columns, random) => {
    const few = Math.min(rows, columns);
    const vectors = orthonormal(rowsOf(random.matrix(few, Math.max(rows, columns))) as number[][]);
    return matrix(
      Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => (rows <= columns ? vectors[i]?.[j] : vectors[j]?.[i]) ?? 0),
      ),
    );
  }),
  gaussian,
} as const;

/** The rows made orthonormal by Gram and Schmidt, each twice, so that rounding leaves nothing over. */
function orthonormal(rows: readonly (readonly number[])[]): number[][] {
  const done: number[][] = [];
  for (const row of rows) {
    const left = [...row];
    for (const other of [...done, ...done]) {
      const along = dot(left, other);
      for (const [k, entry] of other.entries()) left[k] = (left[k] ?? 0) - along * entry;
    }
    const length = Math.sqrt(dot(left, left));
    done.push(left.map((entry) => entry / length));
  }
  return done;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, entry, k) => sum + entry * (b[k] ?? 0), 0);
