import { hints } from "../exam/hints";
import type { ShapeMisconception } from "../exam/misconceptions";
import type { Rubric } from "../exam/rubric";
import { symbols } from "../exam/symbols";
import { type Shape, shapeText } from "../notation/shapes";
import { bare, messageOf, misconception, mostOf, rubricOf, total } from "./outcome";
import type { AnswerInput, FieldVerdict, Verdict } from "./verdict";

/** The parameters whose shapes part (a) asks, in its order. */
const asked = ["W1", "b1", "W2", "b2"] as const;

type Asked = (typeof asked)[number];

const shapeOf = (name: string): Shape => symbols.find((symbol) => symbol.name === name)?.shape ?? ["1", "1"];

/** What each is multiplied by, where it is multiplied, and what comes out. */
const meets: Readonly<Partial<Record<Asked, readonly [factor: string, result: string]>>> = {
  W1: ["x", "z1"],
  W2: ["a1", "z2"],
};

const size = String.raw`(\d{0,4}[A-Za-z]|\d{1,4})`;
const times = String.raw`\s*(?:×|[xX*·]|by)\s*`;
const between = new RegExp(
  [
    // W1, W_1, W^(1), with or without : = ∈ and R^ behind it
    String.raw`([WwBb])\s*[_^]?\s*[{(]*\s*([12])\s*[)}]*\s*(?::|=|∈|is|in|are)?\s*(?:\\mathbb\s*)?(?:\{?R\}?\s*\^)?`,
    String.raw`[([{]\s*${size}(?:${times}|\s*,\s*)${size}\s*[)\]}](?![A-Za-z0-9])`,
    String.raw`[([{]*\s*${size}${times}${size}(?![A-Za-z0-9])\s*[)\]}]*`,
  ].join("|"),
  "gu",
);

/** What an answer says of each parameter: rows and columns, as they were typed. */
function claimedShapes(answer: AnswerInput): ReadonlyMap<string, readonly [string, string]> {
  const text =
    typeof answer === "string"
      ? answer
      : Object.entries(answer)
          .map(([name, shape]) => `${name}: ${/^\s*\w+\s*,\s*\w+\s*$/.test(shape) ? `(${shape})` : shape}`)
          .join("; ");
  const found = new Map<string, readonly [string, string]>();
  let name: string | undefined;
  let named = false;
  for (const [, letter, index, ...sizes] of plain(text).matchAll(between)) {
    if (letter) {
      name = `${/w/i.test(letter) ? "W" : "b"}${index}`;
      named = true;
      continue;
    }
    const [rows, columns] = sizes.filter(Boolean);
    const target = name ?? (named ? undefined : asked[found.size]);
    if (rows && columns && target && !found.has(target)) found.set(target, [rows, columns]);
    name = undefined;
  }
  return found;
}

/** Unicode and LaTeX in the few signs that the pattern knows. */
const plain = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/\\times|\\cdot/g, "×")
    .replace(/\\in(?![a-z])/g, "∈")
    .replace(/\$|\\(?:left|right|quad|[,;! ()])/g, " ")
    .normalize("NFKC")
    // The pattern looks for spaces in many places: of a long row of them it would try every division.
    .replace(/\s+/g, " ");

/** The verdict on part (a): four shapes, each of which counts for itself. */
export function judgeShapes(answer: AnswerInput, rubric: Rubric): Verdict {
  const rules = rubricOf(rubric, "a");
  const claimed = claimedShapes(answer);
  const start = bare("a", rules);
  if (claimed.size === 0)
    return {
      ...start,
      problem: "field",
      feedback: ["No shape such as 2×1 was found here."],
      hint: hints.a.begin,
    };
  const judged = asked.map((name) => judgeShape(name, claimed.get(name), rules.fields[name] ?? {}, rubric));
  const fields = judged.map(({ field }) => field);
  const found = [...new Set(judged.flatMap(({ id }) => id ?? []))];
  const score = total(fields.map((field) => field.score));
  const right = fields.every(({ verdict }) => verdict === "correct");
  const unread = fields.every(({ verdict }) => verdict === "invalid");
  return {
    ...start,
    verdict: right ? "correct" : unread ? "invalid" : "incorrect",
    problem: unread ? "field" : null,
    score,
    reading: fields.flatMap(({ field, reading }) => (reading ? [`${field}: ${reading}`] : [])).join(", "),
    feedback: judged.flatMap(({ said }) => said ?? []),
    misconception: found[0] ?? null,
    misconceptions: found.map((id) => misconception(rubric, id)),
    hint: right ? null : (messageOf(rubric, found[0] ?? "")?.hint ?? hints.a.first),
    fields,
  };
}

function judgeShape(
  name: Asked,
  claimed: readonly [string, string] | undefined,
  marks: Readonly<Record<string, number>>,
  rubric: Rubric,
): { field: FieldVerdict; id?: ShapeMisconception; said?: string } {
  const maxScore = mostOf(marks);
  const reading = claimed ? claimed.join("×") : null;
  const verdict = (is: FieldVerdict["verdict"], score: number): FieldVerdict => ({
    field: name,
    reading,
    verdict: is,
    score,
    maxScore,
  });
  if (!claimed)
    return {
      field: verdict("invalid", 0),
      said: `${name}: no shape of two sizes was found; write rows × columns.`,
    };
  const unknown = claimed.find((letter) => !/^(?:[1dmN]|\d+[dmN]?)$/.test(letter));
  if (unknown) {
    const meant = /^[DM]$/.test(unknown) ? ` Did you mean ${unknown.toLowerCase()}?` : "";
    return { field: verdict("invalid", 0), said: `${name}: ${unknown} is no size of the question.${meant}` };
  }
  const shape = shapeOf(name);
  if (shapeText(shape) === reading) return { field: verdict("correct", mostOf(marks)) };
  const id = slip(name, claimed);
  const said = `${consequence(name, claimed) || `${name}: `}${messageOf(rubric, id)?.message ?? ""}`;
  return { field: verdict("incorrect", marks[id] ?? 0), id, said };
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
