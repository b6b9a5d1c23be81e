import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { symbolicDerivative } from "../../../src/calculus/symbolic-derivative";
import { checkDirections } from "../../../src/engine/index";
import {
  backward,
  checkGradients,
  column,
  compareDerivatives,
  errorCurve,
  forward,
  random,
  randomAutoencoder,
  sigmoid,
} from "../../../src/index";
import { bundleOf, Display, display, jupyterDisplay } from "../../../src/show/base/display";
import { registerDisplays } from "../../../src/show/register";

registerDisplays();

afterEach(() => {
  Reflect.deleteProperty(globalThis, "jupyter");
  vi.restoreAllMocks();
});

describe("display", () => {
  it("passes the value to the kernel in a notebook", () => {
    const shown: unknown[] = [];
    Reflect.set(globalThis, "jupyter", { display: (value: unknown) => shown.push(value) });
    display(42);
    expect(shown).toEqual([42]);
  });

  it("prints the value elsewhere", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    display("half way");
    expect(log).toHaveBeenCalledWith("half way");
  });
});

describe("a value of the library", () => {
  const net = randomAutoencoder({ d: 2, m: 1, random: random(1) });
  const [x, pass] = [column([1, 2]), forward(net, column([1, 2]))];
  it.each<[string, object]>([
    ["a gradient check", checkGradients(net, x, x)],
    ["a check by sample", checkDirections(net, x, x, { random: random(1) })],
    ["a network", net],
    ["a forward pass", pass],
    ["a backward pass", backward(net, pass, x, x)],
    ["an error curve", errorCurve((h) => h, 1)],
    ["a symbolic derivative", symbolicDerivative(sigmoid)],
    ["a comparison", compareDerivatives(sigmoid)],
  ])("%s reads the same by String(…) as by console.log", (_, value) => {
    expect(String(value)).toBe(inspect(value));
    expect(String(value)).not.toContain("[object");
  });

  it("a matrix keeps mathjs's own String(…)", () => {
    expect(String(x)).toBe("[[1], [2]]");
  });
});

describe("a bundle", () => {
  it("exists only for values that are displayed synchronously", () => {
    class Dot extends Display {
      override [jupyterDisplay]() {
        return { "text/plain": "·" };
      }
    }
    expect(bundleOf(new Dot())).toEqual({ "text/plain": "·" });
    expect(`${new Dot()}`).toBe("·");
    const later = { [jupyterDisplay]: async () => ({ "text/plain": "later" }) };
    expect([1, "x", null, undefined, {}, later, { [jupyterDisplay]: 1 }].map(bundleOf)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
  });
});
