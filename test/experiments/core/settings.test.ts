import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configure, parseSettings } from "../../../src/experiments/core/settings";
import { conditions } from "../../../src/experiments/hidden-size/settings";
import { experimentNamed, experiments } from "../../../src/experiments/run/registry";

const { settings } = experimentNamed("depth");

describe("settings of an experiment", () => {
  it("accept their defaults and the full configuration", () => {
    for (const { settings, full } of experiments.values()) {
      const usual = configure(settings);
      expect(configure(settings, usual)).toEqual(usual);
      expect(configure(settings, full)).toEqual({ ...usual, ...full });
    }
  });

  it("are parsed from a command line", () => {
    expect(
      parseSettings(settings, [
        "layers=0, 10",
        "failures=",
        "gaussianSd=1e-2",
        " backend = mathjs",
        "seeds=7",
      ]),
    ).toEqual({ layers: [0, 10], failures: [], gaussianSd: 0.01, backend: "mathjs", seeds: [7] });
  });

  it("may be words with commas, which a command line can give alone and in lists", () => {
    const { settings } = experimentNamed("hidden-size");
    const typed = (text: string) => parseSettings(settings, [`conditions=${text}`]).conditions;
    fc.assert(
      fc.property(fc.shuffledSubarray([...conditions], { minLength: 1 }), (some) => {
        for (const text of [some.join(","), some.join(", "), some.map((one) => `"${one}"`).join(",")])
          expect(typed(text)).toEqual(some);
      }),
    );
    expect(() => typed("clean, some")).toThrow('each one of "noisy", "sigmoid output", "clean, few", ');
  });

  it.each([
    ["layer=3", 'There is no setting "layer"; did you mean layers?'],
    ["colour=red", 'There is no setting "colour": there are seeds, layers,'],
    ["__proto__=1", 'There is no setting "__proto__"'],
    ["layers", '"layers" has no "=": write name=value'],
    ["m=8.5", 'm is "8.5", expected a whole number from 1.'],
    ["m=", 'm is "", expected a whole number from 1.'],
    ["m=Infinity", 'm is "Infinity", expected a whole number from 1.'],
    ["learningRate=0", 'learningRate is "0", expected a number above 0.'],
    ["seeds=1,1", 'seeds is "1,1", expected a list of different values'],
    ["seeds=", 'seeds is "", expected a list'],
    ["backend=gpu", 'backend is "gpu", expected one of "wasm", "mathjs", "blas".'],
  ])("refuse %s and name it", (text, message) => {
    expect(() => parseSettings(settings, [text])).toThrow(message);
  });

  it("refuse invalid values in code, too", () => {
    expect(() => configure(settings, { m: "8" as never })).toThrow(
      'm is "8", expected a whole number from 1.',
    );
    expect(() => configure(settings, { width: 3 } as never)).toThrow('There is no setting "width"');
  });

  it("belong to a known experiment", () => {
    expect(() => experimentNamed("deepth")).toThrow('There is no experiment "deepth"; did you mean depth?');
    expect(() => experimentNamed("x")).toThrow(
      'There is no experiment "x": there are hidden-size, depth, sparsity, forward-pass.',
    );
  });
});
