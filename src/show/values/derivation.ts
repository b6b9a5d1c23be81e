import type { Derivation, DerivedLine } from "../../notation/derive";
import { shapeText } from "../../notation/shapes";
import { targetOf } from "../../notation/tree";
import { type Bundle, Display, jupyterDisplay } from "../base/display";
import { formulaHtml, type Html, html, htmlLines } from "../base/html";
import { palette } from "../base/theme";

/** A derivation as a table: each line typeset, with its shape, its proof and its reason. */
export class DerivationView extends Display {
  constructor(readonly derivation: Derivation) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": this.text(), "text/html": String(this.html()) };
  }

  private text(): string {
    const { lines } = this.derivation;
    const cells = lines.map((line, index) => [
      marks[line.proof],
      `${index === 0 || isEquation(line) ? "" : "= "}${line.text}`,
      line.shape ? shapeText(line.shape) : "",
      [line.reason, line.why && wrong(line.why), line.note].filter(Boolean).join(" "),
    ]);
    const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
    const rows = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
    return [...rows.map((row) => row.trimEnd()), summary(this.derivation)].join("\n");
  }

  private html(): Html {
    const rows = this.derivation.lines.map((line, index) => rowHtml(line, index === 0 || isEquation(line)));
    const left = "text-align:left";
    return htmlLines(
      html`<figure style="margin:0">`,
      html`<div style="overflow-x:auto"><table><thead><tr><th scope="col" style="${left}" colspan="2">line</th><th scope="col" style="${left}">shape</th><th scope="col" style="${left}">why</th></tr></thead>`,
      html`<tbody>${htmlLines(...rows)}</tbody></table></div>`,
      html`<figcaption>${summary(this.derivation)}</figcaption>`,
      html`</figure>`,
    );
  }
}

/** A line that starts with a symbol and `=`, or that could not be parsed, gets no other `=` in front. */
const isEquation = ({ tree }: DerivedLine): boolean => tree === undefined || targetOf(tree) !== undefined;

const marks = { start: "", equal: "✓", wrong: "✗" } as const;

/** The marks in words, for screen readers. */
const spoken = {
  start: "start",
  equal: "proven equal to the line before",
  wrong: "does not follow",
} as const;

const wrong = (why: string): string => `Wrong: ${why.replace(/\.$/, "")}.`;

function rowHtml(line: DerivedLine, isAlone: boolean): Html {
  const { latex, words, shape, proof, reason, why, note } = line;
  const formula =
    latex === undefined
      ? html`<code>${line.text}</code>`
      : formulaHtml(isAlone ? latex : `=\\; ${latex}`, words ?? line.text);
  const colour = proof === "wrong" ? palette.vermillion : palette.green;
  const sign =
    proof !== "start" &&
    html`<span role="img" aria-label="${spoken[proof]}" title="${spoken[proof]}" style="color:${colour};font-weight:bold">${marks[proof]}</span>`;
  const cell = "text-align:left;vertical-align:middle";
  return html`<tr><td style="${cell}">${sign}</td><td style="${cell};white-space:nowrap">${formula}</td><td style="${cell};white-space:nowrap">${shape && shapeText(shape)}</td><td style="${cell};min-width:14em">${reason}${why && html` <strong>${wrong(why)}</strong>`}${note && ` ${note}`}</td></tr>`;
}

function summary({ lines, proven }: Derivation): string {
  const steps = lines.filter(({ proof }) => proof !== "start").length;
  const wrong = lines.filter(({ proof }) => proof === "wrong").length;
  if (proven)
    return `✓ ${steps === 1 ? "The step is" : `All ${steps} steps are`} proven: equal to the line before for all numbers, all sizes, and any f1 and f2.`;
  return `✗ ${wrong} of ${steps} ${steps === 1 ? "steps does" : "steps do"} not follow.`;
}
