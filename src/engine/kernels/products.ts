/**
 * The three products of a layer, for batches. Matrices are kept in panels of four columns, each with all
 * its rows: the entry (r, c) of a matrix with R rows is number 4 (R ⌊c/4⌋ + r) + c mod 4. Rows of points
 * are the points, columns the units; a weight matrix has a row an input and a column a unit. Rows and
 * columns are filled up with zeros to multiples of four, so that all is done in tiles of 4×4, and every
 * stream of numbers is read as it lies. A stride is the length of a panel in bytes.
 */

/**
 * Z = P W + b for one panel of units.
 * @param rows how many points
 * @param inputs bytes of a panel of w
 */
export function forwardPanel(
  points: usize,
  stride: usize,
  w: usize,
  inputs: usize,
  b: usize,
  out: usize,
  rows: usize,
): void {
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  const wEnd = w + inputs;
  for (let z = out, zEnd = out + rows * 32; z < zEnd; z += 128, points += 128) {
    let c00 = b0;
    let c01 = b1;
    let c10 = b0;
    let c11 = b1;
    let c20 = b0;
    let c21 = b1;
    let c30 = b0;
    let c31 = b1;
    let y0: v128, y1: v128, s: v128;
    for (let x = points, y = w; y < wEnd; x += stride, y += 128) {
      y0 = v128.load(y, 0);
      y1 = v128.load(y, 16);
      s = v128.load_splat<f64>(x, 0);
      c00 = f64x2.add(c00, f64x2.mul(s, y0));
      c01 = f64x2.add(c01, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 32);
      c10 = f64x2.add(c10, f64x2.mul(s, y0));
      c11 = f64x2.add(c11, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 64);
      c20 = f64x2.add(c20, f64x2.mul(s, y0));
      c21 = f64x2.add(c21, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 96);
      c30 = f64x2.add(c30, f64x2.mul(s, y0));
      c31 = f64x2.add(c31, f64x2.mul(s, y1));
      y0 = v128.load(y, 32);
      y1 = v128.load(y, 48);
      s = v128.load_splat<f64>(x, 8);
      c00 = f64x2.add(c00, f64x2.mul(s, y0));
      c01 = f64x2.add(c01, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 40);
      c10 = f64x2.add(c10, f64x2.mul(s, y0));
      c11 = f64x2.add(c11, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 72);
      c20 = f64x2.add(c20, f64x2.mul(s, y0));
      c21 = f64x2.add(c21, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 104);
      c30 = f64x2.add(c30, f64x2.mul(s, y0));
      c31 = f64x2.add(c31, f64x2.mul(s, y1));
      y0 = v128.load(y, 64);
      y1 = v128.load(y, 80);
      s = v128.load_splat<f64>(x, 16);
      c00 = f64x2.add(c00, f64x2.mul(s, y0));
      c01 = f64x2.add(c01, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 48);
      c10 = f64x2.add(c10, f64x2.mul(s, y0));
      c11 = f64x2.add(c11, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 80);
      c20 = f64x2.add(c20, f64x2.mul(s, y0));
      c21 = f64x2.add(c21, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 112);
      c30 = f64x2.add(c30, f64x2.mul(s, y0));
      c31 = f64x2.add(c31, f64x2.mul(s, y1));
      y0 = v128.load(y, 96);
      y1 = v128.load(y, 112);
      s = v128.load_splat<f64>(x, 24);
      c00 = f64x2.add(c00, f64x2.mul(s, y0));
      c01 = f64x2.add(c01, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 56);
      c10 = f64x2.add(c10, f64x2.mul(s, y0));
      c11 = f64x2.add(c11, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 88);
      c20 = f64x2.add(c20, f64x2.mul(s, y0));
      c21 = f64x2.add(c21, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 120);
      c30 = f64x2.add(c30, f64x2.mul(s, y0));
      c31 = f64x2.add(c31, f64x2.mul(s, y1));
    }
    v128.store(z, c00, 0);
    v128.store(z, c01, 16);
    v128.store(z, c10, 32);
    v128.store(z, c11, 48);
    v128.store(z, c20, 64);
    v128.store(z, c21, 80);
    v128.store(z, c30, 96);
    v128.store(z, c31, 112);
  }
}

/** (Σ of the two numbers of a, Σ of those of b) */
function sums(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/**
 * (D Wᵀ) * slope for one panel of inputs.
 * @param d the deltas behind the layer
 * @param w the four rows of the first panel of w
 * @param panels how many panels d and w have
 */
export function backwardPanel(
  d: usize,
  stride: usize,
  w: usize,
  inputs: usize,
  panels: usize,
  slope: usize,
  out: usize,
  rows: usize,
): void {
  const wEnd = w + panels * inputs;
  for (let end = out + rows * 32; out < end; out += 64, slope += 64, d += 64) {
    let c00 = f64x2.splat(0);
    let c01 = f64x2.splat(0);
    let c10 = f64x2.splat(0);
    let c11 = f64x2.splat(0);
    let c20 = f64x2.splat(0);
    let c21 = f64x2.splat(0);
    let c30 = f64x2.splat(0);
    let c31 = f64x2.splat(0);
    let d0: v128, d1: v128, s: v128;
    for (let x = d, y = w; y < wEnd; x += stride, y += inputs) {
      d0 = v128.load(x, 0);
      d1 = v128.load(x, 32);
      s = v128.load(y, 0);
      c00 = f64x2.add(c00, f64x2.mul(d0, s));
      c01 = f64x2.add(c01, f64x2.mul(d1, s));
      s = v128.load(y, 32);
      c10 = f64x2.add(c10, f64x2.mul(d0, s));
      c11 = f64x2.add(c11, f64x2.mul(d1, s));
      s = v128.load(y, 64);
      c20 = f64x2.add(c20, f64x2.mul(d0, s));
      c21 = f64x2.add(c21, f64x2.mul(d1, s));
      s = v128.load(y, 96);
      c30 = f64x2.add(c30, f64x2.mul(d0, s));
      c31 = f64x2.add(c31, f64x2.mul(d1, s));
      d0 = v128.load(x, 16);
      d1 = v128.load(x, 48);
      s = v128.load(y, 16);
      c00 = f64x2.add(c00, f64x2.mul(d0, s));
      c01 = f64x2.add(c01, f64x2.mul(d1, s));
      s = v128.load(y, 48);
      c10 = f64x2.add(c10, f64x2.mul(d0, s));
      c11 = f64x2.add(c11, f64x2.mul(d1, s));
      s = v128.load(y, 80);
      c20 = f64x2.add(c20, f64x2.mul(d0, s));
      c21 = f64x2.add(c21, f64x2.mul(d1, s));
      s = v128.load(y, 112);
      c30 = f64x2.add(c30, f64x2.mul(d0, s));
      c31 = f64x2.add(c31, f64x2.mul(d1, s));
    }
    v128.store(out, f64x2.mul(sums(c00, c10), v128.load(slope, 0)), 0);
    v128.store(out, f64x2.mul(sums(c20, c30), v128.load(slope, 16)), 16);
    v128.store(out, f64x2.mul(sums(c01, c11), v128.load(slope, 32)), 32);
    v128.store(out, f64x2.mul(sums(c21, c31), v128.load(slope, 48)), 48);
  }
}

/**
 * keep · from + scale · Pᵀ D for one panel of units: with keep = 1 − ηλ and scale = −η a gradient step
 * with weight decay in place, with keep = λ and scale = 1 a gradient.
 * @param inputs bytes of a panel of weights
 */
export function gradientPanel(
  points: usize,
  stride: usize,
  d: usize,
  rows: usize,
  from: usize,
  to: usize,
  inputs: usize,
  keep: f64,
  scale: f64,
): void {
  const kept = f64x2.splat(keep);
  const scaled = f64x2.splat(scale);
  const dEnd = d + rows * 32;
  for (let end = to + inputs; to < end; to += 128, from += 128, points += stride) {
    let c00 = f64x2.splat(0);
    let c01 = f64x2.splat(0);
    let c10 = f64x2.splat(0);
    let c11 = f64x2.splat(0);
    let c20 = f64x2.splat(0);
    let c21 = f64x2.splat(0);
    let c30 = f64x2.splat(0);
    let c31 = f64x2.splat(0);
    let y0: v128, y1: v128, s: v128;
    for (let x = points, y = d; y < dEnd; x += 32, y += 32) {
      y0 = v128.load(y);
      y1 = v128.load(y, 16);
      s = v128.load_splat<f64>(x, 0);
      c00 = f64x2.add(c00, f64x2.mul(s, y0));
      c01 = f64x2.add(c01, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 8);
      c10 = f64x2.add(c10, f64x2.mul(s, y0));
      c11 = f64x2.add(c11, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 16);
      c20 = f64x2.add(c20, f64x2.mul(s, y0));
      c21 = f64x2.add(c21, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 24);
      c30 = f64x2.add(c30, f64x2.mul(s, y0));
      c31 = f64x2.add(c31, f64x2.mul(s, y1));
    }
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 0)), f64x2.mul(scaled, c00)), 0);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(scaled, c01)), 16);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 32)), f64x2.mul(scaled, c10)), 32);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 48)), f64x2.mul(scaled, c11)), 48);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 64)), f64x2.mul(scaled, c20)), 64);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 80)), f64x2.mul(scaled, c21)), 80);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 96)), f64x2.mul(scaled, c30)), 96);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 112)), f64x2.mul(scaled, c31)), 112);
  }
}
