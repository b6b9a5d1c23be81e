import type { Derivation, DerivedLine } from "../../notation/derive";
import { shapeText } from "../../notation/shapes";
import { targetOf } from "../../notation/tree";
import { htmlFormula } from "../base/card";
import { type Bundle, Display, jupyterDisplay } from "../base/display";
import { htmlAttribute, htmlText } from "../base/escape";
import { palette } from "../base/theme";

/** A derivation as it looks in a notebook: each line typeset, with its shape, its proof and its reason. */
export class DerivationView extends Display {
  constructor(readonly derivation: Derivation) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": this.text(), "text/html": this.html() };
  }

  private text(): string {
    const { lines } = this.derivation;
    const cells = lines.map((line, index) => [
      mark(line),
      `${index === 0 || isEquation(line) ? "" : "= "}${line.text}`,
      line.shape ? shapeText(line.shape) : "",
      remark(line),
    ]);
    const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
    const rows = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
    return [...rows.map((row) => row.trimEnd()), summary(this.derivation)].join("\n");
  }

  private html(): string {
    const { lines } = this.derivation;
    const rows = lines.map((line, index) => rowHtml(line, index === 0 || isEquation(line)));
    const heads = ["line", "shape", "why"].map(
      (head, column) =>
        `<th scope="col" style="text-align:left"${column === 0 ? ' colspan="2"' : ""}>${head}</th>`,
    );
    return [
      '<figure style="margin:0">',
      `<div style="overflow-x:auto"><table><thead><tr>${heads.join("")}</tr></thead>`,
      `<tbody>${rows.join("\n")}</tbody></table></div>`,
      `<figcaption>${htmlText(summary(this.derivation))}</figcaption>`,
      "</figure>",
    ].join("\n");
  }
}

/** A line that begins with a symbol and `=`, or that could not be read, gets no other sign in front. */
const isEquation = ({ tree }: DerivedLine): boolean => tree === undefined || targetOf(tree) !== undefined;

const marks = { start: "", equal: "✓", wrong: "✗" } as const;

/** What the marks say to those who hear the table. */
const spoken = {
  start: "start",
  equal: "proven equal to the line before",
  wrong: "does not follow",
} as const;

const mark = ({ proof }: DerivedLine): string => marks[proof];

const wrong = (why: string): string => `Wrong: ${why.replace(/\.$/, "")}.`;

const remark = ({ reason, why, note }: DerivedLine): string =>
  [reason, why === undefined ? "" : wrong(why), note ?? ""].filter(Boolean).join(" ");

function rowHtml(line: DerivedLine, alone: boolean): string {
  const { latex, words, shape, proof, reason, why, note } = line;
  const equals = alone ? "" : "=\\; ";
  const formula =
    latex === undefined
      ? `<code>${htmlText(line.text)}</code>`
      : `<span role="math" aria-label="${htmlAttribute(words ?? line.text)}">$${htmlFormula(`${equals}${latex}`)}$</span>`;
  const colour = proof === "wrong" ? palette.vermillion : palette.green;
  const sign = `<span role="img" aria-label="${spoken[proof]}" title="${spoken[proof]}" style="color:${colour};font-weight:bold">${marks[proof]}</span>`;
  const because = [
    htmlText(reason),
    why ? `<strong>${htmlText(wrong(why))}</strong>` : "",
    note ? htmlText(note) : "",
  ];
  const cell = (inside: string, more = "") =>
    `<td style="text-align:left;vertical-align:middle${more}">${inside}</td>`;
  return `<tr>${cell(proof === "start" ? "" : sign)}${cell(formula, ";white-space:nowrap")}${cell(shape ? htmlText(shapeText(shape)) : "", ";white-space:nowrap")}${cell(because.filter(Boolean).join(" "), ";min-width:14em")}</tr>`;
}

function summary({ lines, proven }: Derivation): string {
  const steps = lines.filter(({ proof }) => proof !== "start").length;
  const wrong = lines.filter(({ proof }) => proof === "wrong").length;
  if (proven)
    return `✓ ${steps === 1 ? "The step" : `Each of the ${steps} steps`} is proven: equal to the line before for all numbers, all sizes, and any f1 and f2.`;
  return `✗ ${wrong} of ${steps} ${wrong === 1 ? "steps does" : "steps do"} not follow.`;
}
