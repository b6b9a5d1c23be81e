import type { PartId } from "../../autoencoder/parts";
import type { AnswerInput } from "../../grading/verdict/verdict";
import { limits } from "../limits";
import { callsIn, isSilent } from "./calls";
import { isObject, type Loose } from "./json";
import { isBlank, partOf, Refusal, type Sheet, SheetBuilder } from "./sheet";

/** An answer to a part as a cell has it, or why it cannot be taken. */
interface Found {
  readonly part: PartId;
  readonly answer: AnswerInput;
  readonly problem?: string;
  /** Whether it stands in a cell that is marked for this answer. */
  readonly marked: boolean;
}

/**
 * The answers in a notebook: what its cells hand to `check`. Cells may stand anywhere. Of several tries at
 * one part the last counts; a cell that `workbook handout` marked for the part (`metadata.workbook.answer`)
 * comes before the others if it is filled in, and is read even where it became a cell of text.
 *
 * @throws Refusal where the value is no notebook of format 4
 */
export function readNotebook(notebook: unknown): Sheet {
  const cells = cellsOf(notebook);
  const found = cells.flatMap(answersIn);
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
      sheet.note(`The notebook has several answers to (${part}); the ${taken} was taken.`);
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
function markOf({ metadata }: Loose): PartId | undefined {
  const mark = isObject(metadata) && isObject(metadata.workbook) ? metadata.workbook.answer : undefined;
  return typeof mark === "string" ? partOf(mark) : undefined;
}

function answersIn(cell: Loose): Found[] {
  const source = sourceOf(cell);
  const mark = markOf(cell);
  if (cell.cell_type !== "code" && !mark) return [];
  if (source.length > limits.cellLength) return [];
  const calls = callsIn(source);
  if (mark && calls.length === 0 && !isSilent(source)) {
    const problem = `The answer cell of (${mark}) does not hold check("${mark}", "…") any more.`;
    return [{ part: mark, answer: "", problem, marked: true }];
  }
  return calls.flatMap(({ part: name, answer }): Found[] => {
    const part = partOf(name);
    if (!part) return [];
    const marked = part === mark;
    if (answer !== null) return [{ part, answer, marked }];
    const problem = `The answer to (${part}) is not written out as a text in check("${part}", "…"): code is never run to find it.`;
    return [{ part, answer: "", problem, marked }];
  });
}
