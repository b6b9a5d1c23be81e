import { hints } from "../../autoencoder/hints";
import type { ShapeMisconception } from "../../autoencoder/misconceptions";
import type { Rubric } from "../../autoencoder/rubric";
import { symbols } from "../../autoencoder/symbols";
import { type Shape, shapeText } from "../../notation/shapes";
import type { AnswerInput, FieldVerdict, FreeText, Verdict } from "../verdict/verdict";
import { answerText, bare, messageOf, misconception, mostOf, rubricOf, total } from "../verdict/verdict";
import { type Asked, asked, readShapes, type ShapeClaim } from "./parse-shapes";

const shapeOf = (name: string): Shape => symbols.find((symbol) => symbol.name === name)?.shape ?? ["1", "1"];

/** What each is multiplied by, where it is multiplied, and what comes out. */
const meets: Readonly<Partial<Record<Asked, readonly [factor: string, result: string]>>> = {
  W1: ["x", "z1"],
  W2: ["a1", "z2"],
};

/** The verdict on part (a): four shapes, each of which counts for itself. */
export function judgeShapes(answer: AnswerInput, rubric: Rubric): Verdict {
  const rules = rubricOf(rubric, "a");
  const claims = readShapes(answer);
  const start = bare("a", rules);
  const judged = asked.map((name) => judgeShape(name, claims.get(name), rules.fields[name] ?? {}, rubric));
  const fields = judged.map(({ field }) => field);
  const open = total(judged.map((one) => (one.open ? one.field.maxScore : 0)));
  const claimed = fields.some(({ verdict }) => verdict !== "invalid");
  const nothing = [...claims.values()].every(({ shapes }) => shapes.length === 0);
  const left = nothing ? start.maxScore : open;
  const needsHuman: FreeText | null =
    left > 0 ? { text: answerText(answer), marks: left, found: [], missing: [] } : null;
  if (!claimed)
    return {
      ...start,
      problem: "field",
      feedback: nothing ? ["No shape such as 2×1 was found here."] : judged.flatMap(({ said }) => said ?? []),
      hint: hints.a.begin,
      needsHuman,
      fields,
    };
  const found = [...new Set(judged.flatMap(({ id }) => id ?? []))];
  const score = total(fields.map((field) => field.score));
  const right = fields.every(({ verdict }) => verdict === "correct");
  return {
    ...start,
    verdict: right ? "correct" : "incorrect",
    score,
    reading: fields.flatMap(({ field, reading }) => (reading ? [`${field}: ${reading}`] : [])).join(", "),
    feedback: judged.flatMap(({ said }) => said ?? []),
    misconception: found[0] ?? null,
    misconceptions: found.map((id) => misconception(rubric, id)),
    hint: right ? null : (messageOf(rubric, found[0] ?? "")?.hint ?? hints.a.first),
    needsHuman,
    fields,
  };
}

interface Judged {
  readonly field: FieldVerdict;
  readonly id?: ShapeMisconception;
  readonly said?: string;
  /** Whether something stands here that a person has to read. */
  readonly open?: boolean;
}

function judgeShape(
  name: Asked,
  claim: ShapeClaim | undefined,
  marks: Readonly<Record<string, number>>,
  rubric: Rubric,
): Judged {
  const maxScore = mostOf(marks);
  const verdict = (is: FieldVerdict["verdict"], score: number, reading: string | null): FieldVerdict => ({
    field: name,
    reading,
    verdict: is,
    score,
    maxScore,
  });
  const shape = claim && understood(claim);
  if (shape === undefined)
    return { field: verdict("invalid", 0, null), said: `${name}: no shape is given; write rows × columns.` };
  if (typeof shape === "string")
    return { field: verdict("invalid", 0, null), said: `${name}: ${shape}`, open: true };
  const reading = shape.join("×");
  if (shapeText(shapeOf(name)) === reading) return { field: verdict("correct", maxScore, reading) };
  const id = slip(name, shape);
  const said = `${consequence(name, shape) || `${name}: `}${messageOf(rubric, id)?.message ?? ""}`;
  return { field: verdict("incorrect", marks[id] ?? 0, reading), id, said };
}

/** The one shape that is claimed, or why there is none that can be judged; nothing where there is none at all. */
function understood({ shapes, unread }: ShapeClaim): readonly [string, string] | string | undefined {
  if (unread.some((words) => /^[×xX*·]/.test(words))) return "a shape has two sizes, and here are more.";
  const texts = [...new Set(shapes.map((shape) => shape.join("×")))];
  if (texts.length > 1) return `${texts.join(" and ")} are both given. Say one.`;
  const [words] = unread;
  if (words !== undefined) return `“${words.slice(0, 60)}” was not understood; write rows × columns only.`;
  const [shape] = shapes;
  if (shape === undefined) return undefined;
  const unknown = shape.find((letter) => letter !== undefined && !/^(?:[1dmN]|\d+[dmN]?)$/.test(letter));
  if (unknown) {
    const meant = /^[DM]$/.test(unknown) ? ` Did you mean ${unknown.toLowerCase()}?` : "";
    return `${unknown} is no size of the question.${meant}`;
  }
  const [rows, columns] = shape;
  if (columns === undefined)
    return `${rows} is one size, and a shape has two: a column of ${rows} numbers is ${rows}×1.`;
  return [rows, columns];
}

/** What is wrong with a shape. */
function slip(name: Asked, [rows, columns]: readonly [string, string]): ShapeMisconception {
  const [right, across] = shapeOf(name);
  if (name.startsWith("W")) {
    if (rows === across && columns === right) return "shape-transposed";
    return rows === columns && /^[dm]$/.test(rows) ? "shape-square" : "shape-other";
  }
  if (rows === "1" && /^[dm]$/.test(columns)) return "shape-row";
  return columns === "1" && /^[dm]$/.test(rows) ? "shape-other-layer" : "shape-other";
}

/** What would come of it in the lines of the setting. */
function consequence(name: Asked, [rows, columns]: readonly [string, string]): string {
  const [factor, result] = meets[name] ?? [];
  if (!factor || !result) return "";
  const [of, wanted] = [shapeOf(factor), shapeOf(result)];
  if (columns !== of[0])
    return `${name} ${factor} does not exist, for one cannot multiply ${rows}×${columns} by ${shapeText(of)}. `;
  return `${name} ${factor} would be ${rows}×${of[1]}, and ${result} is ${shapeText(wanted)}. `;
}
