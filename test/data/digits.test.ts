import { createHash } from "node:crypto";
import { max, min } from "mathjs";
import { describe, expect, it } from "vitest";
import { digit, digits } from "../../src/index";

const { X, labels } = digits();
const pixels = X.toArray() as number[][];

describe("the digits", () => {
  it("are 1,797 images of 64 pixels from 0 to 1, with a label from 0 to 9 each", () => {
    expect(X.size()).toEqual([64, 1797]);
    expect([min(X), max(X)]).toEqual([0, 1]);
    expect(labels.length).toBe(1797);
    expect([...new Set(labels)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("equal the table that they were packed from, number for number", () => {
    const header = Array.from({ length: 64 }, (_, k) => `p${Math.floor(k / 8)}${k % 8}`);
    const lines = labels.map((label, i) => [...pixels.map((row) => (row[i] ?? 0) * 16), label].join());
    const table = [[...header, "label"].join(), ...lines].join("\n");
    const sha256 = createHash("sha256").update(`${table}\n`).digest("hex");
    expect(sha256).toBe("067c897c3866e1f112d70ccf18ba908a8bc1fbb9ec051530b8ad86070265d299");
  });

  it("occur as often as UCI's description of the test part says", () => {
    const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => labels.filter((it) => it === digit).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  it("are new matrices on every call, so changing one does not change the next", () => {
    digits().X.set([0, 0], 99);
    digit(0).set([0, 0], 99);
    expect(digits().X.get([0, 0])).toBe(0);
    expect(digit(0).get([0, 0])).toBe(0);
  });
});

describe("digit(i)", () => {
  it("returns column i", () => {
    for (const i of [0, 1, 1000, 1796]) expect(digit(i).toArray()).toEqual(pixels.map((row) => [row[i]]));
  });

  it.each([-1, 1797, 0.5, Number.NaN])("refuses i = %f", (i) => {
    expect(() => digit(i)).toThrow(new Error(`There is no digit ${i}: digits are numbered from 0 to 1796.`));
  });
});
