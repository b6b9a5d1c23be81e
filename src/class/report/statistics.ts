import { answerText } from "../../grading/verdict/verdict";
import type { Question } from "../../question/question";
import { byCodeUnit } from "../find/identify";
import type { Graded, PartResult } from "../grade";

/** The outcome of an answer, from best to none. */
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
export interface PartStatistics {
  readonly part: string;
  readonly maxScore: number;
  /** Mean marks; 0 of an empty class. */
  readonly mean: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /**
   * Discrimination: the correlation of the part's marks with the marks of all other parts together, from −1 to 1. Null
   * if all students have the same marks.
   */
  readonly discrimination: number | null;
}

/** An answer as read, also as MathML if it is a formula, and how many students gave it. */
interface AnswerCount {
  readonly answer: string;
  readonly mathml: string | null;
  readonly count: number;
  /** Examples of what was written, shortened, if it differs from the reading. */
  readonly written: readonly string[];
}

/** A misconception, how many students have it, and what they wrote. */
export interface MisconceptionStatistics {
  readonly part: string;
  readonly id: string;
  readonly title: string;
  readonly count: number;
  /** Its answers with their counts, the most frequent first. */
  readonly answers: readonly AnswerCount[];
}

/** The count of one misconception so far, and the answers that show it. */
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
  private readonly marks: ReadonlyMap<string, number[]>;
  private readonly maxima = new Map<string, number>();
  private readonly counts = new Map<string, Record<Outcome, number>>();
  private readonly tallies = new Map<string, Tally>();

  constructor(private readonly question: Question) {
    this.marks = new Map(question.parts.map(({ id }) => [id, []]));
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
    this.marks.get(part)?.push(verdict.score);
    this.maxima.set(part, verdict.maxScore);
    const counts = this.counts.get(part) ?? none();
    counts[outcomeOf(result)] += 1;
    this.counts.set(part, counts);
    const known = verdict.misconceptions;
    const unknown = { id: "other", title: "Another error" };
    for (const { id, title } of known.length > 0 || outcomeOf(result) !== "wrong" ? known : [unknown])
      this.tally(result, id, title);
  }

  private tally(result: PartResult, id: string, title: string): void {
    const key = `${result.part} ${id}`;
    const fresh = { part: result.part, id, title, count: 0, answers: new Map() };
    const tally: Tally = this.tallies.get(key) ?? fresh;
    tally.count += 1;
    const { mathml } = result;
    const text = answerText(result.answer ?? "");
    const answer = result.verdict.reading ?? text;
    const { count, written } = tally.answers.get(answer) ?? { count: 0, written: [] as readonly string[] };
    const said =
      mathml === null && text.trim().toLowerCase() !== answer.toLowerCase() ? shortened(text) : undefined;
    const isNew = said !== undefined && written.length < keptWritings && !written.includes(said);
    tally.answers.set(answer, {
      answer,
      mathml,
      count: count + 1,
      written: isNew ? [...written, said] : written,
    });
    this.tallies.set(key, tally);
  }

  get parts(): readonly PartStatistics[] {
    return this.question.parts.map(({ id, points }) => {
      const marks = this.marks.get(id) ?? [];
      const rest = marks.map((mark, i) => (this.scores[i] ?? 0) - mark);
      return {
        part: id,
        maxScore: this.maxima.get(id) ?? points,
        mean: mean(marks),
        counts: this.counts.get(id) ?? none(),
        discrimination: correlation(marks, rest),
      };
    });
  }

  /** The misconceptions, the most frequent first. */
  get misconceptions(): readonly MisconceptionStatistics[] {
    return [...this.tallies.values()]
      .sort((a, b) => b.count - a.count || byCodeUnit(`${a.part} ${a.id}`, `${b.part} ${b.id}`))
      .map(({ answers, ...tally }) => ({
        ...tally,
        answers: [...answers.values()].sort((a, b) => b.count - a.count || byCodeUnit(a.answer, b.answer)),
      }));
  }
}

const none = (): Record<Outcome, number> => ({
  right: 0,
  "partly right": 0,
  wrong: 0,
  "not readable": 0,
  "answers differ": 0,
  blank: 0,
});

/** The mean; 0 of an empty list. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The standard deviation of a sample; 0 of fewer than two values. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
}

/** Pearson's correlation; null if one side does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [centreA, centreB] = [mean(a), mean(b)];
  const product = (u: (i: number) => number, v: (i: number) => number) =>
    a.reduce((sum, _, i) => sum + u(i) * v(i), 0);
  const fromA = (i: number) => (a[i] ?? 0) - centreA;
  const fromB = (i: number) => (b[i] ?? 0) - centreB;
  const spread = Math.sqrt(product(fromA, fromA) * product(fromB, fromB));
  // A variation below rounding error counts as none.
  return spread < 1e-9 ? null : product(fromA, fromB) / spread;
}
