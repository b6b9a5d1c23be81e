/**
 * What the engine calls. Sizes are counts: of rows (points, filled up to a multiple of four, or one), of
 * points without the filling, of units; inputs and strides are the bytes of a panel.
 */
import { activate } from "./activations";
import { backwardPanel, forwardPanel, gradientPanel } from "./products";
import { backwardOne, backwardUpdateOne, forwardOne, gradientOne } from "./single";
import { delta as deltaPanel, gather as gatherPanel, pull as pullPanel, sumRows } from "./vectors";

export { adam, combine, momentum, squares } from "./vectors";

function panelsOf(units: usize): usize {
  return (units + 3) >> 2;
}

/** Zeros from one place up to another. */
function clear(from: usize, end: usize): void {
  for (; from < end; from += 8) store<f64>(from, 0);
}

/** a = f(P W + b) and slope = f′(P W + b), with zeros where no point or no unit is. */
export function forward(
  points: usize,
  stride: usize,
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
    forwardOne(points, stride, w, inputs, b, a, <i32>panels);
    activate(f, a, slope, panels * 32);
  } else {
    for (let j: usize = 0; j < panels; j++) {
      const here = a + j * bytes;
      forwardPanel(points, stride, w + j * inputs, inputs, b + j * 32, here, rows);
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

/** d = scale · (a − y) * slope. @returns Σ (a − y)² */
export function delta(
  a: usize,
  y: usize,
  yStride: usize,
  slope: usize,
  d: usize,
  rows: usize,
  units: usize,
  scale: f64,
): f64 {
  const bytes = rows * 32;
  let sum: f64 = 0;
  for (let j: usize = 0; j < panelsOf(units); j++) {
    const here = j * bytes;
    sum += deltaPanel(a + here, y + j * yStride, slope + here, d + here, scale, bytes);
  }
  return sum;
}

/** out = (D Wᵀ) * slope, the deltas of the layer before. */
export function backward(
  d: usize,
  w: usize,
  inputs: usize,
  slope: usize,
  out: usize,
  rows: usize,
  units: usize,
): void {
  const panels = panelsOf(units);
  if (rows === 1) {
    backwardOne(d, w, inputs, panels, slope, out);
    return;
  }
  const bytes = rows * 32;
  for (let j: usize = 0; j < inputs; j += 128) {
    backwardPanel(d, bytes, w + j, inputs, panels, slope, out, rows);
    slope += bytes;
    out += bytes;
  }
}

/** d = d + pull * slope for every point, where pull holds a number a unit. */
export function pull(d: usize, by: usize, slope: usize, rows: usize, units: usize): void {
  const bytes = rows * 32;
  for (let j: usize = 0; j < panelsOf(units); j++)
    pullPanel(d + j * bytes, by + j * 32, slope + j * bytes, bytes);
}

/** W and b to keep · from + scale · gradient; biases keep `keepBias` times what they were. */
export function gradient(
  points: usize,
  stride: usize,
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
  if (rows === 1) gradientOne(points, stride, d, <i32>panels, fromW, toW, inputs, keep, scale);
  else
    for (let j: usize = 0; j < panels; j++)
      gradientPanel(
        points,
        stride,
        d + j * bytes,
        rows,
        fromW + j * inputs,
        toW + j * inputs,
        inputs,
        keep,
        scale,
      );
  for (let j: usize = 0; j < panels; j++)
    sumRows(d + j * bytes, fromB + j * 32, toB + j * 32, keepBias, scale, bytes);
}

/** `backward` for one point, and on the same way W := keep · W + scale · a d, b := b + scale · d. */
export function backwardUpdate(
  d: usize,
  w: usize,
  inputs: usize,
  b: usize,
  a: usize,
  slope: usize,
  out: usize,
  units: usize,
  keep: f64,
  scale: f64,
): void {
  const panels = panelsOf(units);
  backwardUpdateOne(d, w, inputs, panels, a, slope, out, keep, scale);
  for (let j: usize = 0; j < panels; j++) sumRows(d + j * 32, b + j * 32, b + j * 32, 1, scale, 32);
}

/** out = scale · Σ of the rows, a number a unit. */
export function sumPoints(a: usize, rows: usize, units: usize, out: usize, scale: f64): void {
  for (let j: usize = 0; j < panelsOf(units); j++)
    sumRows(a + j * rows * 32, out + j * 32, out + j * 32, 0, scale, rows * 32);
}

/** Points picked by number, and zeros up to `rows`. */
export function gather(
  from: usize,
  fromStride: usize,
  columns: usize,
  count: usize,
  to: usize,
  rows: usize,
  units: usize,
): void {
  for (let j: usize = 0; j < panelsOf(units); j++, from += fromStride, to += rows * 32) {
    gatherPanel(from, columns, to, count * 32);
    clear(to + count * 32, to + rows * 32);
  }
}
