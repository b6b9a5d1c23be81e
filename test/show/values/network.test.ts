import { inspect } from "node:util";
import { matrix, multiply } from "mathjs";
import { describe, expect, it } from "vitest";
import { gradientCheck } from "../../../src/calculus/gradient-check";
import { column } from "../../../src/data/matrix";
import { random } from "../../../src/data/random";
import { identity, relu, sigmoid } from "../../../src/model/activations";
import { autoencoder } from "../../../src/model/autoencoder";
import { randomAutoencoder } from "../../../src/model/initialise";
import { backward, forward, loss } from "../../../src/model/passes";
import { bundleOf } from "../../../src/show/base/display";
import { registerDisplays } from "../../../src/show/register";
import { expectWellFormed } from "../markup-laws";

registerDisplays();

const net = autoencoder({
  W1: matrix([
    [0.1, -0.2, 0.3],
    [0.4, 0.5, -0.6],
  ]),
  b1: column([0.1, -0.1]),
  W2: matrix([
    [1, 0],
    [0, 1],
    [0.5, 0.5],
  ]),
  b2: column([0, 0.25, 0]),
  f1: sigmoid,
  f2: identity,
});
const x = column([1, 0.5, -1]);
const pass = forward(net, x);
const gradients = backward(net, pass, x, x);
const htmlOf = (value: unknown) => String(bundleOf(value)?.["text/html"]);
const textOf = (value: unknown) => bundleOf(value)?.["text/plain"] ?? "";

describe("a network", () => {
  it("shows its symbols, shapes, activations and number of parameters", () => {
    expect(textOf(net)).toMatchInlineSnapshot(`
      "Autoencoder: d = 3 inputs, m = 2 hidden units (sigmoid), 3 outputs (identity)
      symbol  name  shape  size  parameters  what it is
      ──────  ────  ─────  ────  ──────────  ───────────────────────────
      W1      W1    m×d    2×3            6  weights of the hidden layer
      b1      b1    m×1    2×1            2  biases of the hidden layer
      f1      f1                             activation: sigmoid
      W2      W2    d×m    3×2            6  weights of the output layer
      b2      b2    d×1    3×1            3  biases of the output layer
      f2      f2                             activation: identity
      2dm + m + d = 17 parameters in all"
    `);
    expect(inspect(net)).toBe(textOf(net));
    expect(expectWellFormed(htmlOf(net))).toContain("W_1");
  });
});

describe("a pass and its gradients", () => {
  it("show a row for each symbol, with small matrices in full", () => {
    expect(textOf(pass).match(/^(z1|a1|z2|ypred) /gm)).toHaveLength(4);
    expect(textOf(gradients).match(/^∂J\/∂/gm)).toHaveLength(8);
    expectWellFormed(htmlOf(pass));
    expect(htmlOf(gradients)).toContain("$\\displaystyle \\frac{\\partial J}{\\partial W_2}$");
    expect(inspect(gradients)).toBe(textOf(gradients));
  });

  it("describe large matrices by norm and range", () => {
    const wide = randomAutoencoder({ d: 16, m: 9, random: random(1) });
    const X = matrix(Array.from({ length: 16 }, () => [0, 0.5, 1]));
    const line = textOf(forward(wide, X)).split("\n")[3] ?? "";
    expect(line).toMatch(/^z1 +z1 +m×N +9×3 +norm [\d.]+, entries from -?[\d.]+ to [\d.]+$/);
  });
});

describe("a gradient check", () => {
  const { W1, b1, W2, b2 } = net;
  const parameters = { W1, b1, W2, b2 };
  const { dJ_dW1, dJ_db1, dJ_dW2, dJ_db2 } = gradients;
  const f = (p: typeof parameters) => loss(forward({ ...net, ...p }, x).ypred, x);
  const right = { W1: dJ_dW1, b1: dJ_db1, W2: dJ_dW2, b2: dJ_db2 };

  it("of a correct gradient says so, with the error to expect", () => {
    const check = gradientCheck(f, parameters, right, { method: "complex" });
    expect(textOf(check)).toMatch(
      /^✓ All 4 gradients agree with complex steps\. The largest relative error is .*, in ∂J\/∂\w\d at \[\d, \d\]\./,
    );
    expect(textOf(check)).toContain(
      "the error of a correct gradient is usually 10⁻¹⁶ to 10⁻¹³; up to 10⁻¹² passes",
    );
    expect(inspect(check)).toBe(textOf(check));
  });

  it("of a wrong gradient names it, marks its row and says what is wrong", () => {
    const wrong = gradientCheck(f, parameters, { ...right, W2: multiply(-1, dJ_dW2) });
    expect(textOf(wrong)).toMatch(/^✗ ∂J\/∂W2 is wrong by central differences\./);
    const marked = textOf(wrong)
      .split("\n")
      .filter((line) => line.startsWith("► "));
    expect(marked).toHaveLength(1);
    expect(marked[0]).toMatch(/^► ∂J\/∂W2 .* 2 +✗ wrong: every entry has the wrong sign$/);
    const html = htmlOf(wrong);
    expectWellFormed(html);
    expect(html.match(/font-weight:bold/g)).toHaveLength(1);
  });

  it("counts kinks separately", () => {
    const z = column([0, 1]);
    const check = gradientCheck(
      ({ z }) => relu.value(z.get([0, 0])) + z.get([1, 0]),
      { z },
      { z: column([0, 1]) },
    );
    expect(textOf(check)).toContain("✓ agrees, a kink skipped");
  });
});
