import { type Control, requireControl } from "./control";
import { Model } from "./model";
import { controlKind } from "./widget";

/**
 * Keeps two controls at the same value, through the kernel. The second takes the value of the first now.
 *
 * @returns a function that removes the link
 * @throws if a control does not accept the value of the other
 *
 * @example
 * const [a, b] = [toggle({ value: true }), toggle()];
 * const unlink = link(a, b);
 * b.value // → true
 * b.value = false;
 * a.value // → false
 * unlink();
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
 * Keeps two controls at the same value in the browser, even while the kernel is busy. Works only in a notebook.
 *
 * @returns a function that removes the link
 *
 * @example
 * jslink(toggle(), toggle()) // → throws Widgets need a notebook: run this in the workbook's kernel, or use the values without displaying them.
 */
export function jslink<Value>(first: Control<Value>, second: Control<Value>): () => void {
  requireControl("first", first);
  requireControl("second", second);
  const model = new Model(
    { ...controlKind("Link"), view: null },
    { source: [first, first.key], target: [second, second.key] },
  );
  void model.modelId; // a link is never displayed, so open it here
  return () => model.close();
}
