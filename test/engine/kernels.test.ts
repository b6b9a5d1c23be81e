import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const { compile, moduleOf, packed } =
  require("../../src/engine/kernels/build.cjs") as typeof import("../../src/engine/kernels/build.cjs");

it("commits the machine code that the sources compile to, byte for byte", async () => {
  expect(moduleOf(await compile())).toBe(readFileSync(packed, "utf8"));
});
