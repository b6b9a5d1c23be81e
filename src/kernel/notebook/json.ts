/** A number as Python's json module writes it: `1e-07` where JavaScript has `1e-7`. */
function number(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  return String(value);
}

/** By code points, as Python sorts; JavaScript compares halves of surrogate pairs. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * JSON to the letter as Jupyter writes notebooks: indented by one space, keys sorted, numbers as Python has
 * them. A notebook that JupyterLab saves after us then differs only where it changed.
 */
export function jupyterJson(value: unknown, indent = ""): string {
  const inner = `${indent} `;
  const list = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? open + close : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
  if (typeof value === "number" && Number.isFinite(value)) return number(value);
  if (Array.isArray(value)) {
    return list(
      "[",
      value.map((item) => jupyterJson(item, inner)),
      "]",
    );
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => byCodePoint(a, b));
    const lines = entries.map(([key, item]) => `${JSON.stringify(key)}: ${jupyterJson(item, inner)}`);
    return list("{", lines, "}");
  }
  return JSON.stringify(value) ?? "null";
}
