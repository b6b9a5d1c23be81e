import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { hbox, vbox } from "../../src/widgets/box";
import { button, dropdown, textField, toggle } from "../../src/widgets/fields";
import { link } from "../../src/widgets/link";
import { floatSlider, intSlider, logSlider } from "../../src/widgets/sliders";

const slider = () => intSlider({ label: "m", min: 1, max: 9, value: 4 });

describe("the value of a control", () => {
  test("is what it was set to, and observers are called only for changes, until they are stopped", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 })), (values) => {
        const m = slider();
        const told: [number, number][] = [];
        const stop = m.observe((value, before) => told.push([value, before]));
        const expected: [number, number][] = [];
        for (const value of values) {
          if (value !== m.value) expected.push([value, m.value]);
          m.value = value;
          expect(m.value).toBe(value);
        }
        stop();
        m.value = m.value === 1 ? 2 : 1;
        expect(told).toEqual(expected);
      }),
    );
  });

  test("has a static type", () => {
    expectTypeOf(slider().value).toEqualTypeOf<number>();
    expectTypeOf(toggle().value).toEqualTypeOf<boolean>();
    expectTypeOf(textField().value).toEqualTypeOf<string>();
    expectTypeOf(dropdown({ options: ["a", "b"] }).value).toEqualTypeOf<"a" | "b">();
    // @ts-expect-error: there is no such option
    expect(() => dropdown({ options: ["a", "b"], value: "c" })).toThrow();
    expectTypeOf(dropdown({ options: { one: 1, two: 2 } }).value).toEqualTypeOf<1 | 2>();
  });

  test("is refused with the control's name if it is invalid, and nothing changes", () => {
    const m = slider();
    for (const value of [0, 10, 4.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => {
        m.value = value;
      }).toThrow(`m is ${value}, expected a whole number from 1 to 9`);
    expect(m.value).toBe(4);
  });

  test("changes even if an observer throws, and all other observers are called", () => {
    const m = slider();
    const told: number[] = [];
    m.observe(() => {
      throw new Error("not me");
    });
    m.observe((value) => told.push(value));
    expect(() => {
      m.value = 5;
    }).toThrow("not me");
    expect([m.value, ...told]).toEqual([5, 5]);
  });
});

test.each([
  [() => intSlider({ min: 3, max: 3 }), "the slider goes from 3 to 3"],
  [() => intSlider({ min: 0, max: Number.NaN }), "the slider goes from 0 to NaN"],
  [() => intSlider({ label: "n", min: 0, max: 9, step: 0 }), "the step of n is 0"],
  [() => intSlider({ label: "n", min: 0, max: 9, value: 10 }), "n is 10, expected a whole number"],
  [() => intSlider({ label: "n", min: 0.5, max: 9 }), "n is 0.5, expected a whole number"],
  [() => floatSlider({ label: "p", min: 0, max: 1, value: 2 }), "p is 2, expected a number from 0 to 1"],
  [() => logSlider({ label: "η", min: 0, max: 1 }), "η goes from 0 to 1, expected numbers above 0"],
  [() => dropdown({ label: "d", options: [] }), "d has no options"],
  [
    () => dropdown<string>({ label: "d", options: ["a"], value: "b" }),
    "d has no such option, expected one of a",
  ],
  [() => textField({ value: "x".repeat(10_001) }), "the text has 10001 characters, expected at most 10000"],
])("%s is refused with the control's name", (make, message) => {
  expect(make).toThrow(message);
});

test("links keep two controls at the same value until they are removed", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 }))), (moves) => {
      const [a, b] = [slider(), slider()];
      const part = link(a, b);
      for (const [first, value] of moves) {
        (first ? a : b).value = value;
        expect([a.value, b.value]).toEqual([value, value]);
      }
      part();
      a.value = a.value === 1 ? 2 : 1;
      expect(b.value).not.toBe(a.value);
    }),
  );
});

test("outside a notebook widgets print their values", () => {
  const all = vbox([
    hbox([slider(), toggle({ label: "early stop", value: true })]),
    dropdown({ label: "start", options: ["orthogonal", "xavier"] }),
    textField(),
    button("train"),
  ]);
  expect(inspect(all)).toBe("m: 4 (from 1 to 9)\nearly stop: on\nstart: orthogonal\n(empty)\n[train]");
});
