import { afterEach, expect, it } from "vitest";
import { progressLine } from "../../../src/show/live/progress";

afterEach(() => {
  Reflect.deleteProperty(globalThis, "jupyter");
});

it("draws one bar in a notebook, and leaves the title and the last detail", () => {
  const shown: string[] = [];
  const update = (value: unknown) => {
    shown.push(String(value));
  };
  const display = (value: unknown) => {
    update(value);
    return { update };
  };
  Reflect.set(globalThis, "jupyter", { display });
  const onProgress = progressLine("training");
  onProgress({ done: 5, total: 10, detail: "loss 2" });
  onProgress({ done: 6, total: 10, detail: "loss 1" });
  onProgress({ done: 10, total: 10, detail: "loss 0.5" });
  expect(shown).toEqual(["████████████░░░░░░░░░░░░ training loss 2", "training: loss 0.5"]);
});

it("draws nothing in a plain program", () => {
  expect(() => progressLine("training")({ done: 1, total: 2 })).not.toThrow();
});
