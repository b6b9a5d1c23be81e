import type { AnswerInput } from "../../grading/verdict/verdict";
import { limits } from "../limits";
import { callsIn, hasOnlyComments } from "./calls";
import { isObject, type Loose } from "./json";
import { isBlank, type PartIds, partOf, Refusal, type Sheet, SheetBuilder } from "./sheet";

/** An answer in a cell, or why it cannot be used. */
interface Found {
  readonly part: string;
  readonly answer: AnswerInput;
  readonly problem?: string;
  /** Whether its cell is marked for this answer. */
  readonly marked: boolean;
}

/**
 * The answers in a notebook: the arguments of `check` in its cells, in any order. Of several answers to one part the
 * last counts, but one in a cell that `workbook handout` marked (`metadata.workbook.answer`) comes first, even
 * if it was turned into a text cell.
 */
export function readNotebook(notebook: unknown, ids: PartIds): Sheet {
  const cells = cellsOf(notebook);
  const found = cells.flatMap((cell) => answersIn(cell, ids));
  const sheet = new SheetBuilder();
  if (cells.some((cell) => cell.cell_type === "code" && sourceOf(cell).length > limits.cellLength))
    sheet.note(`Cells of more than ${limits.cellLength} characters were not read.`);
  for (const part of new Set(found.map((one) => one.part))) {
    const filled = found.filter((one) => one.part === part && (one.problem || !isBlank(one.answer)));
    const marked = filled.filter((one) => one.marked);
    const last = (marked.length > 0 ? marked : filled).at(-1);
    if (!last) continue;
    if (last.problem) sheet.refuse(part, last.problem);
    else sheet.add(part, last.answer);
    if (new Set(filled.map(({ answer }) => JSON.stringify(answer))).size > 1) {
      const taken =
        marked.length > 0 && marked.length < filled.length ? "one in the answer cell" : "last one";
      sheet.note(`The notebook has several answers to (${part}). The ${taken} counts.`);
    }
  }
  return sheet.sheet;
}

function cellsOf(notebook: unknown): readonly Loose[] {
  if (!isObject(notebook) || notebook.nbformat !== 4 || !Array.isArray(notebook.cells))
    throw new Refusal("It is not a notebook of format 4: open it in JupyterLab and save it.");
  return notebook.cells.filter(isObject);
}

function sourceOf({ source }: Loose): string {
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}

/** The part that a cell is marked for. */
function markOf({ metadata }: Loose, ids: PartIds): string | undefined {
  const mark = isObject(metadata) && isObject(metadata.workbook) ? metadata.workbook.answer : undefined;
  return typeof mark === "string" ? partOf(mark, ids) : undefined;
}

function answersIn(cell: Loose, ids: PartIds): Found[] {
  const source = sourceOf(cell);
  const mark = markOf(cell, ids);
  if (cell.cell_type !== "code" && !mark) return [];
  if (source.length > limits.cellLength) return [];
  const calls = callsIn(source);
  if (mark && calls.length === 0 && !hasOnlyComments(source)) {
    const problem = `The answer cell of (${mark}) no longer contains check("${mark}", "…").`;
    return [{ part: mark, answer: "", problem, marked: true }];
  }
  return calls.flatMap(({ part: name, answer }): Found[] => {
    const part = partOf(name, ids);
    if (!part) return [];
    const marked = part === mark;
    if (answer !== null) return [{ part, answer, marked }];
    const problem = `The answer to (${part}) is not a plain text in check("${part}", "…"). Code is never run to find it.`;
    return [{ part, answer: "", problem, marked }];
  });
}
