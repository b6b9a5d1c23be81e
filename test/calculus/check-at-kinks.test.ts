import { type Matrix, map, sum } from "mathjs";
import { describe, expect, it } from "vitest";
import { column, gradientCheck, leakyRelu, relu } from "../../src/index";

describe("kinks", () => {
  it.each([relu, leakyRelu])(
    "an entry at the kink of $name is marked, not failed, and the others are still judged",
    (f) => {
      // z = x, so the first entry sits on the kink, the others do not
      const x = column([0, 1, -1]);
      const J = (at: { x: Matrix }) => sum(map(at.x, f.value)) as number;
      const right = map(x, f.derivative);
      const [row] = gradientCheck(J, { x }, { x: right }).rows;
      expect([row?.ok, row?.kink]).toEqual([true, [[0, 0]]]);
      expect(row?.entry).not.toEqual([0, 0]);
      const wrong = right.clone().set([2, 0], 7);
      const [failed] = gradientCheck(J, { x }, { x: wrong }).rows;
      expect([failed?.ok, failed?.entry, failed?.kink]).toEqual([false, [2, 0], [[0, 0]]]);
    },
  );

  it("a step that crosses a kink nearby is marked as well", () => {
    const x = column([3e-6, 1]);
    const J = (at: { x: Matrix }) => sum(map(at.x, relu.value)) as number;
    const [row] = gradientCheck(J, { x }, { x: column([1, 1]) }).rows;
    expect([row?.ok, row?.kink]).toEqual([true, [[0, 0]]]);
  });

  it("a complex step takes the side that the hand-written slope takes, so nothing needs a mark", () => {
    const x = column([0, 1, -1]);
    for (const f of [relu, leakyRelu]) {
      const J = (at: { x: Matrix }) => sum(map(at.x, f.value)) as number;
      const [row] = gradientCheck(J, { x }, { x: map(x, f.derivative) }, { method: "complex" }).rows;
      expect([row?.ok, row?.kink]).toEqual([true, undefined]);
    }
  });

  it("a parameter all of whose entries are at a kink is marked and passes", () => {
    const x = column([0]);
    const [row] = gradientCheck((at) => sum(map(at.x, relu.value)) as number, { x }, { x: column([0]) }).rows;
    expect(row).toMatchObject({ ok: true, entry: [0, 0], kink: [[0, 0]] });
  });

  it("a kink excuses no number outside of the slopes on its two sides, and no wrong sign of a steep curve", () => {
    const absolute = (at: { x: Matrix }) => Math.abs(at.x.get([0, 0]));
    expect(gradientCheck(absolute, { x: column([0]) }, { x: column([1000]) }).ok).toBe(false);
    expect(gradientCheck(absolute, { x: column([0]) }, { x: column([0.5]) }).ok).toBe(true);
    const inverse = (at: { x: Matrix }) => 1 / at.x.get([0, 0]);
    expect(gradientCheck(inverse, { x: column([1e-5]) }, { x: column([1e10]) }).ok).toBe(false);
  });
});
