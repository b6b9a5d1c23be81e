/** The products of a layer for a single point; weights are stored as for batches. */

/** z = x W + b, four panels of units at a time. */
export function forwardOne(point: usize, w: usize, inputs: usize, b: usize, z: usize, panels: i32): void {
  let s: v128;
  let left = panels;
  for (; left >= 4; left -= 4) {
    let c00 = v128.load(b, 0);
    let c01 = v128.load(b, 16);
    let c10 = v128.load(b, 32);
    let c11 = v128.load(b, 48);
    let c20 = v128.load(b, 64);
    let c21 = v128.load(b, 80);
    let c30 = v128.load(b, 96);
    let c31 = v128.load(b, 112);
    let x = point,
      y1 = w + inputs,
      y2 = y1 + inputs,
      y3 = y2 + inputs;
    for (let y = w, end = y1; y < end; x += 32, y += 128, y1 += 128, y2 += 128, y3 += 128) {
      s = v128.load_splat<f64>(x, 0);
      c00 = f64x2.add(c00, f64x2.mul(s, v128.load(y, 0)));
      c01 = f64x2.add(c01, f64x2.mul(s, v128.load(y, 16)));
      c10 = f64x2.add(c10, f64x2.mul(s, v128.load(y1, 0)));
      c11 = f64x2.add(c11, f64x2.mul(s, v128.load(y1, 16)));
      c20 = f64x2.add(c20, f64x2.mul(s, v128.load(y2, 0)));
      c21 = f64x2.add(c21, f64x2.mul(s, v128.load(y2, 16)));
      c30 = f64x2.add(c30, f64x2.mul(s, v128.load(y3, 0)));
      c31 = f64x2.add(c31, f64x2.mul(s, v128.load(y3, 16)));
      s = v128.load_splat<f64>(x, 8);
      c00 = f64x2.add(c00, f64x2.mul(s, v128.load(y, 32)));
      c01 = f64x2.add(c01, f64x2.mul(s, v128.load(y, 48)));
      c10 = f64x2.add(c10, f64x2.mul(s, v128.load(y1, 32)));
      c11 = f64x2.add(c11, f64x2.mul(s, v128.load(y1, 48)));
      c20 = f64x2.add(c20, f64x2.mul(s, v128.load(y2, 32)));
      c21 = f64x2.add(c21, f64x2.mul(s, v128.load(y2, 48)));
      c30 = f64x2.add(c30, f64x2.mul(s, v128.load(y3, 32)));
      c31 = f64x2.add(c31, f64x2.mul(s, v128.load(y3, 48)));
      s = v128.load_splat<f64>(x, 16);
      c00 = f64x2.add(c00, f64x2.mul(s, v128.load(y, 64)));
      c01 = f64x2.add(c01, f64x2.mul(s, v128.load(y, 80)));
      c10 = f64x2.add(c10, f64x2.mul(s, v128.load(y1, 64)));
      c11 = f64x2.add(c11, f64x2.mul(s, v128.load(y1, 80)));
      c20 = f64x2.add(c20, f64x2.mul(s, v128.load(y2, 64)));
      c21 = f64x2.add(c21, f64x2.mul(s, v128.load(y2, 80)));
      c30 = f64x2.add(c30, f64x2.mul(s, v128.load(y3, 64)));
      c31 = f64x2.add(c31, f64x2.mul(s, v128.load(y3, 80)));
      s = v128.load_splat<f64>(x, 24);
      c00 = f64x2.add(c00, f64x2.mul(s, v128.load(y, 96)));
      c01 = f64x2.add(c01, f64x2.mul(s, v128.load(y, 112)));
      c10 = f64x2.add(c10, f64x2.mul(s, v128.load(y1, 96)));
      c11 = f64x2.add(c11, f64x2.mul(s, v128.load(y1, 112)));
      c20 = f64x2.add(c20, f64x2.mul(s, v128.load(y2, 96)));
      c21 = f64x2.add(c21, f64x2.mul(s, v128.load(y2, 112)));
      c30 = f64x2.add(c30, f64x2.mul(s, v128.load(y3, 96)));
      c31 = f64x2.add(c31, f64x2.mul(s, v128.load(y3, 112)));
    }
    v128.store(z, c00, 0);
    v128.store(z, c01, 16);
    v128.store(z, c10, 32);
    v128.store(z, c11, 48);
    v128.store(z, c20, 64);
    v128.store(z, c21, 80);
    v128.store(z, c30, 96);
    v128.store(z, c31, 112);
    w += 4 * inputs;
    b += 128;
    z += 128;
  }
  for (; left > 0; left--) {
    let c00 = v128.load(b),
      c01 = v128.load(b, 16);
    let c10 = f64x2.splat(0);
    let c11 = f64x2.splat(0);
    let c20 = f64x2.splat(0);
    let c21 = f64x2.splat(0);
    let c30 = f64x2.splat(0);
    let c31 = f64x2.splat(0);
    let x = point;
    for (let y = w, end = w + inputs; y < end; x += 32, y += 128) {
      s = v128.load_splat<f64>(x, 0);
      c00 = f64x2.add(c00, f64x2.mul(s, v128.load(y, 0)));
      c01 = f64x2.add(c01, f64x2.mul(s, v128.load(y, 16)));
      s = v128.load_splat<f64>(x, 8);
      c10 = f64x2.add(c10, f64x2.mul(s, v128.load(y, 32)));
      c11 = f64x2.add(c11, f64x2.mul(s, v128.load(y, 48)));
      s = v128.load_splat<f64>(x, 16);
      c20 = f64x2.add(c20, f64x2.mul(s, v128.load(y, 64)));
      c21 = f64x2.add(c21, f64x2.mul(s, v128.load(y, 80)));
      s = v128.load_splat<f64>(x, 24);
      c30 = f64x2.add(c30, f64x2.mul(s, v128.load(y, 96)));
      c31 = f64x2.add(c31, f64x2.mul(s, v128.load(y, 112)));
    }
    v128.store(z, f64x2.add(f64x2.add(c00, c10), f64x2.add(c20, c30)));
    v128.store(z, f64x2.add(f64x2.add(c01, c11), f64x2.add(c21, c31)), 16);
    w += inputs;
    b += 32;
    z += 32;
  }
}

/** (Σ of the two numbers of a, Σ of those of b) */
function sums(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/** (d Wᵀ + pull) * slope */
export function backwardOne(
  d: usize,
  w: usize,
  inputs: usize,
  panels: usize,
  pull: usize,
  slope: usize,
  out: usize,
): void {
  const reach = panels * inputs;
  for (let end = w + inputs; w < end; w += 128, pull += 32, slope += 32, out += 32) {
    let c00 = f64x2.splat(0);
    let c01 = f64x2.splat(0);
    let c10 = f64x2.splat(0);
    let c11 = f64x2.splat(0);
    let c20 = f64x2.splat(0);
    let c21 = f64x2.splat(0);
    let c30 = f64x2.splat(0);
    let c31 = f64x2.splat(0);
    let w0: v128, w1: v128;
    let x = d;
    for (let y = w, yEnd = w + reach; y < yEnd; y += inputs, x += 32) {
      const d0 = v128.load(x),
        d1 = v128.load(x, 16);
      w0 = v128.load(y, 0);
      c00 = f64x2.add(c00, f64x2.mul(d0, w0));
      w1 = v128.load(y, 16);
      c01 = f64x2.add(c01, f64x2.mul(d1, w1));
      w0 = v128.load(y, 32);
      c10 = f64x2.add(c10, f64x2.mul(d0, w0));
      w1 = v128.load(y, 48);
      c11 = f64x2.add(c11, f64x2.mul(d1, w1));
      w0 = v128.load(y, 64);
      c20 = f64x2.add(c20, f64x2.mul(d0, w0));
      w1 = v128.load(y, 80);
      c21 = f64x2.add(c21, f64x2.mul(d1, w1));
      w0 = v128.load(y, 96);
      c30 = f64x2.add(c30, f64x2.mul(d0, w0));
      w1 = v128.load(y, 112);
      c31 = f64x2.add(c31, f64x2.mul(d1, w1));
    }
    const s0 = sums(f64x2.add(c00, c01), f64x2.add(c10, c11));
    const s1 = sums(f64x2.add(c20, c21), f64x2.add(c30, c31));
    v128.store(out, f64x2.mul(f64x2.add(s0, v128.load(pull)), v128.load(slope)));
    v128.store(out, f64x2.mul(f64x2.add(s1, v128.load(pull, 16)), v128.load(slope, 16)), 16);
  }
}

/** `backwardOne`, and W := W + scale · a d in the same loop over the weights. */
export function backwardUpdateOne(
  d: usize,
  weights: usize,
  inputs: usize,
  panels: usize,
  a: usize,
  pull: usize,
  slope: usize,
  out: usize,
  scale: f64,
): void {
  const reach = panels * inputs;
  const scaled = f64x2.splat(scale);
  for (
    const end = weights + inputs;
    weights < end;
    weights += 128, a += 32, pull += 32, slope += 32, out += 32
  ) {
    const a0 = f64x2.mul(scaled, v128.load_splat<f64>(a, 0));
    const a1 = f64x2.mul(scaled, v128.load_splat<f64>(a, 8));
    const a2 = f64x2.mul(scaled, v128.load_splat<f64>(a, 16));
    const a3 = f64x2.mul(scaled, v128.load_splat<f64>(a, 24));
    let c0 = f64x2.splat(0);
    let c1 = f64x2.splat(0);
    let c2 = f64x2.splat(0);
    let c3 = f64x2.splat(0);
    let w: v128;
    let x = d;
    for (let y = weights, yEnd = weights + reach; y < yEnd; y += inputs, x += 32) {
      const d0 = v128.load(x);
      const d1 = v128.load(x, 16);
      w = v128.load(y, 0);
      c0 = f64x2.add(c0, f64x2.mul(d0, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d0, a0)), 0);
      w = v128.load(y, 16);
      c0 = f64x2.add(c0, f64x2.mul(d1, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d1, a0)), 16);
      w = v128.load(y, 32);
      c1 = f64x2.add(c1, f64x2.mul(d0, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d0, a1)), 32);
      w = v128.load(y, 48);
      c1 = f64x2.add(c1, f64x2.mul(d1, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d1, a1)), 48);
      w = v128.load(y, 64);
      c2 = f64x2.add(c2, f64x2.mul(d0, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d0, a2)), 64);
      w = v128.load(y, 80);
      c2 = f64x2.add(c2, f64x2.mul(d1, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d1, a2)), 80);
      w = v128.load(y, 96);
      c3 = f64x2.add(c3, f64x2.mul(d0, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d0, a3)), 96);
      w = v128.load(y, 112);
      c3 = f64x2.add(c3, f64x2.mul(d1, w));
      v128.store(y, f64x2.add(w, f64x2.mul(d1, a3)), 112);
    }
    v128.store(out, f64x2.mul(f64x2.add(sums(c0, c1), v128.load(pull)), v128.load(slope)));
    v128.store(out, f64x2.mul(f64x2.add(sums(c2, c3), v128.load(pull, 16)), v128.load(slope, 16)), 16);
  }
}

/** to = keep · from + scale · x d for all weights. */
export function gradientOne(
  point: usize,
  d: usize,
  panels: i32,
  from: usize,
  to: usize,
  inputs: usize,
  keep: f64,
  scale: f64,
): void {
  const kept = f64x2.splat(keep),
    scaled = f64x2.splat(scale);
  for (; panels > 0; panels--, d += 32) {
    const d0 = f64x2.mul(scaled, v128.load(d)),
      d1 = f64x2.mul(scaled, v128.load(d, 16));
    let s: v128;
    let x = point;
    for (let end = to + inputs; to < end; to += 128, from += 128, x += 32) {
      s = v128.load_splat<f64>(x, 0);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 0)), f64x2.mul(d0, s)), 0);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(d1, s)), 16);
      s = v128.load_splat<f64>(x, 8);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 32)), f64x2.mul(d0, s)), 32);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 48)), f64x2.mul(d1, s)), 48);
      s = v128.load_splat<f64>(x, 16);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 64)), f64x2.mul(d0, s)), 64);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 80)), f64x2.mul(d1, s)), 80);
      s = v128.load_splat<f64>(x, 24);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 96)), f64x2.mul(d0, s)), 96);
      v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 112)), f64x2.mul(d1, s)), 112);
    }
  }
}
