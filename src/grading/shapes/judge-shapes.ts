import { shapeText } from "../../notation/shapes";
import type { Question, Rubric, Shape, ShapesPart } from "../../question/question";
import {
  type AnswerInput,
  answerText,
  emptyVerdict,
  type FieldVerdict,
  type FreeText,
  messageOf,
  misconception,
  mostOf,
  rulesOf,
  total,
  type Verdict,
} from "../verdict/verdict";
import { parseShapes, type ShapeClaim } from "./parse-shapes";

/** The verdict on an answer that gives shapes. Each counts for itself. */
export function judgeShapes(
  question: Question,
  part: ShapesPart,
  answer: AnswerInput,
  rubric: Rubric,
): Verdict {
  const rules = rulesOf(rubric, part);
  const claims = parseShapes(question, part, answer);
  const start = emptyVerdict(part.id, rules);
  const judged = part.asks.map((name) =>
    judgeShape({ question, part, rubric, name, marks: rules.fields[name] ?? {} }, claims.get(name)),
  );
  const fields = judged.map(({ field }) => field);
  const open = total(judged.map((one) => (one.open ? one.field.maxScore : 0)));
  const claimed = fields.some(({ verdict }) => verdict !== "invalid");
  const nothing = [...claims.values()].every(({ shapes }) => shapes.length === 0);
  const left = nothing ? start.maxScore : open;
  const needsHuman: FreeText | null =
    left > 0 ? { text: answerText(answer), marks: left, found: [], missing: [] } : null;
  const said = judged.flatMap((one) => one.said ?? []);
  if (!claimed)
    return {
      ...start,
      problem: "field",
      feedback: nothing ? ["I found no shape such as 2×1 here."] : said,
      hint: part.hints.begin,
      needsHuman,
      fields,
    };
  const found = [...new Set(judged.flatMap(({ id }) => id ?? []))];
  const right = fields.every(({ verdict }) => verdict === "correct");
  return {
    ...start,
    verdict: right ? "correct" : "incorrect",
    score: total(fields.map((field) => field.score)),
    reading: fields.flatMap(({ field, reading }) => (reading ? [`${field}: ${reading}`] : [])).join(", "),
    feedback: said,
    misconception: found[0] ?? null,
    misconceptions: found.map((id) => misconception(rubric, question, id)),
    hint: right ? null : (messageOf(rubric, question, found[0] ?? "")?.hint ?? part.hints.first),
    needsHuman,
    fields,
  };
}

interface JudgedShape {
  readonly field: FieldVerdict;
  readonly id?: string;
  readonly said?: string;
  /** Whether a person must read something here. */
  readonly open?: boolean;
}

/** One symbol of the question, and what its shape is worth. */
interface AskedShape {
  readonly question: Question;
  readonly part: ShapesPart;
  readonly rubric: Rubric;
  readonly name: string;
  readonly marks: Readonly<Record<string, number>>;
}

const shapeOf = ({ symbols }: Question, name: string): Shape =>
  symbols.find((symbol) => symbol.name === name)?.shape ?? ["1", "1"];

function judgeShape(asked: AskedShape, claim: ShapeClaim | undefined): JudgedShape {
  const { question, rubric, name, marks } = asked;
  const maxScore = mostOf(marks);
  const verdict = (is: FieldVerdict["verdict"], score: number, reading: string | null): FieldVerdict => ({
    field: name,
    reading,
    verdict: is,
    score,
    maxScore,
  });
  const invalid = (said: string, open: boolean): JudgedShape => ({
    field: verdict("invalid", 0, null),
    said: `${name}: ${said}`,
    open,
  });
  const shape = claim && understood(question, claim);
  // A name without a shape may share the next one: "b1 and b2: m×1".
  if (shape === undefined) return invalid("no shape is given; write rows × columns.", claim !== undefined);
  if (typeof shape === "string") return invalid(shape, true);
  const reading = shape.join("×");
  if (shapeText(shapeOf(question, name)) === reading) return { field: verdict("correct", maxScore, reading) };
  const id = shapeError(question, name, shape);
  const message = messageOf(rubric, question, id)?.message ?? "";
  const said = `${consequence(asked, shape) || `${name}: `}${message}`;
  return { field: verdict("incorrect", marks[id] ?? 0, reading), id, said };
}

/** The one shape that is claimed, or why it cannot be judged; undefined if there is none at all. */
function understood(
  { sizes }: Question,
  { shapes, unread }: ShapeClaim,
): readonly [string, string] | string | undefined {
  if (unread.some((words) => /^[×xX*·]/.test(words))) return "a shape has two sizes; here are more.";
  const texts = [...new Set(shapes.map((shape) => shape.join("×")))];
  if (texts.length > 1) return `${texts.join(" and ")} are both given. Write one.`;
  const [shape] = shapes;
  const [words] = unread;
  if (words !== undefined) return `I did not understand “${words.slice(0, 60)}”; write rows × columns only.`;
  if (shape === undefined) return undefined;
  const letters = sizes.map(({ letter }) => letter);
  const isSize = (text: string): boolean => /^\d+$/.test(text) || letters.includes(text.replace(/^\d+/, ""));
  const unknown = shape.find((text) => text !== undefined && !isSize(text));
  if (unknown) {
    const meant = letters.find((letter) => letter === unknown.toLowerCase());
    return `${unknown} is not a size of the question.${meant ? ` Did you mean ${meant}?` : ""}`;
  }
  const [rows, columns] = shape;
  if (columns === undefined)
    return `${rows} is one size, and a shape has two: a column of ${rows} numbers is ${rows}×1.`;
  return [rows, columns];
}

/** The misconception that a wrong shape shows. */
function shapeError(question: Question, name: string, [rows, columns]: readonly [string, string]): string {
  const [right, across] = shapeOf(question, name);
  const isUnits = (size: string): boolean =>
    question.sizes.some(({ letter, counts }) => counts === "units" && letter === size);
  if (across !== "1") {
    if (rows === across && columns === right) return "shape-transposed";
    return rows === columns && isUnits(rows) ? "shape-square" : "shape-other";
  }
  if (rows === "1" && isUnits(columns)) return "shape-row";
  return columns === "1" && isUnits(rows) ? "shape-other-layer" : "shape-other";
}

/** What the wrong shape leads to in the formulas of the setting. */
function consequence(
  { question, part, name }: AskedShape,
  [rows, columns]: readonly [string, string],
): string {
  const [factor, result] = part.products[name] ?? [];
  if (!factor || !result) return "";
  const [of, wanted] = [shapeOf(question, factor), shapeOf(question, result)];
  if (columns !== of[0])
    return `${name} ${factor} is undefined: cannot multiply ${rows}×${columns} by ${shapeText(of)}. `;
  return `${name} ${factor} would be ${rows}×${of[1]}, and ${result} is ${shapeText(wanted)}. `;
}
