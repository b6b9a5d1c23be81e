import { expect, test } from "vitest";
import { column, gradientCheck, loss } from "../../src/index";
import { gradientCheckTable } from "../../src/show/gradient-table";

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

test("the caption says what agrees, what is wrong, and what could not be told", () => {
  expect(captionOf(1, 1)).toMatch(/^✓ All 2 gradients agree with central differences\./);
  expect(captionOf(1, 2)).toMatch(/^✗ .* is wrong by central differences\./);
  expect(captionOf(1e-12, 1e-12)).toMatch(
    /^\? .* is too small to be measured by central differences\. ✓ The other one agrees\.$/,
  );
});
