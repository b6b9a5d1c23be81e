import { afterEach, describe, expect, it, vi } from "vitest";
import { bundleOf, Display, jupyterDisplay } from "../../src/show/bundle";
import { display } from "../../src/show/display";

afterEach(() => {
  Reflect.deleteProperty(globalThis, "jupyter");
  vi.restoreAllMocks();
});

describe("display", () => {
  it("gives the value to the kernel where the kernel takes values", () => {
    const shown: unknown[] = [];
    Reflect.set(globalThis, "jupyter", { display: (value: unknown) => shown.push(value) });
    display(42);
    expect(shown).toEqual([42]);
  });

  it("prints it elsewhere", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    display("half way");
    expect(log).toHaveBeenCalledWith("half way");
  });
});

describe("a bundle", () => {
  it("is had from what can be displayed at once, and from nothing else", () => {
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
