import { spread } from "../../data/statistics";
import { answerText } from "../../grading/verdict/verdict";
import type { Question } from "../../question/question";
import { byCodeUnit } from "../find/identify";
import type { Graded, PartResult } from "../grade";

/** The outcomes of an answer, best first. */
export const outcomes = [
  "right",
  "partly right",
  "wrong",
  "not readable",
  "answers differ",
  "blank",
] as const;
export type Outcome = (typeof outcomes)[number];

/** The outcome of an answer. */
export function outcomeOf({ verdict, answer, problem, conflicts }: PartResult): Outcome {
  if (conflicts.length > 0) return "answers differ";
  if (problem !== null) return "not readable";
  if (answer === null || verdict.problem === "empty") return "blank";
  if (verdict.verdict === "invalid") return "not readable";
  if (verdict.verdict === "correct") return "right";
  return verdict.score > 0 ? "partly right" : "wrong";
}

/** One part over the class. */
export type PartStatistics = ClassStatistics["parts"][number];

/** An answer as read, also as MathML if it is a formula, and how many students gave it. */
interface AnswerCount {
  readonly answer: string;
  readonly mathml: string | null;
  count: number;
  /** Examples of what was written, shortened, if it differs from the reading. */
  readonly written: string[];
}

/** A misconception, how many students have it, and their answers. */
interface Tally {
  readonly part: string;
  readonly id: string;
  readonly title: string;
  count: number;
  readonly answers: Map<string, AnswerCount>;
}

/** The most examples of what was written for one reading, and the characters of each. */
const keptWritings = 3;
const writingLength = 160;

/** A text on one line. A long one is cut off. */
function shortened(text: string): string {
  const line = [...text.replace(/\s+/g, " ").trim()];
  return line.length > writingLength ? `${line.slice(0, writingLength).join("").trimEnd()} …` : line.join("");
}

/** Collects the statistics of a class, one student at a time. Refused students are only counted. */
export class ClassStatistics {
  /** The total marks of each graded student, in order. */
  readonly scores: number[] = [];
  maxScore = 0;
  refused = 0;
  private readonly ofParts;
  private readonly tallies = new Map<string, Tally>();

  constructor({ parts }: Question) {
    this.ofParts = parts.map(({ id, points }) => ({
      part: id,
      maxScore: points,
      marks: [] as number[],
      counts: Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>,
    }));
  }

  add(graded: Graded): void {
    if (graded.refused !== null) {
      this.refused += 1;
      return;
    }
    this.scores.push(graded.score);
    this.maxScore = graded.maxScore;
    for (const result of graded.parts) this.addPart(result);
  }

  private addPart(result: PartResult): void {
    const { part, verdict } = result;
    const outcome = outcomeOf(result);
    const ofPart = this.ofParts.find((one) => one.part === part);
    if (ofPart) {
      ofPart.marks.push(verdict.score);
      ofPart.maxScore = verdict.maxScore;
      ofPart.counts[outcome] += 1;
    }
    const known = verdict.misconceptions;
    const unknown = { id: "other", title: "Another error" };
    for (const { id, title } of known.length > 0 || outcome !== "wrong" ? known : [unknown])
      this.tally(result, id, title);
  }

  private tally({ part, verdict, answer, mathml }: PartResult, id: string, title: string): void {
    const key = `${part} ${id}`;
    const tally: Tally = this.tallies.get(key) ?? { part, id, title, count: 0, answers: new Map() };
    this.tallies.set(key, tally);
    tally.count += 1;
    const text = answerText(answer ?? "");
    const reading = verdict.reading ?? text;
    const same: AnswerCount = tally.answers.get(reading) ?? {
      answer: reading,
      mathml,
      count: 0,
      written: [],
    };
    tally.answers.set(reading, same);
    same.count += 1;
    const said = shortened(text);
    const differs = mathml === null && text.trim().toLowerCase() !== reading.toLowerCase();
    if (differs && same.written.length < keptWritings && !same.written.includes(said))
      same.written.push(said);
  }

  /**
   * Each part: its mean marks, the counts of its outcomes, and its discrimination. That is the correlation of its marks
   * with the sum of all other parts' marks, from −1 to 1; null if either does not vary.
   */
  get parts() {
    return this.ofParts.map(({ marks, ...ofPart }) => {
      const rest = marks.map((mark, i) => (this.scores[i] ?? 0) - mark);
      return { ...ofPart, mean: spread(marks).mean ?? 0, discrimination: correlation(marks, rest) };
    });
  }

  /** The misconceptions with their answers, the most frequent first. */
  get misconceptions() {
    return [...this.tallies.values()]
      .sort((a, b) => b.count - a.count || byCodeUnit(`${a.part} ${a.id}`, `${b.part} ${b.id}`))
      .map(({ answers, ...tally }) => ({
        ...tally,
        answers: [...answers.values()].sort((a, b) => b.count - a.count || byCodeUnit(a.answer, b.answer)),
      }));
  }
}

/** Pearson's correlation; null if one side does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [{ mean: meanA, sd: sdA }, { mean: meanB, sd: sdB }] = [spread(a), spread(b)];
  if (meanA === null || meanB === null) return null;
  const product = a.reduce((sum, value, i) => sum + (value - meanA) * ((b[i] ?? 0) - meanB), 0);
  const scale = (a.length - 1) * (sdA ?? 0) * (sdB ?? 0);
  // A variation below rounding error counts as none.
  return scale < 1e-9 ? null : product / scale;
}
