import type { LayoutAxis } from "plotly.js-dist";
import { jupyterDisplay } from "../../show/base/display";
import { palette } from "../../show/base/theme";
import { type FigureSpec, figure } from "../../show/figures/figure";
import { Html, html } from "./html";
import { counted, marksText } from "./marks";
import { type ClassStatistics, mean, type Outcome, outcomes, type PartStatistics } from "./statistics";

/** Darker is better: the order shows without colour vision, too. */
const colours: Readonly<Record<Outcome, string>> = {
  right: palette.blue,
  "partly right": palette.teal,
  wrong: palette.orange,
  "not readable": palette.vermillion,
  "answers differ": palette.purple,
  blank: "rgba(128,128,128,0.55)",
};

const drawn = (spec: FigureSpec): Html => new Html(String(figure(spec)[jupyterDisplay]()["text/html"]));

const title = (text: string) => ({ title: { text } });

/** An axis with a tick for every part. */
const partsAxis = (names: readonly string[]): Partial<LayoutAxis> => ({
  ...title("part"),
  type: "category",
  tickmode: "array",
  tickvals: [...names],
  tickangle: 0,
});

/** The steps that marks come in, coarsest first: half marks in our own rubric, finer ones in others. */
const steps = [0.5, 0.25, 0.1, 0.05, 0.01];

/** How many students have how many marks: a bar for every score that somebody has, and nobody beside it. */
export function scoreFigure({ scores, maxScore }: ClassStatistics): Html {
  const middle = mean(scores);
  const counts = new Map<number, number>();
  for (const score of [...scores].sort((a, b) => a - b)) counts.set(score, (counts.get(score) ?? 0) + 1);
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6;
  const step = steps.find((one) => scores.every((score) => isWhole(score / one))) ?? 0.01;
  const below = scores.filter((score) => score < maxScore / 2).length;
  return drawn({
    data: [
      {
        type: "bar",
        x: [...counts.keys()],
        y: [...counts.values()],
        width: 0.84 * step,
        // Of a fine step the line remains.
        marker: { color: palette.blue, line: { color: palette.blue, width: 1 } },
        hovertemplate: "%{x} marks: %{y}<extra></extra>",
      },
    ],
    layout: {
      height: 320,
      xaxis: { ...title("marks"), range: [-0.5, maxScore + 0.5] },
      // Plotly would put ticks between whole students where there are few.
      yaxis: { ...title("students"), ...(Math.max(...counts.values()) <= 6 ? { dtick: 1 } : {}) },
    },
    caption: `${counted(scores.length, "student")}, on average ${middle.toFixed(1)} of ${marksText(maxScore)}; ${counted(below, "student")} below half of the marks.`,
    alt: "Histogram of the students' marks.",
  });
}

/** What the colours of the next figure mean; beside it there would be no room for it on a narrow screen. */
export const outcomesLegend = html`<p class="small soft">${outcomes.map(
  (outcome) =>
    html`<span class="whole"><span class="swatch" style="background:${colours[outcome]}"></span>${outcome}</span> `,
)}</p>`;

/** How the answers to each part stand, in per cent of the students. */
export function partsFigure(parts: readonly PartStatistics[], students: number): Html {
  const names = parts.map(({ part }) => `(${part})`);
  const share = ({ mean, maxScore }: PartStatistics) => (maxScore > 0 ? mean / maxScore : 0);
  const [hardest] = [...parts].sort((a, b) => share(a) - share(b));
  return drawn({
    data: outcomes.map((outcome) => ({
      type: "bar",
      name: outcome,
      x: names,
      y: parts.map(({ counts }) => (students > 0 ? (100 * counts[outcome]) / students : 0)),
      customdata: parts.map(({ counts }) => counts[outcome]),
      marker: { color: colours[outcome] },
      hovertemplate: `%{x} ${outcome}: %{customdata}<extra></extra>`,
    })),
    layout: {
      height: 360,
      barmode: "stack",
      showlegend: false,
      xaxis: partsAxis(names),
      yaxis: { ...title("% of the students"), range: [0, 100] },
    },
    caption: hardest
      ? `The hardest part is (${hardest.part}): ${Math.round(100 * share(hardest))} % of its marks were reached.`
      : "",
    alt: "Stacked bars of how the answers to each part stand.",
  });
}

/** From here on a part is said to tell strong students from weak ones. Source: Ebel's rule, 1972. */
const discriminates = 0.3;

/** How well each part tells strong students from weak ones. */
export function discriminationFigure(parts: readonly PartStatistics[]): Html {
  const names = parts.map(({ part }) => `(${part})`);
  const known = parts.filter(({ discrimination }) => discrimination !== null);
  const good = known
    .filter(({ discrimination }) => (discrimination ?? 0) >= discriminates)
    .sort((one, other) => (other.discrimination ?? 0) - (one.discrimination ?? 0));
  const best = good.slice(0, 3).map(({ part, discrimination }) => `(${part}), ${discrimination?.toFixed(2)}`);
  return drawn({
    data: [
      {
        type: "bar",
        x: names,
        y: parts.map(({ discrimination }) => discrimination ?? Number.NaN),
        marker: {
          color: parts.map(({ discrimination }) =>
            (discrimination ?? 0) >= discriminates ? palette.blue : palette.orange,
          ),
        },
        hovertemplate: "%{x}: %{y:.2f}<extra></extra>",
      },
    ],
    layout: {
      height: 320,
      xaxis: partsAxis(names),
      yaxis: title("correlation with the rest"),
      shapes: [
        {
          type: "line",
          xref: "paper",
          x0: 0,
          x1: 1,
          y0: discriminates,
          y1: discriminates,
          line: { dash: "dot", width: 1.5, color: "rgba(128,128,128,0.9)" },
        },
      ],
    },
    caption:
      good.length > 0
        ? `Strong and weak students are told apart best by ${best.join("; ")}. The marks of ${good.length} of ${parts.length} parts go along with those of the others (correlation of ${discriminates} or more).`
        : `No part has marks that go along with those of the others (correlation of ${discriminates} or more).`,
    alt: "Bars of each part's correlation with the marks of the other parts.",
  });
}
