/**
 * What a BLAS library does not do, on its row-by-row matrices. `width` is the length of a row in bytes: an even
 * count of numbers, the last of which is padding if the count of units is odd.
 */
import { activate } from "./activations";

/** Every row a copy of b. */
export function fillRows(b: usize, out: usize, rows: usize, width: usize): void {
  for (; rows > 0; rows--, out += width) memory.copy(out, b, width);
}

/** Replaces z by f(z) and writes f′(z) to slope, with zeros in the padding. */
export function activateRows(f: i32, a: usize, slope: usize, rows: usize, width: usize, units: usize): void {
  activate(f, a, slope, rows * width);
  if ((units & 1) === 0) return;
  for (let last = width - 8; rows > 0; rows--, last += width) {
    store<f64>(a + last, 0);
    store<f64>(slope + last, 0);
  }
}

/** d = (scale · (a − y) + pull) * slope. @returns Σ (a − y)² */
export function deltaRows(
  a: usize,
  y: usize,
  pull: usize,
  slope: usize,
  d: usize,
  rows: usize,
  width: usize,
  scale: f64,
): f64 {
  const scaled = f64x2.splat(scale);
  let sum = f64x2.splat(0);
  for (; rows > 0; rows--)
    for (let by = pull, end = pull + width; by < end; by += 16, a += 16, y += 16, slope += 16, d += 16) {
      const error = f64x2.sub(v128.load(a), v128.load(y));
      sum = f64x2.add(sum, f64x2.mul(error, error));
      const here = f64x2.add(f64x2.mul(scaled, error), v128.load(by));
      v128.store(d, f64x2.mul(here, v128.load(slope)));
    }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** d = (d + pull) * slope */
export function slopeRows(d: usize, pull: usize, slope: usize, rows: usize, width: usize): void {
  for (; rows > 0; rows--)
    for (let by = pull, end = pull + width; by < end; by += 16, slope += 16, d += 16)
      v128.store(d, f64x2.mul(f64x2.add(v128.load(d), v128.load(by)), v128.load(slope)));
}

/** to = keep · from + scale · Σ over the rows */
export function sumOfRows(
  x: usize,
  from: usize,
  to: usize,
  keep: f64,
  scale: f64,
  rows: usize,
  width: usize,
): void {
  const kept = f64x2.splat(keep);
  const scaled = f64x2.splat(scale);
  for (let k: usize = 0; k < width; k += 16) v128.store(to + k, f64x2.mul(kept, v128.load(from + k)));
  for (; rows > 0; rows--)
    for (let sum = to, end = to + width; sum < end; sum += 16, x += 16)
      v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(scaled, v128.load(x))));
}

/** Copies rows by number. */
export function pickRows(from: usize, width: usize, columns: usize, count: usize, to: usize): void {
  for (; count > 0; count--, columns += 4, to += width)
    memory.copy(to, from + <usize>load<u32>(columns) * width, width);
}
