/**
 * The activations of the model and their slopes, two numbers at a time. Each is computed from e⁻ᶻ, which is a
 * polynomial here: library functions would not give the same bits everywhere.
 */

/** The bits of 2^(i/32) minus i · 2⁴⁷, which the exponent below adds again; the lower half of each first. */
const roots = memory.data<u32>([
  0x00000000, 0x3ff00000, 0xd3158574, 0x3fefd9b0, 0x6cf9890f, 0x3fefb558, 0xd0125b51, 0x3fef9301, 0x3c7d517b,
  0x3fef72b8, 0x3168b9aa, 0x3fef5487, 0x6e756238, 0x3fef387a, 0xf51fdee1, 0x3fef1e9d, 0x0a31b715, 0x3fef06fe,
  0x373aa9cb, 0x3feef1a7, 0x4c123422, 0x3feedea6, 0x6061892d, 0x3feece08, 0xd5362a27, 0x3feebfda, 0x569d4f82,
  0x3feeb42b, 0xdd485429, 0x3feeab07, 0xb03a5585, 0x3feea47e, 0x667f3bcd, 0x3feea09e, 0xe8ec5f74, 0x3fee9f75,
  0x73eb0187, 0x3feea114, 0x994cce13, 0x3feea589, 0x422aa0db, 0x3feeace5, 0xb0cdc5e5, 0x3feeb737, 0x82a3f090,
  0x3feec491, 0xb23e255d, 0x3feed503, 0x995ad3ad, 0x3feee89f, 0xf2fb5e47, 0x3feeff76, 0xdd85529c, 0x3fef199b,
  0xdcef9069, 0x3fef3720, 0xdcfba487, 0x3fef5818, 0x337b9b5f, 0x3fef7c97, 0xa2a490da, 0x3fefa4af, 0x5b6e4540,
  0x3fefd076,
]);

/** Constants in memory, since loading is faster than recomputing them in every round. */
const constants = memory.data<f64>([
  46.16624130844683, // 0: 32/ln 2
  6755399441055744.0, // 8: 1.5 · 2⁵², which rounds a sum to a whole number
  0.02166084937925916, // 16: (ln 2)/32, its first bits
  1.3239129268154012e-11, // 24: and the other bits
  -708.0, // 32: below it eᶻ is subnormal
  0.5, // 40: 1/2!
  0.16666666666666666, // 48: 1/3!
  0.041666666666666664, // 56: 1/4!
  0.008333333333333333, // 64: 1/5!
]);

/** 1/35, 1/33, … 1/3, 1. */
const odd = memory.data<f64>([
  0.02857142857142857, 0.030303030303030304, 0.03225806451612903, 0.034482758620689655, 0.037037037037037035,
  0.04, 0.043478260869565216, 0.047619047619047616, 0.05263157894736842, 0.058823529411764705,
  0.06666666666666667, 0.07692307692307693, 0.09090909090909091, 0.1111111111111111, 0.14285714285714285, 0.2,
  0.3333333333333333, 1.0,
]);
const oddEnd: usize = 18 * 8;

/**
 * out = e^(rate · |z|) for a rate below 0: with rate · |z| = (32 n + i) (ln 2)/32 + r it is 2ⁿ times
 * 2^(i/32), from the table, times eʳ, a polynomial since |r| ≤ (ln 2)/64. The relative error is at most 3e-15.
 */
function decay(z: usize, out: usize, bytes: usize, rate: f64): void {
  const rates = f64x2.splat(rate);
  for (const end = z + bytes; z < end; z += 16, out += 16) {
    const scaled = f64x2.mul(rates, f64x2.abs(v128.load(z)));
    const x = f64x2.pmax(scaled, constant(32));
    const shifted = f64x2.add(f64x2.mul(x, constant(0)), constant(8));
    const k = f64x2.sub(shifted, constant(8));
    const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, constant(16))), f64x2.mul(k, constant(24)));
    const r2 = f64x2.mul(r, r);
    const low = f64x2.add(constant(40), f64x2.mul(r, constant(48)));
    const high = f64x2.add(constant(56), f64x2.mul(r, constant(64)));
    const rest = f64x2.add(r, f64x2.mul(r2, f64x2.add(low, f64x2.mul(r2, high))));
    const i0 = (<usize>i32x4.extract_lane(shifted, 0) & 31) << 3;
    const i1 = (<usize>i32x4.extract_lane(shifted, 2) & 31) << 3;
    const root = v128.load_lane<f64>(roots + i1, v128.load_zero<f64>(roots + i0), 1);
    const power = i64x2.add(root, i64x2.shl(shifted, 47));
    v128.store(out, f64x2.add(power, f64x2.mul(power, rest)));
  }
}

function constant(place: usize): v128 {
  return v128.load_splat<f64>(constants + place);
}

/** a q + b */
function horner(a: v128, q: v128, b: f64): v128 {
  return f64x2.add(f64x2.mul(a, q), f64x2.splat(b));
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
    v128.store(a, f64x2.add(f64x2.pmax(z, zero), f64x2.mul(f64x2.add(s, s), series)));
    const large = f64x2.div(one, f64x2.add(one, e));
    v128.store(slope, v128.bitselect(f64x2.mul(e, large), large, f64x2.lt(z, zero)));
  }
}

/** z above 0, `below` · z otherwise. */
function piecewiseLinear(a: usize, slope: usize, bytes: usize, below: f64): void {
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

/** Replaces z by f(z) and writes f′(z) to slope. */
export function activate(f: i32, a: usize, slope: usize, bytes: usize): void {
  if (f === 0) identity(slope, bytes);
  else if (f === 1) sigmoid(a, slope, bytes);
  else if (f === 2) tanh(a, slope, bytes);
  else if (f === 3) piecewiseLinear(a, slope, bytes, 0);
  else if (f === 4) piecewiseLinear(a, slope, bytes, 0.01);
  else softplus(a, slope, bytes);
}
