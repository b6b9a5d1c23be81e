import { hasShape, type ShapeProblem, shapeText } from "../../notation/shapes";
import { type Expression, expressionIn, type Formula, targetOf } from "../../notation/tree";
import type { Question, Rubric, Shape } from "../../question/question";
import { emptyVerdict, messageOf, misconception, mostOf, rulesOf, type Verdict } from "../verdict/verdict";
import { equalUnder, evaluated } from "./compare";
import { diagnose } from "./diagnose";
import { carriedFrom, type Earlier } from "./error-carried-forward";
import { type FormulaItem, type Reference, referenceOf } from "./reference";

/** The verdict on an answer that is a formula: parse, compare exactly, then diagnose. */
export function judgeFormula(
  question: Question,
  part: FormulaItem,
  answer: string,
  rubric: Rubric,
  earlier: Earlier,
): Verdict {
  const reference = referenceOf(question, part);
  const { notation } = reference;
  const rules = rulesOf(rubric, part);
  const start = { ...emptyVerdict(part.id, rules), expectedShape: shapeText(reference.shape) };
  const read = readingOf(answer, reference, earlier);
  if ("kind" in read)
    return { ...start, problem: read.kind, feedback: [read.message], hint: part.hints.begin };
  const { parsed, formula, carried, right } = read;
  const shape = notation.shape(expressionIn(formula));
  const note = [
    ...(parsed.assumed
      ? [`${parsed.assumed} The question writes it like this: ${notation.print(formula)}.`]
      : []),
    ...(parsed.readings.length > 1 ? [chosenReading(formula, parsed.readings, reference)] : []),
  ];
  const marks = rules.fields.answer ?? {};
  const base: Verdict = {
    ...start,
    shape: hasShape(shape) ? shapeText(shape) : null,
    reading: notation.print(formula),
    latex: notation.latex(formula),
    words: notation.spoken(formula),
  };
  const settled = (verdict: "correct" | "incorrect", score: number, rest: Partial<Verdict>): Verdict => ({
    ...base,
    verdict,
    score,
    ...rest,
    fields: [{ field: "answer", reading: base.reading, verdict, score, maxScore: base.maxScore }],
  });
  const step = brokenChain(formula, reference);
  if (right) return settled("correct", mostOf(marks), { feedback: [...step, ...note] });
  if (carried !== undefined)
    return settled("correct", mostOf(marks), {
      carriedFrom: carried,
      feedback: [
        `This builds correctly on your answer to (${carried}), which is wrong. That error costs nothing here.`,
        ...note,
      ],
    });
  const { ids, shapes } = whatIsWrong(formula, shape, reference);
  const score = Math.max(0, ...ids.map((one) => marks[one] ?? 0));
  const first = ids[0] ?? "other";
  const messages = ids
    .filter((one) => !shapeErrors.has(one))
    .map((one) => messageOf(rubric, question, one)?.message ?? "");
  return settled(score > 0 && score === mostOf(marks) ? "correct" : "incorrect", score, {
    feedback: [...shapes, ...messages, ...step, ...note].filter(Boolean),
    misconception: first,
    misconceptions: [first, ...ids.slice(1)].map((one) => misconception(rubric, question, one)),
    hint:
      first === "other" ? part.hints.first : (messageOf(rubric, question, first)?.hint ?? part.hints.first),
  });
}

/**
 * The reading of an answer that is judged, or why there is none. An answer that is right once a misspelled name is
 * corrected is accepted. Otherwise the misspelled name makes it invalid, never wrong.
 */
function readingOf(answer: string, reference: Reference, earlier: Earlier) {
  const { notation } = reference;
  const strict = notation.parse(answer);
  const isMisspelled = !strict.ok && strict.problem.kind === "name";
  const parsed = isMisspelled ? notation.parseLeniently(answer) : strict;
  if (parsed.ok) {
    const best = bestReading(parsed.readings, reference, earlier);
    if (strict.ok || best.right) return { parsed, ...best };
  }
  if (strict.ok) throw new Error("A text that the strict parser reads is read by the lenient one.");
  return strict.problem;
}

/** For these, the sentence about the shapes is the message. */
const shapeErrors: ReadonlySet<string> = new Set(["shapes", "wrong-shape"]);

/** The reading that is right, alone or after an earlier error; otherwise the preferred one. */
function bestReading(readings: readonly Formula[], reference: Reference, earlier: Earlier) {
  const [preferred] = readings;
  if (!preferred) throw new Error("A formula has at least one reading.");
  const { notation, tree, assumptions } = reference;
  const about = readings.filter((formula) => isAboutAsked(formula, reference));
  const right = about.find((formula) => equalUnder(notation, expressionIn(formula), tree, assumptions));
  if (right) return { formula: right, right: true };
  for (const formula of about) {
    const carried = carriedFrom(expressionIn(formula), reference, earlier);
    if (carried !== undefined) return { formula, carried, right: false };
  }
  return { formula: preferred, right: false };
}

/** Whether a line is about the asked symbol: a plain expression is. */
const isAboutAsked = (formula: Formula, { asked }: Reference): boolean =>
  [undefined, asked].includes(targetOf(formula));

/** The sentence about a chain `A = B = C` with a step that does not hold. */
function brokenChain(formula: Formula, { notation }: Reference): readonly string[] {
  const step = notation.brokenStep(formula);
  return step
    ? [
        `In a chain of equations the last expression counts. One step before it does not hold: ${step.map(notation.print).join(" does not equal ")}.`,
      ]
    : [];
}

/** The sentence that says which of several readings was taken. */
function chosenReading(taken: Formula, readings: readonly Formula[], { notation }: Reference): string {
  const other = readings.find((reading) => reading !== taken);
  return `This was read as ${notation.print(taken)}${other ? `; it could also mean ${notation.print(other)}` : ""}. Parentheses would make it clear.`;
}

/** The misconceptions of a wrong answer, and the sentence about its shapes. */
function whatIsWrong(
  formula: Formula,
  shape: Shape | ShapeProblem,
  reference: Reference,
): { ids: readonly string[]; shapes: readonly string[] } {
  const { notation, assumptions, asked } = reference;
  const tree = expressionIn(formula);
  const target = targetOf(formula);
  if (target !== undefined && target !== asked)
    return { ids: [notation.parameters.includes(target) ? "wrong-target" : "other-part"], shapes: [] };
  const orElse = (found: readonly string[], id: string) => (found.length > 0 ? found : [id]);
  if (!hasShape(shape))
    return {
      ids: orElse(diagnose(tree, reference), "shapes"),
      shapes: [shapeSentence(shape, tree, reference)],
    };
  if (!evaluated(notation, tree, assumptions)) return { ids: ["no-value"], shapes: [] };
  const found = diagnose(tree, reference);
  if (String(shape) === String(reference.shape)) return { ids: orElse(found, "other"), shapes: [] };
  return { ids: orElse(found, "wrong-shape"), shapes: [wrongShape(shape, reference.shape)] };
}

function shapeSentence({ message, at }: ShapeProblem, whole: Expression, { notation }: Reference): string {
  const inside = at === whole || notation.print(at) === notation.print(whole);
  return inside
    ? `The shapes do not agree: ${message}.`
    : `The shapes do not agree in ${notation.print(at)}: ${message}.`;
}

function wrongShape(shape: Shape, expected: Shape): string {
  const [wanted, got] = [shapeText(expected), shapeText(shape)];
  if (got === "1×1")
    return `The answer should be a ${wanted} ${expected[1] === "1" ? "column" : "matrix"}; this is a scalar.`;
  const transposed = shape[0] === expected[1] && shape[1] === expected[0];
  return `The answer should be ${wanted}; yours is ${got}${transposed ? " (its transpose)" : ""}.`;
}
