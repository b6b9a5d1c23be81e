import { parse } from "mathjs";
import type { ErrorCurve } from "../../calculus/error-curve";
import type { DerivativeComparison, SymbolicDerivative } from "../../calculus/symbolic-derivative";
import { latexText } from "../base/escape";
import { Markup } from "../base/markup";
import { readable } from "../base/number";
import { type Table, table } from "../base/table";
import { type Figure, figure } from "../figures/figure";

/** The error of a numerical derivative against its step, on two logarithmic axes. */
export function errorCurveFigure({ steps, errors, best }: ErrorCurve): Figure {
  return figure({
    data: [
      { type: "scatter", mode: "lines+markers", name: "error", x: steps.slice(), y: errors.map(logarithmic) },
    ],
    layout: {
      title: { text: "Error of a numerical derivative against its step" },
      xaxis: { type: "log", title: { text: "step h" } },
      yaxis: { type: "log", title: { text: "relative error" } },
      showlegend: false,
    },
    caption: `The error is smallest, ${readable(best.error, 2)}, at h = ${readable(best.step, 2)}. To the right of it truncation rules, to the left rounding.`,
  });
}

/** A logarithmic axis has no place for 0: it leaves a gap. */
const logarithmic = (error: number): number => (error === 0 ? Number.NaN : error);

/** A derivative found by rules, as an equation. */
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

/** A hand-written derivative beside the symbolic one, the row with the largest difference marked. */
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
      caption: `${symbolic.name}: the two derivatives differ by ${readable(largest, 2)} at most.`,
      mark: largest > 0 ? [worst] : [],
      digits: 6,
    },
  );
}
