import { expect, test } from "vitest";
import { checkDirections } from "../../../src/engine/index";
import { column, gradientCheck, identity, loss, random, randomAutoencoder } from "../../../src/index";
import { directionCheckTable, gradientCheckTable } from "../../../src/show/values/gradient-table";

const y = column([0, 0]);
const x = column([3, -4]);
const captionOf = (scale: number, claimed: number) =>
  gradientCheckTable(
    gradientCheck(
      (at) => loss(at.x, y) + scale * Number(at.p.get([0, 0])),
      { x, p: column([1]) },
      { x, p: column([claimed]) },
    ),
  ).options.caption;

test("the caption says which gradients agree, which are wrong, and which are too small to measure", () => {
  expect(captionOf(1, 1)).toMatch(/^✓ All 2 gradients agree with central differences\./);
  expect(captionOf(1, 2)).toMatch(/^✗ .* is wrong by central differences\./);
  expect(captionOf(1e-12, 1e-12)).toMatch(
    /^\? .* is too small to measure with central differences\. ✓ The other one agrees\.$/,
  );
});

test("the note says what the error is relative to", () => {
  const noteOf = (method: "central" | "complex") =>
    gradientCheckTable(gradientCheck((at) => loss(at.x, y), { x }, { x }, { method })).options.note;
  expect(noteOf("central")).toContain(
    "It is relative to the larger of the two values, but at least to a thousandth of the gradient's largest entry and to 10⁻³·max(1, |J|).",
  );
  expect(noteOf("complex")).toContain("and to 10⁻⁸.");
});

test("a sample whose slopes are too small to measure says so", () => {
  const net = randomAutoencoder({ d: 2, m: 1, f1: identity, random: random(1) });
  const tiny = column([1e-7, 0]);
  const check = checkDirections(net, tiny, column([1e3, 1e3]), { random: random(2) });
  expect(check.rows.map(({ name, unmeasured }) => [name, unmeasured ?? false])).toEqual([
    ["W1", true],
    ["b1", false],
    ["W2", true],
    ["b2", false],
  ]);
  expect(directionCheckTable(check).options.caption).toContain("? ∂J/∂W1, ∂J/∂W2 are too small to measure.");
});
