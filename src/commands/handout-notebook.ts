import { forms } from "../autoencoder/forms";
import { hints } from "../autoencoder/hints";
import { type Part, type PartId, parts, totalPoints } from "../autoencoder/parts";
import { symbols } from "../autoencoder/symbols";
import type { Cell, Notebook } from "../kernel/notebook/format";
import { htmlText } from "../show/base/escape";

/** A cell with the name that notebooks of today give each. */
type NamedCell = Cell & { readonly id: string };

const text = (id: string, ...lines: readonly string[]): NamedCell => ({
  id,
  cell_type: "markdown",
  metadata: {},
  source: lines.join("\n"),
});

const code = (id: string, source: string, metadata: object = {}): NamedCell => ({
  id,
  cell_type: "code",
  execution_count: null,
  metadata: metadata as Cell["metadata"],
  outputs: [],
  source,
});

const setting = `**The setting.** A network takes $d$ numbers $x$ to $m$ hidden ones and back:

$$z_1 = W_1 x + b_1 \\qquad a_1 = f_1(z_1) \\qquad z_2 = W_2\\,a_1 + b_2 \\qquad y^{\\text{pred}} = f_2(z_2)$$

$f_1$ and $f_2$ act on each element. The loss of one point is $J = \\tfrac12\\lVert y^{\\text{pred}} - y\\rVert^2$.`;

/** Symbols whose shapes are given; those of the parameters are what part (a) asks. */
const given = ["x", "z1", "a1", "z2", "ypred", "y", "df1/dz1", "df2/dz2", "eta"];

const shapes = [
  "| symbol | as you type it | shape |",
  "|:--|:--|:-:|",
  ...symbols
    .filter(({ name }) => given.includes(name))
    .map(({ name, latex, shape }) => `| $${latex}$ | \`${name}\` | $${shape.join("\\times ")}$ |`),
].join("\n");

const notation = `**How to write formulas.** As on paper: two things side by side are multiplied as matrices, \`*\` multiplies element by element, \`^T\` transposes, a number scales, \`f1(…)\` and \`f2(…)\` act on each element, and \`dJ/dz2\` is $\\partial J/\\partial z_2$. In a chain $A = B = C$ every step is checked and the last counts. LaTeX and signs such as ∂, η, ᵀ are read as well.`;

const points = (count: number): string => `${count} ${count === 1 ? "point" : "points"}`;

/** The fields of a part's form, each with what may be claimed in it; none where one text is the answer. */
function fieldsOf(part: PartId): readonly { readonly id: string; readonly choices: readonly string[] }[] {
  if (part === "a") return ["W1", "b1", "W2", "b2"].map((id) => ({ id, choices: ["rows × columns"] }));
  if (part !== "f" && part !== "g") return [];
  // In the order of the alphabet: that of the form begins with the right ones.
  return forms[part].fields.map(({ id, choices, free }) => ({
    id,
    choices: free ? ["in your own words"] : choices.map((choice) => choice.id).sort(),
  }));
}

/** What stands in the answer cell before there is an answer: the fields of the form, or one empty text. */
function blankAnswer(part: PartId): string {
  const fields = fieldsOf(part);
  if (fields.length === 0) return `check("${part}", "")`;
  const lines = fields.map(({ id, choices }) => `  ${id}: "", // ${choices.join(", ")}\n`);
  return `check("${part}", {\n${lines.join("")}})`;
}

/** Our own words for Markdown: a star is the exam's product there. */
const words = (sentence: string): string => sentence.replace(/[*_]/g, "\\$&");

const folded = (summary: string, inside: string): string =>
  `<details><summary>${summary}</summary>${htmlText(inside)}</details>`;

/** What a notebook of the workbook asks one to predict before it says "Your turn". */
function prediction({ cells }: Notebook): string | undefined {
  const turn = cells.find(
    ({ cell_type, source }) => cell_type === "markdown" && /^### Your turn$/m.test(source),
  );
  return /^\*\*Predict\.\*\*[\s\S]*?(?=\n+### Your turn$)/m.exec(turn?.source ?? "")?.[0];
}

/**
 * The question as the workbook's own notebook puts it, with what it needs to be answered. Parts (a) to (e) have
 * one sentence instead: their notebooks name the answer of the part before.
 */
function question({ id, question, allowed }: Part, source: Notebook | undefined): string {
  const put = /^\*\*The question\.\*\*[\s\S]*?(?=\n+<details>|$(?![\s\S]))/m.exec(
    source?.cells[0]?.source ?? "",
  )?.[0];
  if (Object.hasOwn(forms, id) && put !== undefined) return put;
  return `**The question.** ${words(question)}${allowed ? ` You may use ${words(allowed)}.` : ""}`;
}

function partCells(part: Part, source: Notebook | undefined): readonly NamedCell[] {
  const { id, title, points: marks } = part;
  const { begin, first, second } = hints[id];
  const predict = source && prediction(source);
  return [
    text(
      `${id}-question`,
      `# (${id}) ${title}`,
      "",
      `${points(marks)} of ${totalPoints} (our own split) · [all parts](index.ipynb)`,
      "",
      setting,
      "",
      question(part, source),
      // Parts in words need no symbols to be typed.
      ...(Object.hasOwn(forms, id) ? [] : ["", shapes]),
    ),
    ...(predict ? [text(`${id}-predict`, predict)] : []),
    text(
      `${id}-how`,
      "### Your answer",
      "",
      `${words(begin)} Then run the cell: it says how your answer was read.`,
    ),
    code(`${id}-import`, 'import { checkHandout as check, hint } from "autoencoder-workbook/grading";'),
    code(`${id}-answer`, blankAnswer(id), { tags: ["answer"], workbook: { answer: id }, deletable: false }),
    text(`${id}-hints`, folded("A hint", first), "", folded("One more hint", second)),
  ];
}

function indexCells(): readonly NamedCell[] {
  return [
    text(
      "index-title",
      "# Autoencoder, nine questions",
      "",
      setting,
      "",
      shapes,
      "",
      notation,
      "",
      "Each part has its notebook. Write your answer between the quotation marks of its answer cell, save, and hand in the notebooks, or this whole folder as a zip file. Only what stands in the answer cells is graded.",
      "",
      "Nothing has to run for that: any editor of notebooks will do. To run the cells, put this folder into a clone of the workbook, type `npm start` there, and open it in the JupyterLab that comes up.",
      "",
      "`check` says whether an answer is right, and what is wrong with it, as often as you like.",
      "",
      "| part | asks | points |",
      "|:-:|:--|:-:|",
      ...parts.map(
        ({ id, title, notebook, points: marks }) => `| ${id} | [${title}](${notebook}) | ${marks} |`,
      ),
    ),
    code("index-import", 'import { progress } from "autoencoder-workbook";'),
    code("index-progress", "progress()"),
  ];
}

/**
 * The notebooks to hand out, by file name: the questions with something to predict, a marked cell for each
 * answer, and folded hints. They are made of what is asked and not of what is answered, so that no
 * solution has to be taken out of them.
 *
 * @param sources the workbook's own notebooks by file name, for how they ask, and what to predict
 * @param metadata of the notebooks: which kernel runs them
 */
export function handoutNotebooks(
  sources: ReadonlyMap<string, Notebook>,
  metadata: Notebook["metadata"],
): ReadonlyMap<string, Notebook> {
  const notebook = (cells: readonly NamedCell[]): Notebook => ({
    cells,
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  });
  return new Map([
    ["index.ipynb", notebook(indexCells())],
    ...parts.map((part): [string, Notebook] => [
      part.notebook,
      notebook(partCells(part, sources.get(part.notebook))),
    ]),
  ]);
}
