/** Loops over vectors, two numbers at a time; sums always add in the same order. */

function sumOfTwo(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** to = keep · from + scale · g */
export function combine(to: usize, from: usize, g: usize, keep: f64, scale: f64, bytes: usize): void {
  const kept = f64x2.splat(keep);
  const scaled = f64x2.splat(scale);
  for (const end = to + bytes; to < end; to += 16, from += 16, g += 16)
    v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from)), f64x2.mul(scaled, v128.load(g))));
}

/** Σ x² */
export function squares(x: usize, bytes: usize): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  const end = x + bytes;
  for (const pairs = x + (bytes & ~31); x < pairs; x += 32) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    sum0 = f64x2.add(sum0, f64x2.mul(x0, x0));
    sum1 = f64x2.add(sum1, f64x2.mul(x1, x1));
  }
  for (let last: v128; x < end; x += 16) {
    last = end - x < 16 ? v128.load_zero<f64>(x) : v128.load(x);
    sum0 = f64x2.add(sum0, f64x2.mul(last, last));
  }
  return sumOfTwo(f64x2.add(sum0, sum1));
}

/** d = (scale · (a − y) + pull) * slope for one panel, where pull is one row. @returns Σ (a − y)² */
export function delta(
  a: usize,
  y: usize,
  pull: usize,
  slope: usize,
  d: usize,
  scale: f64,
  bytes: usize,
): f64 {
  const scaled = f64x2.splat(scale);
  const pull0 = v128.load(pull);
  const pull1 = v128.load(pull, 16);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  for (const end = a + bytes; a < end; a += 32, y += 32, slope += 32, d += 32) {
    const error0 = f64x2.sub(v128.load(a), v128.load(y));
    const error1 = f64x2.sub(v128.load(a, 16), v128.load(y, 16));
    sum0 = f64x2.add(sum0, f64x2.mul(error0, error0));
    sum1 = f64x2.add(sum1, f64x2.mul(error1, error1));
    const d0 = f64x2.add(f64x2.mul(scaled, error0), pull0);
    const d1 = f64x2.add(f64x2.mul(scaled, error1), pull1);
    v128.store(d, f64x2.mul(d0, v128.load(slope)));
    v128.store(d, f64x2.mul(d1, v128.load(slope, 16)), 16);
  }
  return sumOfTwo(f64x2.add(sum0, sum1));
}

/** to = to * by */
export function times(to: usize, by: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 16, by += 16)
    v128.store(to, f64x2.mul(v128.load(to), v128.load(by)));
}

/** to = keep · from + scale · Σ over the rows of one panel */
export function sumRows(x: usize, from: usize, to: usize, keep: f64, scale: f64, bytes: usize): void {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  for (const end = x + bytes; x < end; x += 32) {
    sum0 = f64x2.add(sum0, v128.load(x));
    sum1 = f64x2.add(sum1, v128.load(x, 16));
  }
  const kept = f64x2.splat(keep);
  const scaled = f64x2.splat(scale);
  v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from)), f64x2.mul(scaled, sum0)));
  v128.store(to, f64x2.add(f64x2.mul(kept, v128.load(from, 16)), f64x2.mul(scaled, sum1)), 16);
}

/** v := keep · v + factor · g, then w := w − eta · v */
export function momentum(w: usize, v: usize, g: usize, keep: f64, factor: f64, eta: f64, bytes: usize): void {
  const kept = f64x2.splat(keep);
  const factors = f64x2.splat(factor);
  const etas = f64x2.splat(eta);
  for (const end = w + bytes; w < end; w += 16, v += 16, g += 16) {
    const next = f64x2.add(f64x2.mul(kept, v128.load(v)), f64x2.mul(factors, v128.load(g)));
    v128.store(v, next);
    v128.store(w, f64x2.sub(v128.load(w), f64x2.mul(etas, next)));
  }
}

/**
 * Adam: m := β₁ m + (1−β₁) g and v := β₂ v + (1−β₂) g² for g := factor · g, then
 * w := w − eta · c₁ m / (√(c₂ v) + epsilon), where cᵢ = 1/(1−βᵢᵗ).
 */
export function adam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  beta1: f64,
  beta2: f64,
  c1: f64,
  c2: f64,
  epsilon: f64,
  factor: f64,
  eta: f64,
  bytes: usize,
): void {
  const keep1 = f64x2.splat(beta1);
  const keep2 = f64x2.splat(beta2);
  const take1 = f64x2.splat(1 - beta1);
  const take2 = f64x2.splat(1 - beta2);
  const factors = f64x2.splat(factor);
  const etas = f64x2.splat(eta * c1);
  const unbias = f64x2.splat(c2);
  const epsilons = f64x2.splat(epsilon);
  for (const end = w + bytes; w < end; w += 16, m += 16, v += 16, g += 16) {
    const slope = f64x2.mul(factors, v128.load(g));
    const mean = f64x2.add(f64x2.mul(keep1, v128.load(m)), f64x2.mul(take1, slope));
    const square = f64x2.add(f64x2.mul(keep2, v128.load(v)), f64x2.mul(take2, f64x2.mul(slope, slope)));
    v128.store(m, mean);
    v128.store(v, square);
    const spread = f64x2.add(f64x2.sqrt(f64x2.mul(unbias, square)), epsilons);
    v128.store(w, f64x2.sub(v128.load(w), f64x2.div(f64x2.mul(etas, mean), spread)));
  }
}

/** Copies rows by number from consecutive rows to one panel. */
export function pick(from: usize, width: usize, columns: usize, to: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 32, columns += 4) {
    const row = from + <usize>load<u32>(columns) * width;
    v128.store(to, v128.load(row));
    v128.store(to, v128.load(row, 16), 16);
  }
}

/**
 * One panel of z after perturbations of one activation: z + delta · w for all points and each perturbation,
 * where w is one row of weights and delta one number for each perturbation and point.
 */
export function spread(
  z: usize,
  bytes: usize,
  perturbations: usize,
  delta: usize,
  w: usize,
  out: usize,
): void {
  const w0 = v128.load(w);
  const w1 = v128.load(w, 16);
  for (; perturbations > 0; perturbations--)
    for (let from = z, end = z + bytes; from < end; from += 32, delta += 8, out += 32) {
      const s = v128.load_splat<f64>(delta);
      v128.store(out, f64x2.add(v128.load(from), f64x2.mul(s, w0)));
      v128.store(out, f64x2.add(v128.load(from, 16), f64x2.mul(s, w1)), 16);
    }
}

/** sums += (a − y)² of one panel, two numbers for each point, with the same targets for each perturbation. */
export function errors(a: usize, y: usize, bytes: usize, perturbations: usize, sums: usize): void {
  for (; perturbations > 0; perturbations--)
    for (let target = y, end = y + bytes; target < end; target += 32, a += 32, sums += 16) {
      const error0 = f64x2.sub(v128.load(a), v128.load(target));
      const error1 = f64x2.sub(v128.load(a, 16), v128.load(target, 16));
      const squares = f64x2.add(f64x2.mul(error0, error0), f64x2.mul(error1, error1));
      v128.store(sums, f64x2.add(v128.load(sums), squares));
    }
}
