import fc from "fast-check";
import { expect, test } from "vitest";
import { formulaMathml } from "../../src/notation/mathml";
import { readFormula } from "../../src/notation/parse";
import { expressions } from "./arbitraries";

test("by hand", () => {
  expect(formulaMathml(readFormula("W1 x"))).toBe(
    '<math><mrow><msub><mi>W</mi><mn>1</mn></msub><mspace width="0.17em"></mspace><mi>x</mi></mrow></math>',
  );
  expect(formulaMathml(readFormula("(dJ/dz2)^T"))).toContain("<mo>(</mo><mfrac>");
  expect(formulaMathml(readFormula("W2 := W2 - eta dJ/dW2"))).toMatch(/<mo>:=<\/mo>.*<mi>η<\/mi>/);
});

test("every element is closed where it was opened, and scripts and fractions have the parts they need", () => {
  const needs: Readonly<Record<string, number>> = { msub: 2, msup: 2, mfrac: 2, mover: 2, msubsup: 3 };
  fc.assert(
    fc.property(expressions, (formula) => {
      const open: { name: string; children: number }[] = [{ name: "page", children: 0 }];
      for (const [, close, name = ""] of formulaMathml(formula).matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        const last = open.at(-1);
        if (close) {
          expect(last?.name).toBe(name);
          if (needs[name]) expect(last?.children).toBe(needs[name]);
          open.pop();
        } else {
          if (last) last.children += 1;
          open.push({ name, children: 0 });
        }
      }
      expect(open).toEqual([{ name: "page", children: 1 }]);
    }),
  );
});
