/**
 * The activations of the model and their slopes, two numbers at a time. Each is a few sums, products and
 * one or two quotients of e⁻ᶻ, which is a polynomial: no library is asked, so that the bits are the same
 * everywhere.
 */

/** Constants: they are loaded rather than made anew in every round. */
const constants = memory.data<f64>([
  Math.LOG2E, // 0: 1/ln 2
  6755399441055744.0, // 8: 1.5 · 2⁵², which makes a sum round to a whole number
  0.6931471803691238, // 16: ln 2, its first 33 bits
  1.9082149292705877e-10, // 24: and the rest
  -708.0, // 32: below it eᶻ is no normal number
  0.5, // 40: 1/2!
  0.16666666666666666, // 48: 1/3! …
  0.041666666666666664, // 56
  0.008333333333333333, // 64
  0.001388888888888889, // 72
  1.984126984126984e-4, // 80
  2.48015873015873e-5, // 88
  2.7557319223985893e-6, // 96
  2.755731922398589e-7, // 104
  2.505210838544172e-8, // 112
  2.08767569878681e-9, // 120
  1.6059043836821613e-10, // 128: 1/13!
]);

/** 1/35, 1/33, … 1/3, 1. */
const odd = memory.data<f64>([
  1.0 / 35,
  1.0 / 33,
  1.0 / 31,
  1.0 / 29,
  1.0 / 27,
  1.0 / 25,
  1.0 / 23,
  1.0 / 21,
  1.0 / 19,
  1.0 / 17,
  1.0 / 15,
  1.0 / 13,
  1.0 / 11,
  1.0 / 9,
  1.0 / 7,
  1.0 / 5,
  1.0 / 3,
  1.0,
]);
const oddEnd: usize = 18 * 8;

/** out = e^(rate · |z|) for a rate below 0. */
function decay(z: usize, out: usize, bytes: usize, rate: f64): void {
  const rates = f64x2.splat(rate);
  const one = f64x2.splat(1);
  for (const end = z + bytes; z < end; z += 16, out += 16) {
    const x = f64x2.pmax(f64x2.mul(rates, f64x2.abs(v128.load(z))), v128.load_splat<f64>(constants, 32));
    const shifted = f64x2.add(
      f64x2.mul(x, v128.load_splat<f64>(constants)),
      v128.load_splat<f64>(constants, 8),
    );
    const k = f64x2.sub(shifted, v128.load_splat<f64>(constants, 8));
    const r = f64x2.sub(
      f64x2.sub(x, f64x2.mul(k, v128.load_splat<f64>(constants, 16))),
      f64x2.mul(k, v128.load_splat<f64>(constants, 24)),
    );
    // Σ rⁿ/n! from n = 2 on, by pairs, so that less waits for less.
    const r2 = f64x2.mul(r, r);
    const r4 = f64x2.mul(r2, r2);
    const p2 = pair(r, 40);
    const p4 = pair(r, 56);
    const p6 = pair(r, 72);
    const p8 = pair(r, 88);
    const p10 = pair(r, 104);
    const p12 = pair(r, 120);
    const low = f64x2.add(p2, f64x2.mul(r2, p4));
    const middle = f64x2.add(p6, f64x2.mul(r2, p8));
    const high = f64x2.add(p10, f64x2.mul(r2, p12));
    const sum = f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))));
    const rest = f64x2.add(r, f64x2.mul(r2, sum));
    const power = i64x2.add(i64x2.shl(shifted, 52), one);
    v128.store(out, f64x2.add(power, f64x2.mul(power, rest)));
  }
}

/** aₙ + aₙ₊₁ r, the coefficients taken from their places among the constants. */
function pair(r: v128, n: usize): v128 {
  const place = constants + n;
  return f64x2.add(v128.load_splat<f64>(place), f64x2.mul(r, v128.load_splat<f64>(place, 8)));
}

/** 1/(1 + e) or e/(1 + e), for e = e⁻|ᶻ|. */
function sigmoid(a: usize, slope: usize, bytes: usize): void {
  decay(a, slope, bytes, -1);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  for (const end = a + bytes; a < end; a += 16, slope += 16) {
    const e = v128.load(slope);
    const large = f64x2.div(one, f64x2.add(one, e));
    const small = f64x2.mul(e, large);
    v128.store(a, v128.bitselect(small, large, f64x2.lt(v128.load(a), zero)));
    v128.store(slope, f64x2.mul(large, small));
  }
}

/** (1 − e)/(1 + e) for e = e⁻²|ᶻ|; near 0, where 1 − e loses digits, by Lambert's continued fraction. */
function tanh(a: usize, slope: usize, bytes: usize): void {
  decay(a, slope, bytes, -2);
  const one = f64x2.splat(1);
  const sign = f64x2.splat(-0.0);
  for (const end = a + bytes; a < end; a += 16, slope += 16) {
    const e = v128.load(slope);
    const z = v128.load(a);
    const t = f64x2.abs(z);
    const q = f64x2.mul(t, t);
    const above = f64x2.mul(t, horner(horner(horner(one, q, 378), q, 17325), q, 135135));
    const below = horner(horner(horner(f64x2.splat(28), q, 3150), q, 62370), q, 135135);
    const near = f64x2.lt(t, f64x2.splat(0.35));
    const whole = f64x2.add(one, e);
    const value = f64x2.div(
      v128.bitselect(above, f64x2.sub(one, e), near),
      v128.bitselect(below, whole, near),
    );
    v128.store(a, v128.bitselect(z, value, sign));
    v128.store(slope, f64x2.div(f64x2.mul(f64x2.splat(4), e), f64x2.mul(whole, whole)));
  }
}

/** a q + b */
function horner(a: v128, q: v128, b: f64): v128 {
  return f64x2.add(f64x2.mul(a, q), f64x2.splat(b));
}

/** max(0, z) + ln(1 + e) for e = e⁻|ᶻ|, the logarithm by its series in e/(2 + e) ≤ 1/3. */
function softplus(a: usize, slope: usize, bytes: usize): void {
  decay(a, slope, bytes, -1);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  for (const end = a + bytes; a < end; a += 16, slope += 16) {
    const e = v128.load(slope);
    const z = v128.load(a);
    const s = f64x2.div(e, f64x2.add(f64x2.splat(2), e));
    const q = f64x2.mul(s, s);
    let series = v128.load_splat<f64>(odd);
    for (let n: usize = 8; n < oddEnd; n += 8)
      series = f64x2.add(f64x2.mul(series, q), v128.load_splat<f64>(odd + n));
    v128.store(a, f64x2.add(f64x2.max(zero, z), f64x2.mul(f64x2.add(s, s), series)));
    const large = f64x2.div(one, f64x2.add(one, e));
    v128.store(slope, v128.bitselect(f64x2.mul(e, large), large, f64x2.lt(z, zero)));
  }
}

/** z above 0, `below` times z under it. */
function broken(a: usize, slope: usize, bytes: usize, below: f64): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const low = f64x2.splat(below);
  for (const end = a + bytes; a < end; a += 16, slope += 16) {
    const z = v128.load(a);
    const positive = f64x2.gt(z, zero);
    v128.store(a, v128.bitselect(z, f64x2.mul(low, z), positive));
    v128.store(slope, v128.bitselect(one, low, positive));
  }
}

function identity(slope: usize, bytes: usize): void {
  const one = f64x2.splat(1);
  for (const end = slope + bytes; slope < end; slope += 16) v128.store(slope, one);
}

/** f(z) in the place of z, and f′(z) to slope. */
export function activate(f: i32, a: usize, slope: usize, bytes: usize): void {
  if (f === 0) identity(slope, bytes);
  else if (f === 1) sigmoid(a, slope, bytes);
  else if (f === 2) tanh(a, slope, bytes);
  else if (f === 3) broken(a, slope, bytes, 0);
  else if (f === 4) broken(a, slope, bytes, 0.01);
  else softplus(a, slope, bytes);
}
