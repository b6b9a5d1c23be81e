import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Notebook } from "./fixture";

let notebook: Notebook;
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

const isLoaded = () =>
  Object.keys(createRequire(__filename).cache).some((path) => /typescript-for-tslab/.test(path));

it("TypeScript is loaded by the first who needs it, and not before", () => {
  expect(isLoaded()).toBe(false);
  notebook.language.warmUp();
  expect(isLoaded()).toBe(true);
});

it("a thousand cells in a row grow the heap by less than 10 MB after the first hundred", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const cells = [
    "const a = [1, 2, 3].map((x) => x * 2); a",
    "let sum = 0; for (const x of a) sum += x; sum",
    "function f(x: number): number { return x + sum }\nf(1)",
    "await Promise.resolve({ a, sum })",
    "const wrong: string = a",
    "throw new Error('on purpose')",
  ];
  const run = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await notebook.run(cells[i % cells.length] ?? "");
  };
  await run(0, 100);
  const before = used();
  await run(100, 1000);
  expect((used() - before) / 1e6).toBeLessThan(10);
}, 120_000);
