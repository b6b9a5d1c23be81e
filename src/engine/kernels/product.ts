/**
 * The product for batches; forward pass, backward pass and gradient are all cases of it.
 *
 * Matrices are stored in panels of four columns, each with all its rows: the entry (r, c) of a matrix with R
 * rows is number 4 (R ⌊c/4⌋ + r) + c mod 4. Rows and columns are padded with zeros to multiples of four, so
 * the product works in tiles of 4×4 and reads both factors in order.
 */

/**
 * to = keep · from + scale · Xᵀ Y for one panel of Y.
 * @param x X, with as many rows as Y
 * @param tiles the number of panels of X
 * @param y the panel, `bytes` long
 * @param fromRow the bytes from one row of `from` to the next: 32, or 0 to use one row for all
 * @param to has as many rows as X has columns
 */
export function product(
  x: usize,
  tiles: usize,
  y: usize,
  bytes: usize,
  from: usize,
  fromRow: usize,
  to: usize,
  keep: f64,
  scale: f64,
): void {
  const start = y;
  const end = y + bytes;
  const kept = f64x2.splat(keep);
  const scaled = f64x2.splat(scale);
  for (const toEnd = to + tiles * 128; to < toEnd; to += 128) {
    let c00 = f64x2.splat(0);
    let c01 = f64x2.splat(0);
    let c10 = f64x2.splat(0);
    let c11 = f64x2.splat(0);
    let c20 = f64x2.splat(0);
    let c21 = f64x2.splat(0);
    let c30 = f64x2.splat(0);
    let c31 = f64x2.splat(0);
    let y0: v128, y1: v128, s: v128;
    // Two rows in each round. The condition between them is never true; without it compilers load both rows
    // first and run out of registers.
    for (y = start; y < end; x += 64, y += 64) {
      y0 = v128.load(y, 0);
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
      if (y === end) break;
      y0 = v128.load(y, 32);
      y1 = v128.load(y, 48);
      s = v128.load_splat<f64>(x, 32);
      c00 = f64x2.add(c00, f64x2.mul(s, y0));
      c01 = f64x2.add(c01, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 40);
      c10 = f64x2.add(c10, f64x2.mul(s, y0));
      c11 = f64x2.add(c11, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 48);
      c20 = f64x2.add(c20, f64x2.mul(s, y0));
      c21 = f64x2.add(c21, f64x2.mul(s, y1));
      s = v128.load_splat<f64>(x, 56);
      c30 = f64x2.add(c30, f64x2.mul(s, y0));
      c31 = f64x2.add(c31, f64x2.mul(s, y1));
    }
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 0)), f64x2.mul(scaled, c00)), 0);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(scaled, c01)), 16);
    from += fromRow;
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 0)), f64x2.mul(scaled, c10)), 32);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(scaled, c11)), 48);
    from += fromRow;
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 0)), f64x2.mul(scaled, c20)), 64);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(scaled, c21)), 80);
    from += fromRow;
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 0)), f64x2.mul(scaled, c30)), 96);
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(scaled, c31)), 112);
    from += fromRow;
  }
}

/** X of `rows` rows in `panels` panels to Xᵀ, in tiles of 4×4. */
export function transpose(from: usize, rows: usize, panels: usize, to: usize): void {
  const far = panels * 128;
  for (; panels > 0; panels--, to += 128) {
    for (let end = from + rows * 32, out = to; from < end; from += 128, out += far) {
      const r00 = v128.load(from, 0);
      const r01 = v128.load(from, 16);
      const r10 = v128.load(from, 32);
      const r11 = v128.load(from, 48);
      const r20 = v128.load(from, 64);
      const r21 = v128.load(from, 80);
      const r30 = v128.load(from, 96);
      const r31 = v128.load(from, 112);
      v128.store(out, v128.shuffle<f64>(r00, r10, 0, 2), 0);
      v128.store(out, v128.shuffle<f64>(r20, r30, 0, 2), 16);
      v128.store(out, v128.shuffle<f64>(r00, r10, 1, 3), 32);
      v128.store(out, v128.shuffle<f64>(r20, r30, 1, 3), 48);
      v128.store(out, v128.shuffle<f64>(r01, r11, 0, 2), 64);
      v128.store(out, v128.shuffle<f64>(r21, r31, 0, 2), 80);
      v128.store(out, v128.shuffle<f64>(r01, r11, 1, 3), 96);
      v128.store(out, v128.shuffle<f64>(r21, r31, 1, 3), 112);
    }
  }
}
