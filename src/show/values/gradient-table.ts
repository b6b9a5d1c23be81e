import type { GradientCheck } from "../../calculus/gradient-check";
import type { GradientRow } from "../../calculus/gradient-row";
import type { DirectionCheck } from "../../engine/check-directions";
import { symbolMarkup } from "../base/markup";
import { readable } from "../base/number";
import { nameText } from "../base/symbol";
import { type Table, table } from "../base/table";

/** What each method measures with, and how far a correct gradient is off by it on networks like ours. */
const methods = {
  central: { name: "central differences", usual: [1e-9, 1e-7], floor: "10⁻³·max(1, |J|)" },
  richardson: { name: "Richardson's extrapolation", usual: [1e-12, 1e-9], floor: "10⁻³·max(1, |J|)" },
  complex: { name: "complex steps", usual: [1e-16, 1e-13], floor: "10⁻⁸" },
} as const;

/** A gradient check as a table: a row a parameter, the worst one marked, and the verdict in words. */
export function gradientCheckTable(check: GradientCheck): Table {
  const { rows, method, tolerance } = check;
  const worst = rows.reduce((a, row, i) => (row.relativeError > (rows[a]?.relativeError ?? -1) ? i : a), 0);
  const { name, usual, floor } = methods[method];
  const [from, to] = usual;
  return table(
    rows.map((row) => ({
      gradient: symbolMarkup(partial(row)),
      shape: row.shape.join("×"),
      "worst entry": place(row),
      analytic: row.analytic,
      numeric: row.numeric,
      "relative error": Number(row.relativeError.toPrecision(2)),
      verdict: verdict(row),
    })),
    {
      caption: summary(check, rows[worst]),
      mark: rows.length > 1 ? [worst] : [],
      digits: 6,
      note: `A correct gradient is usually off by ${readable(from)} to ${readable(to)} with ${name}; up to ${readable(tolerance)} passes. Relative is to the larger of the two, but to no less than a thousandth of the gradient's largest entry, nor than ${floor}. Entries [row, column] count from 0.`,
    },
  );
}

/** A check by sample as a table: a row a parameter, with what it promises in the caption. */
export function directionCheckTable({ rows, ok, tolerance, guarantee }: DirectionCheck): Table {
  const wrong = rows.filter((row) => !row.ok).map(({ name }) => nameText(`dJ/d${name}`));
  const small = rows.filter((row) => row.unmeasured).map(({ name }) => nameText(`dJ/d${name}`));
  const unseen =
    small.length === 0
      ? ""
      : ` ? ${small.join(", ")} ${small.length === 1 ? "is" : "are"} too small to be measured.`;
  const found = ok
    ? "✓ No gradient disagrees"
    : `✗ ${wrong.join(", ")} ${wrong.length === 1 ? "is" : "are"} wrong`;
  return table(
    rows.map((row) => ({
      gradient: symbolMarkup(`dJ/d${row.name}`),
      shape: row.shape.join("×"),
      "analytic slope": row.analytic,
      "numeric slope": row.numeric,
      "relative error": Number(row.relativeError.toPrecision(2)),
      verdict: row.unmeasured ? tooSmall : row.ok ? "✓ agrees" : "✗ wrong",
    })),
    {
      caption: `${found} in ${guarantee}.${unseen}`,
      digits: 6,
      note: `Up to ${readable(tolerance)} passes. A full check, of every entry, promises more.`,
    },
  );
}

function summary({ rows, ok, method }: GradientCheck, worst: GradientRow | undefined): string {
  if (!worst) return "No gradient to check.";
  const { name } = methods[method];
  const where = `${readable(worst.relativeError, 2)}, in ${nameText(partial(worst))} at ${place(worst)}`;
  const small = rows.filter((row) => row.unmeasured).map((row) => nameText(partial(row)));
  if (ok && small.length > 0) {
    const rest = rows.length - small.length;
    const others = rest === 0 ? "" : ` ✓ The other ${rest === 1 ? "one agrees" : `${rest} agree`}.`;
    return `? ${small.join(", ")} ${small.length === 1 ? "is" : "are"} too small to be measured by ${name}.${others}`;
  }
  if (ok) {
    const all = rows.length === 1 ? "The gradient agrees" : `All ${rows.length} gradients agree`;
    return `✓ ${all} with ${name}. The largest relative error is ${where}.`;
  }
  const wrong = rows.filter((row) => !row.ok);
  const names = wrong.map((row) => nameText(partial(row))).join(", ");
  const are = wrong.length === 1 ? "is" : "are";
  return `✗ ${names} ${are} wrong by ${name}. The largest relative error is ${where}.`;
}

function verdict({ ok, unmeasured, kink = [], diagnosis }: GradientRow): string {
  if (unmeasured) return tooSmall;
  const kinks =
    kink.length === 0 ? "" : `, ${kink.length === 1 ? "a kink" : `${kink.length} kinks`} passed over`;
  return (ok ? "✓ agrees" : `✗ wrong${diagnosis ? `: ${diagnosis}` : ""}`) + kinks;
}

const tooSmall = "? too small to be measured";

const partial = ({ name }: GradientRow): string => `dJ/d${name}`;

const place = ({ entry }: GradientRow): string => `[${entry.join(", ")}]`;
