import type { Data, Layout } from "plotly.js-dist";

/**
 * Has a logarithmic axis of a few decades labelled at the powers of ten alone. Plotly would put small
 * 2s and 5s between them; over many decades it leaves powers out by itself, over one it needs the rest.
 */
export function powersOfTen(layout: Partial<Layout>, data: readonly Data[]): Partial<Layout> {
  const ticked = { ...layout };
  for (const letter of ["x", "y"] as const) {
    const axis = layout[`${letter}axis`];
    if (axis?.type !== "log" || ["dtick", "nticks", "tickvals"].some((own) => own in axis)) continue;
    const decades = span(axis.range ?? data.flatMap((trace) => logarithms(trace, letter)));
    if (decades > 1.5 && decades <= 6) ticked[`${letter}axis`] = { ...axis, dtick: 1 };
  }
  return ticked;
}

function logarithms(trace: object, letter: "x" | "y"): number[] {
  const values: unknown = Reflect.get(trace, letter);
  const numbers =
    Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<unknown>) : [];
  return numbers.flatMap((value) => (typeof value === "number" && value > 0 ? Math.log10(value) : []));
}

function span(values: readonly unknown[]): number {
  const numbers = values.filter(
    (value): value is number => typeof value === "number" && Number.isFinite(value),
  );
  return (
    numbers.reduce((a, b) => Math.max(a, b), -Infinity) - numbers.reduce((a, b) => Math.min(a, b), Infinity)
  );
}
