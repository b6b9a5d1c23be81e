import { parse } from "mathjs";
import type { GradientCheck } from "../../calculus/gradient-check";
import type { GradientRow } from "../../calculus/gradient-row";
import type { DerivativeComparison, SymbolicDerivative } from "../../calculus/symbolic-derivative";
import type { DirectionCheck } from "../../engine/check-directions";
import { latexText } from "../base/escape";
import { Markup, symbolMarkup } from "../base/markup";
import { readable } from "../base/number";
import { nameText } from "../base/symbol";
import { type Table, table } from "../base/table";

/** For each method its name, the usual error of a correct gradient on networks like ours, and its error floor. */
const methods = {
  central: { name: "central differences", usual: [1e-9, 1e-7], floor: "10⁻³·max(1, |J|)" },
  richardson: { name: "Richardson's extrapolation", usual: [1e-12, 1e-9], floor: "10⁻³·max(1, |J|)" },
  complex: { name: "complex steps", usual: [1e-16, 1e-13], floor: "10⁻⁸" },
} as const;

/** A gradient check as a table: a row for each parameter, the worst one marked, and the verdict in words. */
export function gradientCheckTable(check: GradientCheck): Table {
  const { rows, method, tolerance } = check;
  const worst = rows.reduce((a, row, i) => (row.relativeError > (rows[a]?.relativeError ?? -1) ? i : a), 0);
  const { name, usual, floor } = methods[method];
  const [from, to] = usual;
  return table(
    rows.map((row) => ({
      gradient: symbolMarkup(partial(row)),
      shape: row.shape.join("×"),
      "worst entry": entryText(row),
      analytic: row.analytic,
      numeric: row.numeric,
      "relative error": Number(row.relativeError.toPrecision(2)),
      verdict: verdict(row),
    })),
    {
      caption: summary(check, rows[worst]),
      mark: rows.length > 1 ? [worst] : [],
      digits: 6,
      note: `With ${name} the error of a correct gradient is usually ${readable(from)} to ${readable(to)}; up to ${readable(tolerance)} passes. It is relative to the larger of the two values, but at least to a thousandth of the gradient's largest entry and to ${floor}. Entries are [row, column], counted from 0.`,
    },
  );
}

/** A check by sample as a table: a row for each parameter, and what the check guarantees in the caption. */
export function directionCheckTable({ rows, ok, tolerance, guarantee }: DirectionCheck): Table {
  const wrong = rows.filter((row) => !row.ok).map(nameOf);
  const small = rows.filter((row) => row.unmeasured).map(nameOf);
  const found = ok ? "✓ No gradient disagrees" : `✗ ${wrong.join(", ")} ${isOrAre(wrong)} wrong`;
  return table(
    rows.map((row) => ({
      gradient: symbolMarkup(partial(row)),
      shape: row.shape.join("×"),
      "analytic slope": row.analytic,
      "numeric slope": row.numeric,
      "relative error": Number(row.relativeError.toPrecision(2)),
      verdict: row.unmeasured ? tooSmall : row.ok ? "✓ agrees" : "✗ wrong",
    })),
    {
      caption: `${found} in ${guarantee}.${small.length === 0 ? "" : ` ? ${small.join(", ")} ${isOrAre(small)} too small to measure.`}`,
      digits: 6,
      note: `Errors up to ${readable(tolerance)} pass. A full check, of every entry, guarantees more.`,
    },
  );
}

function summary({ rows, ok, method }: GradientCheck, worst: GradientRow | undefined): string {
  if (!worst) return "No gradient to check.";
  const { name } = methods[method];
  const largest = `The largest relative error is ${readable(worst.relativeError, 2)}, in ${nameOf(worst)} at ${entryText(worst)}.`;
  const small = rows.filter((row) => row.unmeasured).map(nameOf);
  if (ok && small.length > 0) {
    const rest = rows.length - small.length;
    const others = rest === 0 ? "" : ` ✓ The other ${rest === 1 ? "one agrees" : `${rest} agree`}.`;
    return `? ${small.join(", ")} ${isOrAre(small)} too small to measure with ${name}.${others}`;
  }
  if (ok)
    return `✓ ${rows.length === 1 ? "The gradient agrees" : `All ${rows.length} gradients agree`} with ${name}. ${largest}`;
  const wrong = rows.filter((row) => !row.ok).map(nameOf);
  return `✗ ${wrong.join(", ")} ${isOrAre(wrong)} wrong by ${name}. ${largest}`;
}

function verdict({ ok, unmeasured, kink = [], diagnosis }: GradientRow): string {
  if (unmeasured) return tooSmall;
  const kinks = kink.length === 0 ? "" : `, ${kink.length === 1 ? "a kink" : `${kink.length} kinks`} skipped`;
  return (ok ? "✓ agrees" : `✗ wrong${diagnosis ? `: ${diagnosis}` : ""}`) + kinks;
}

const tooSmall = "? too small to measure";

const isOrAre = (names: readonly string[]): string => (names.length === 1 ? "is" : "are");

const partial = ({ name }: { readonly name: string }): string => `dJ/d${name}`;

const nameOf = (row: { readonly name: string }): string => nameText(partial(row));

const entryText = ({ entry }: GradientRow): string => `[${entry.join(", ")}]`;

/** A symbolic derivative as an equation. */
export function symbolicMarkup({ name, formula, derivative }: SymbolicDerivative): Markup {
  const left = `\\frac{\\mathrm{d}}{\\mathrm{d} z}\\,\\left(${formulaLatex(formula)}\\right)`;
  return new Markup(
    "text/latex",
    `${left} = ${formulaLatex(derivative)}`,
    `${name}: d/dz (${formula}) = ${derivative}`,
  );
}

function formulaLatex(formula: string): string {
  try {
    return parse(formula).toTex();
  } catch {
    return latexText(formula);
  }
}

/** A hand-written derivative beside the symbolic one, with the largest difference marked. */
export function comparisonTable({ symbolic, rows, largest }: DerivativeComparison): Table {
  const worst = rows.findIndex((row) => row.difference === largest);
  return table(
    rows.map((row) => ({
      z: row.z,
      "by hand": row.handWritten,
      "by rules": row.symbolic,
      difference: row.difference,
    })),
    {
      caption: `${symbolic.name}: the two derivatives differ by at most ${readable(largest, 2)}.`,
      mark: largest > 0 ? [worst] : [],
      digits: 6,
    },
  );
}
