/**
 * The kernels that the engine calls. `count` is the number of points, and `rows` the same padded to a multiple
 * of four, or one. `units` are columns. `inputs` is the length of a panel of weights in bytes: 32 for each
 * input, with padding. `pull` has one number for each unit.
 */
import { activate } from "./activations";
import { product, transpose } from "./product";
import { backwardOne, backwardUpdateOne, forwardOne, gradientOne } from "./single";
import { delta as deltaPanel, pick as pickPanel, sumRows, times } from "./vectors";

export { activate } from "./activations";
export { activateRows, deltaRows, fillRows, pickRows, slopeRows, sumOfRows } from "./rows";
export { adam, combine, errors, momentum, spread, squares } from "./vectors";

function panelsOf(units: usize): usize {
  return (units + 3) >> 2;
}

/** Writes zeros from one address up to another. */
function clear(from: usize, end: usize): void {
  for (; from < end; from += 8) store<f64>(from, 0);
}

/** a = f(X W + b) and slope = f′(X W + b), with zeros in the padding. */
export function forward(
  x: usize,
  transposed: usize,
  w: usize,
  inputs: usize,
  b: usize,
  a: usize,
  slope: usize,
  rows: usize,
  count: usize,
  units: usize,
  f: i32,
): void {
  const panels = panelsOf(units);
  const bytes = rows * 32;
  if (rows === 1) {
    forwardOne(x, w, inputs, b, a, <i32>panels);
    activate(f, a, slope, panels * 32);
  } else {
    transpose(x, rows, inputs >> 7, transposed);
    for (let j: usize = 0; j < panels; j++) {
      const here = a + j * bytes;
      product(transposed, rows >> 2, w + j * inputs, inputs, b + j * 32, 0, here, 1, 1);
      activate(f, here, slope + j * bytes, bytes);
      clear(here + count * 32, here + bytes);
      clear(slope + j * bytes + count * 32, slope + (j + 1) * bytes);
    }
  }
  const last = units & 3;
  if (last === 0) return;
  const there = (panels - 1) * bytes + last * 8;
  const end = (panels - 1) * bytes + 32;
  for (let row: usize = 0; row < bytes; row += 32) {
    clear(a + there + row, a + end + row);
    clear(slope + there + row, slope + end + row);
  }
}

/** d = (scale · (a − y) + pull) * slope. @returns Σ (a − y)² */
export function delta(
  a: usize,
  y: usize,
  pull: usize,
  slope: usize,
  d: usize,
  rows: usize,
  units: usize,
  scale: f64,
): f64 {
  const bytes = rows * 32;
  let sum: f64 = 0;
  for (let here: usize = 0, end = panelsOf(units) * bytes; here < end; here += bytes, pull += 32)
    sum += deltaPanel(a + here, y + here, pull, slope + here, d + here, scale, bytes);
  return sum;
}

/** out = (D Wᵀ + pull) * slope, the deltas of the layer before. */
export function backward(
  d: usize,
  transposed: usize,
  w: usize,
  transposedW: usize,
  inputs: usize,
  pull: usize,
  slope: usize,
  out: usize,
  rows: usize,
  units: usize,
): void {
  const panels = panelsOf(units);
  if (rows === 1) {
    backwardOne(d, w, inputs, panels, pull, slope, out);
    return;
  }
  const bytes = rows * 32;
  transpose(d, rows, panels, transposed);
  transpose(w, inputs >> 5, panels, transposedW);
  for (let j: usize = 0, end = inputs >> 7; j < end; j++) {
    const here = out + j * bytes;
    product(
      transposed,
      rows >> 2,
      transposedW + j * panels * 128,
      panels * 128,
      pull + j * 32,
      0,
      here,
      1,
      1,
    );
    times(here, slope + j * bytes, bytes);
  }
}

/** to = keep · from + scale · gradient for W and b, with `keepBias` for b. */
export function gradient(
  x: usize,
  d: usize,
  rows: usize,
  fromW: usize,
  toW: usize,
  inputs: usize,
  fromB: usize,
  toB: usize,
  units: usize,
  keep: f64,
  keepBias: f64,
  scale: f64,
): void {
  const panels = panelsOf(units);
  const bytes = rows * 32;
  if (rows === 1) gradientOne(x, d, <i32>panels, fromW, toW, inputs, keep, scale);
  else
    for (let j: usize = 0; j < panels; j++)
      product(x, inputs >> 7, d + j * bytes, bytes, fromW + j * inputs, 32, toW + j * inputs, keep, scale);
  for (let j: usize = 0; j < panels; j++)
    sumRows(d + j * bytes, fromB + j * 32, toB + j * 32, keepBias, scale, bytes);
}

/** `backward` for one point, and W := W + scale · a d, b := b + scale · d in the same loop. */
export function backwardUpdate(
  d: usize,
  w: usize,
  inputs: usize,
  b: usize,
  a: usize,
  pull: usize,
  slope: usize,
  out: usize,
  units: usize,
  scale: f64,
): void {
  const panels = panelsOf(units);
  backwardUpdateOne(d, w, inputs, panels, a, pull, slope, out, scale);
  for (let j: usize = 0; j < panels; j++) sumRows(d + j * 32, b + j * 32, b + j * 32, 1, scale, 32);
}

/** out = scale · Σ over the rows, one number for each unit. */
export function sumPoints(a: usize, rows: usize, units: usize, out: usize, scale: f64): void {
  for (let j: usize = 0; j < panelsOf(units); j++)
    sumRows(a + j * rows * 32, out + j * 32, out + j * 32, 0, scale, rows * 32);
}

/** Copies points by number from rows of `width` bytes to panels, with zeros up to `rows`. */
export function pick(from: usize, width: usize, columns: usize, count: usize, to: usize, rows: usize): void {
  for (let j: usize = 0; j < width; j += 32, to += rows * 32) {
    pickPanel(from + j, width, columns, to, count * 32);
    clear(to + count * 32, to + rows * 32);
  }
}
