import type { Control } from "./control";
import { Model } from "./model";
import { requireControl } from "./require";
import { controlKind } from "./widget";

/**
 * Keeps two controls at the same value, through the kernel. The second takes the value of the first now.
 *
 * @returns how to part them
 * @throws what a control throws for a value that it cannot take
 *
 * @example
 * const [a, b] = [toggle({ value: true }), toggle()];
 * const part = link(a, b);
 * b.value // → true
 * b.value = false;
 * a.value // → false
 * part();
 */
export function link<Value>(first: Control<Value>, second: Control<Value>): () => void {
  requireControl("first", first);
  requireControl("second", second);
  second.value = first.value;
  const stops = [
    first.observe((value) => {
      second.value = value;
    }),
    second.observe((value) => {
      first.value = value;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Keeps two controls at the same value in the browser, without a way through the kernel: also while it is
 * busy. The values here follow when it can hear of them. Works in a notebook only.
 *
 * @returns how to part them
 *
 * @example
 * jslink(toggle(), toggle()) // → throws Widgets come to life in a notebook: run this in the workbook's kernel, or use the values without display.
 */
export function jslink<Value>(first: Control<Value>, second: Control<Value>): () => void {
  requireControl("first", first);
  requireControl("second", second);
  const model = new Model(
    { ...controlKind("Link"), view: null },
    { source: [first, first.key], target: [second, second.key] },
  );
  void model.modelId; // it has no view that would make it known
  return () => model.close();
}
