import { autoencoderQuestion } from "../autoencoder/question";
import { counted } from "../grading/verdict/words";
import type { Cell, Notebook } from "../kernel/runner/notebook-file";
import type { Part, Question } from "../question/question";
import { htmlText } from "../show/base/escape";

/** A cell with an id, as nbformat 4.5 requires. */
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

const shapesTable = ({ symbols, given }: Question): string =>
  [
    "| symbol | as you type it | shape |",
    "|:--|:--|:-:|",
    ...symbols
      .filter(({ name }) => given.includes(name))
      .map(({ name, latex, shape }) => `| $${latex}$ | \`${name}\` | $${shape.join("\\times ")}$ |`),
  ].join("\n");

/** The fields of an answer, each with its possible values; none if the answer is one text. */
function fieldsOf(part: Part): readonly (readonly [field: string, values: string])[] {
  if (part.kind === "shapes") return part.asks.map((id) => [id, "rows × columns"]);
  if (part.kind !== "claims" || part.fields.some(({ id }) => id === "answer")) return [];
  return part.fields.map(({ id, choices, free }) => {
    // Sorted, because the data list the right choice first.
    const ids = choices.map((choice) => choice.id).sort();
    return [id, free ? "in your own words" : ids.join(", ")];
  });
}

/** The answer cell before there is an answer: the fields of the form, or one empty text. */
function blankAnswer(part: Part): string {
  const fields = fieldsOf(part).map(([field, values]) => `  ${field}: "", // ${values}\n`);
  return `check("${part.id}", ${fields.length === 0 ? '""' : `{\n${fields.join("")}}`})`;
}

/** Escapes Markdown: a star is a product in our sentences. */
const words = (sentence: string): string => sentence.replace(/[*_]/g, "\\$&");

const folded = (summary: string, inside: string): string =>
  `<details><summary>${summary}</summary>${htmlText(inside)}</details>`;

/** What a notebook of the workbook asks you to predict before "Your turn". */
function prediction(source: Notebook | undefined): string | undefined {
  const turn = source?.cells.find((cell) => /^### Your turn$/m.test(cell.source));
  return /^\*\*Predict\.\*\*[\s\S]*?(?=\n+### Your turn$)/m.exec(turn?.source ?? "")?.[0];
}

/** The question. Only claims need the details in the notebook: others name the answer of the part before. */
function questionText({ kind, question, allowed }: Part, source: Notebook | undefined): string {
  const put = /^\*\*The question\.\*\*[\s\S]*?(?=\n+<details>|$(?![\s\S]))/m.exec(
    source?.cells[0]?.source ?? "",
  )?.[0];
  if (kind === "claims" && put !== undefined) return put;
  return `**The question.** ${words(question)}${allowed ? ` You may use ${words(allowed)}.` : ""}`;
}

/** The library's `check` and `hint` know only this workbook's question. Answers to others are only handed in. */
const canCheck = (question: Question): boolean => question === autoencoderQuestion;

function partCells(question: Question, part: Part, source: Notebook | undefined): readonly NamedCell[] {
  const { id, title, points, kind } = part;
  const { begin, first, second } = part.hints;
  const predict = prediction(source);
  const checks = canCheck(question);
  const next = checks ? "Then run the cell. It shows how your answer was read." : "Then save the notebook.";
  return [
    text(
      `${id}-question`,
      `# (${id}) ${title}`,
      "",
      `${counted(points, "point")} of ${question.totalPoints} (our own split) · [all parts](index.ipynb)`,
      "",
      question.setting,
      "",
      questionText(part, source),
      ...(kind === "claims" ? [] : ["", shapesTable(question)]),
    ),
    ...(predict ? [text(`${id}-predict`, predict)] : []),
    text(`${id}-how`, "### Your answer", "", `${words(begin)} ${next}`),
    ...(checks
      ? [code(`${id}-import`, 'import { checkHandout as check, hint } from "autoencoder-workbook/grading";')]
      : []),
    code(`${id}-answer`, blankAnswer(part), { tags: ["answer"], workbook: { answer: id }, deletable: false }),
    text(`${id}-hints`, folded("A hint", first), "", folded("One more hint", second)),
  ];
}

/** How to run the cells of a handout that can check answers. */
const howToRun = [
  "Nothing needs to run for that: any notebook editor will do. To run the cells, put this folder into a clone of the workbook, run `npm start` there, and open it in JupyterLab.",
  "",
  "`check` says whether an answer is right, and what is wrong with it, as often as you like.",
  "",
];

function indexCells(question: Question): readonly NamedCell[] {
  const checks = canCheck(question);
  return [
    text(
      "index-title",
      `# ${question.title}`,
      "",
      question.setting,
      "",
      shapesTable(question),
      "",
      question.notationHelp,
      "",
      "Each part has its own notebook. Write your answer between the quotation marks of its answer cell and save. Hand in the notebooks, or this whole folder as a zip file. Only the answer cells are graded.",
      "",
      ...(checks ? howToRun : []),
      "| part | asks | points |",
      "|:-:|:--|:-:|",
      ...question.parts.map(
        ({ id, title, notebook, points }) => `| ${id} | [${title}](${notebook}) | ${points} |`,
      ),
    ),
    ...(checks
      ? [
          code("index-import", 'import { progress } from "autoencoder-workbook";'),
          code("index-progress", "progress()"),
        ]
      : []),
  ];
}

/**
 * The notebooks to hand out, by file name: questions with something to predict, a marked cell for each answer, and
 * folded hints. They are built from the questions alone, so they contain no solution.
 *
 * @param sources the workbook's own notebooks by file name, for their wording and predictions
 * @param metadata of the notebooks, which names the kernel
 */
export function handoutNotebooks(
  question: Question,
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
    ["index.ipynb", notebook(indexCells(question))],
    ...question.parts.map((part): [string, Notebook] => [
      part.notebook,
      notebook(partCells(question, part, sources.get(part.notebook))),
    ]),
  ]);
}
