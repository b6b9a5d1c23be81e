import { hints } from "../../autoencoder/hints";
import type { Rubric } from "../../autoencoder/rubric";
import { brokenStep } from "../../notation/equality";
import { type Parsed, parseFormula } from "../../notation/parse";
import { formulaLatex, formulaWords, printFormula } from "../../notation/print";
import { formulaShape, hasShape, type Shape, type ShapeProblem, shapeText } from "../../notation/shapes";
import { type Expression, expressionIn, type Formula, targetOf } from "../../notation/tree";
import { parameters } from "../../notation/vocabulary";
import { bare, messageOf, misconception, mostOf, rubricOf, type Verdict } from "../verdict/verdict";
import { equalIn, worth } from "./compare";
import { diagnose } from "./diagnose";
import { carriedFrom, type Earlier } from "./error-carried-forward";
import { type FormulaId, type Reference, referenceOf } from "./reference";

/** The verdict on an answer that is a formula. */
export function judgeFormula(id: FormulaId, answer: string, rubric: Rubric, earlier: Earlier): Verdict {
  const reference = referenceOf(id);
  const rules = rubricOf(rubric, id);
  const start = { ...bare(id, rules), expectedShape: shapeText(reference.shape) };
  const parsed = parseAnswer(answer);
  if (!parsed.ok) {
    const { kind, message } = parsed.problem;
    return { ...start, problem: kind, feedback: [message], hint: hints[id].begin };
  }
  const { formula, carried, right } = bestReading(parsed.readings, reference, earlier);
  const shape = formulaShape(expressionIn(formula));
  const note = parsed.readings.length > 1 ? [choice(formula, parsed.readings)] : [];
  const marks = rules.fields.answer ?? {};
  const read: Verdict = {
    ...start,
    shape: hasShape(shape) ? shapeText(shape) : null,
    reading: printFormula(formula),
    latex: formulaLatex(formula),
    words: formulaWords(formula),
  };
  const settled = (verdict: "correct" | "incorrect", score: number, rest: Partial<Verdict>): Verdict => ({
    ...read,
    verdict,
    score,
    ...rest,
    fields: [{ field: "answer", reading: read.reading, verdict, score, maxScore: read.maxScore }],
  });
  const step = brokenChain(formula);
  if (right) return settled("correct", mostOf(marks), { feedback: [...step, ...note] });
  if (carried)
    return settled("correct", mostOf(marks), {
      carriedFrom: carried,
      feedback: [
        `This builds correctly on your answer to (${carried}), which is wrong; the error there costs nothing here.`,
        ...note,
      ],
    });
  const { ids, said } = whatIsWrong(formula, shape, reference);
  const score = Math.max(0, ...ids.map((one) => marks[one] ?? 0));
  const first = ids[0] ?? "other";
  return settled(score > 0 && score === mostOf(marks) ? "correct" : "incorrect", score, {
    feedback: [
      ...said,
      ...ids.filter((one) => !shapeIds.has(one)).map((one) => messageOf(rubric, one)?.message ?? ""),
      ...step,
      ...note,
    ].filter(Boolean),
    misconception: first,
    misconceptions: [first, ...ids.slice(1)].map((one) => misconception(rubric, one)),
    hint: first === "other" ? hints[id].first : (messageOf(rubric, first)?.hint ?? hints[id].first),
  });
}

/** What is said of these is the shapes themselves. */
const shapeIds: ReadonlySet<string> = new Set(["shapes", "wrong-shape"]);

/** The reading that is right, alone or after an earlier error; else the preferred one. */
function bestReading(readings: readonly Formula[], reference: Reference, earlier: Earlier) {
  const [preferred] = readings;
  if (!preferred) throw new Error("A formula has at least one reading.");
  const right = readings.find((formula) => isRight(formula, reference));
  if (right) return { formula: right, right: true };
  for (const formula of readings) {
    const carried = aboutAsked(formula, reference)
      ? carriedFrom(expressionIn(formula), reference, earlier)
      : undefined;
    if (carried) return { formula, carried, right: false };
  }
  return { formula: preferred, right: false };
}

/** Whether a line is about what is asked: a bare expression is. */
const aboutAsked = (formula: Formula, { asked }: Reference): boolean =>
  [undefined, asked].includes(targetOf(formula));

const isRight = (formula: Formula, reference: Reference): boolean =>
  aboutAsked(formula, reference) && equalIn(expressionIn(formula), reference.tree, reference.world);

/** The sentence about a chain `A = B = C` of which a step does not hold; none where all do. */
function brokenChain(formula: Formula): readonly string[] {
  const step = brokenStep(formula);
  return step
    ? [
        `Of what you write in a chain the last counts. On the way to it a step does not hold: ${step.map(printFormula).join(" does not equal ")}.`,
      ]
    : [];
}

/** The sentence that says which of several readings was taken. */
function choice(taken: Formula, readings: readonly Formula[]): string {
  const other = readings.find((reading) => reading !== taken);
  return `This was read as ${printFormula(taken)}${other ? `; it could also mean ${printFormula(other)}` : ""}. Parentheses would say which.`;
}

/** The misconceptions of a wrong answer, and what is to be said of its shapes. */
function whatIsWrong(
  formula: Formula,
  shape: Shape | ShapeProblem,
  reference: Reference,
): { ids: readonly string[]; said: readonly string[] } {
  const value = expressionIn(formula);
  const target = targetOf(formula);
  if (target !== undefined && target !== reference.asked)
    return { ids: [parameters.includes(target) ? "wrong-target" : "other-part"], said: [] };
  if (!hasShape(shape)) {
    const found = diagnose(value, reference);
    return { ids: found.length > 0 ? found : ["shapes"], said: [shapeSentence(shape, value)] };
  }
  if (!worth(value, reference.world)) return { ids: ["no-value"], said: [] };
  const found = diagnose(value, reference);
  if (String(shape) === String(reference.shape)) {
    return { ids: found.length > 0 ? found : ["other"], said: [] };
  }
  return { ids: found.length > 0 ? found : ["wrong-shape"], said: [wrongShape(shape, reference.shape)] };
}

function shapeSentence({ message, at }: ShapeProblem, whole: Expression): string {
  const inside = at === whole || printFormula(at) === printFormula(whole);
  return inside
    ? `The shapes do not agree: ${message}.`
    : `The shapes do not agree in ${printFormula(at)}: ${message}.`;
}

function wrongShape(shape: Shape, expected: Shape): string {
  const [wanted, got] = [shapeText(expected), shapeText(shape)];
  if (got === "1×1")
    return `A ${wanted} ${expected[1] === "1" ? "column" : "matrix"} is asked, and this is a scalar.`;
  const turned = shape[0] === expected[1] && shape[1] === expected[0];
  return `The answer should be ${wanted}; yours is ${got}${turned ? " (its transpose)" : ""}.`;
}

/** How many texts are remembered, and the longest of them: bounds that keep the memory small. */
const most = 500;
const longest = 200;

const results = new Map<string, Parsed>();

/**
 * `parseFormula`, which remembers its latest results: in a class many write the same answer, and a
 * student's answer to (c) is looked at once more beside those to (d) and (e).
 */
export function parseAnswer(text: string): Parsed {
  const known = results.get(text);
  if (known) return known;
  const parsed = parseFormula(text);
  if (text.length > longest) return parsed;
  const [oldest] = results.keys();
  if (results.size >= most && oldest !== undefined) results.delete(oldest);
  results.set(text, parsed);
  return parsed;
}
