import type { LayoutAxis } from "plotly.js-dist";
import { spread } from "../../data/statistics";
import { counted, marksText } from "../../grading/verdict/words";
import type { Question } from "../../question/question";
import { palette } from "../../show/base/theme";
import { type FigureSpec, figure, figureHtml } from "../../show/figures/figure";
import { type Html, html } from "./page";
import { type ClassStatistics, type Outcome, outcomes, type PartStatistics } from "./statistics";

/** Darker is better, so the order is visible without colour vision. */
const colours: Readonly<Record<Outcome, string>> = {
  right: palette.blue,
  "partly right": palette.teal,
  wrong: palette.orange,
  "not readable": palette.vermillion,
  "answers differ": palette.purple,
  blank: "rgba(128,128,128,0.55)",
};

const drawn = (spec: FigureSpec): Html => figureHtml(figure(spec).json);

const title = (text: string) => ({ title: { text } });

const namesOf = (parts: readonly PartStatistics[]): string[] => parts.map(({ part }) => `(${part})`);

/** An axis with a tick for every part. */
const partsAxis = (parts: readonly PartStatistics[]) =>
  ({
    ...title("part"),
    type: "category",
    tickmode: "array",
    tickvals: namesOf(parts),
    tickangle: 0,
  }) satisfies Partial<LayoutAxis>;

/** Possible steps of marks, coarsest first: half marks in our own rubric, finer ones in others. */
const steps = [0.5, 0.25, 0.1, 0.05, 0.01];

/** A histogram of scores: one bar for each score that occurs. */
export function scoreFigure({ scores, maxScore }: ClassStatistics): Html {
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
        // With a fine step only the outline is visible.
        marker: { color: palette.blue, line: { color: palette.blue, width: 1 } },
        hovertemplate: "%{x} marks: %{y}<extra></extra>",
      },
    ],
    layout: {
      height: 320,
      xaxis: { ...title("marks"), range: [-0.5, maxScore + 0.5] },
      // With few students Plotly would put ticks between whole numbers.
      yaxis: { ...title("students"), ...(Math.max(...counts.values()) <= 6 ? { dtick: 1 } : {}) },
    },
    caption: `${counted(scores.length, "student")}, on average ${(spread(scores).mean ?? 0).toFixed(1)} of ${marksText(maxScore)}; ${counted(below, "student")} below half of the marks.`,
    alt: "Histogram of the students' marks.",
  });
}

/** The legend of the next figure. Beside the figure it would not fit on a narrow screen. */
export const outcomesLegend = html`<p class="small soft">${outcomes.map(
  (outcome) =>
    html`<span class="whole"><span class="swatch" style="background:${colours[outcome]}"></span>${outcome}</span> `,
)}</p>`;

/** The outcomes of each part, in per cent of the students. */
export function partsFigure(parts: readonly PartStatistics[], students: number): Html {
  const share = ({ mean, maxScore }: PartStatistics) => (maxScore > 0 ? mean / maxScore : 0);
  const [hardest] = [...parts].sort((a, b) => share(a) - share(b));
  return drawn({
    data: outcomes.map((outcome) => ({
      type: "bar",
      name: outcome,
      x: namesOf(parts),
      y: parts.map(({ counts }) => (100 * counts[outcome]) / students),
      customdata: parts.map(({ counts }) => counts[outcome]),
      marker: { color: colours[outcome] },
      hovertemplate: `%{x} ${outcome}: %{customdata}<extra></extra>`,
    })),
    layout: {
      height: 360,
      barmode: "stack",
      showlegend: false,
      xaxis: partsAxis(parts),
      yaxis: { ...title("% of the students"), range: [0, 100] },
    },
    caption: hardest
      ? `The hardest part is (${hardest.part}): the class reached ${Math.round(100 * share(hardest))} % of its marks.`
      : "",
    alt: "Stacked bars of the outcomes of each part.",
  });
}

/** From this correlation on, a part separates strong from weak students. Source: Ebel's rule, 1972. */
const discriminates = 0.3;

/** How well each part separates strong from weak students. */
export function discriminationFigure(parts: readonly PartStatistics[]): Html {
  const values = parts.map(({ discrimination }) => discrimination ?? Number.NaN);
  const good = parts
    .flatMap(({ part, discrimination }) => (discrimination === null ? [] : { part, discrimination }))
    .filter(({ discrimination }) => discrimination >= discriminates)
    .sort((one, other) => other.discrimination - one.discrimination);
  const best = good.slice(0, 3).map(({ part, discrimination }) => `(${part}), ${discrimination.toFixed(2)}`);
  return drawn({
    data: [
      {
        type: "bar",
        x: namesOf(parts),
        y: values,
        marker: { color: values.map((value) => (value >= discriminates ? palette.blue : palette.orange)) },
        hovertemplate: "%{x}: %{y:.2f}<extra></extra>",
      },
    ],
    layout: {
      height: 320,
      xaxis: partsAxis(parts),
      yaxis: title("correlation with the rest"),
      shapes: [
        {
          type: "line",
          xref: "paper",
          ...{ x0: 0, x1: 1, y0: discriminates, y1: discriminates },
          line: { dash: "dot", width: 1.5, color: "rgba(128,128,128,0.9)" },
        },
      ],
    },
    caption:
      good.length > 0
        ? `These parts separate strong from weak students best: ${best.join("; ")}. In ${good.length} of ${parts.length} parts the marks correlate with those of the others (${discriminates} or more).`
        : `In no part do the marks correlate with those of the others (${discriminates} or more).`,
    alt: "Bars of each part's correlation with the marks of the other parts.",
  });
}

const headings = ["mean", "of", ...outcomes, "discrimination"];

/** A row for each part. On a narrow screen each number has its heading beside it. */
export function partsTable(question: Question, parts: readonly PartStatistics[]): Html {
  const rows = parts.map(({ part, mean, maxScore, counts, discrimination }, row) => {
    const cells = [
      mean.toFixed(2),
      marksText(maxScore),
      ...outcomes.map((outcome) => String(counts[outcome])),
      discrimination === null ? "–" : discrimination.toFixed(2).replace("-", "−"),
    ];
    return html`<tr><td class="name">(${part}) ${question.parts[row]?.title}</td>${cells.map(
      (cell, i) => html`<td class="number" data-label="${headings[i]}">${cell}</td>`,
    )}</tr>\n`;
  });
  return html`<table class="wide"><thead><tr><th>part</th>${headings.map(
    (heading) => html`<th class="number">${heading}</th>`,
  )}</tr></thead>
<tbody>${rows}</tbody></table>`;
}
