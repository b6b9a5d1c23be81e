import { type PartId, parts } from "../../autoencoder/parts";
import type { AnswerInput } from "../../grading/verdict/verdict";
import { isBlank as isBlankText, longestAnswer, sizeOf } from "../../grading/verdict/verdict";
import { limits } from "../limits";

/** What one file says for one student: plain data. */
export interface Sheet {
  /** Who the student is, where the file itself says so. */
  readonly student: string | null;
  /** Where in the file it stands, if a file holds several: `row 3`. */
  readonly where: string | null;
  readonly answers: Readonly<Partial<Record<PartId, AnswerInput>>>;
  /** Where one part has several answers that contradict each other: all of them, and none above. */
  readonly rivals: Readonly<Partial<Record<PartId, readonly AnswerInput[]>>>;
  /** Answers that are there and cannot be taken, with the reason as a sentence. */
  readonly problems: Readonly<Partial<Record<PartId, string>>>;
  /** What else a grader should know: sentences. */
  readonly notes: readonly string[];
  /** Why nothing of it could be read, as a sentence. */
  readonly refused: string | null;
}

/** What a file holds. */
export interface FileContent {
  readonly sheets: readonly Sheet[];
  /** What there is to say about the file itself: sentences. */
  readonly remarks: readonly string[];
}

/** A sheet that says nothing. */
export const emptySheet: Sheet = {
  student: null,
  where: null,
  answers: {},
  rivals: {},
  problems: {},
  notes: [],
  refused: null,
};

/** Answers to one part that are kept where they contradict each other: nobody has to choose among more. */
export const mostRivals = 6;

/** Why a file, or an answer in it, is refused: a sentence without the file's name. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The sentence for a file of more students than any class has. */
export const tooMany = `It has more than ${limits.students} rows or entries: divide it into several files.`;

/** The part that a letter names; nothing for other text. */
export function partOf(text: string): PartId | undefined {
  const letter = text.trim().toLowerCase();
  return parts.find(({ id }) => id === letter)?.id;
}

/** Whether nothing is written there, or what stands there before there is an answer. */
export const isBlank = (answer: AnswerInput): boolean =>
  (typeof answer === "string" ? [answer] : Object.values(answer)).every(isBlankText);

/** Gathers what a file says for one student. */
export class SheetBuilder {
  /** One answer to each part, or several that contradict each other. */
  private readonly answers = new Map<PartId, readonly AnswerInput[]>();
  private readonly problems = new Map<PartId, string>();
  private readonly notes: string[] = [];
  private refused: string | null = null;

  constructor(
    public student: string | null = null,
    private readonly where: string | null = null,
  ) {}

  /** Takes an answer, or a field of one. A second, different one for the same place is its rival. */
  add(part: PartId, answer: AnswerInput): void {
    if (isBlank(answer) || this.problems.has(part)) return;
    if (sizeOf(answer) > longestAnswer) {
      this.refuse(part, `The answer to (${part}) is longer than ${longestAnswer} characters.`);
      return;
    }
    const before = this.answers.get(part) ?? [];
    const both = before.map((one) => united(one, answer));
    if (both.some((one) => one !== undefined))
      this.answers.set(
        part,
        before.map((one, i) => both[i] ?? one),
      );
    else if (before.length < mostRivals) this.answers.set(part, [...before, rivalOf(before.at(-1), answer)]);
    else this.note(`There are more than ${mostRivals} answers to (${part}); the first ones are shown.`);
  }

  refuse(part: PartId, reason: string): void {
    this.answers.delete(part);
    if (!this.problems.has(part)) this.problems.set(part, reason);
  }

  /** Refuses the whole sheet: none of its answers can be trusted to be where it seems to be. */
  refuseAll(reason: string): void {
    this.refused ??= reason;
  }

  note(sentence: string): void {
    if (!this.notes.includes(sentence)) this.notes.push(sentence);
  }

  get sheet(): Sheet {
    const whole = this.refused === null;
    const answers = [...this.answers];
    const single = answers.flatMap(([part, [only, ...more]]) =>
      only === undefined || more.length > 0 ? [] : [[part, only] as const],
    );
    return {
      student: this.student?.trim() || null,
      where: this.where,
      answers: whole ? Object.fromEntries(single) : {},
      rivals: whole ? Object.fromEntries(answers.filter(([, { length }]) => length > 1)) : {},
      problems: whole ? Object.fromEntries(this.problems) : {},
      notes: this.notes,
      refused: this.refused,
    };
  }
}

/** Two answers to one part as one, if they do not contradict each other. */
function united(a: AnswerInput, b: AnswerInput): AnswerInput | undefined {
  if (typeof a === "string" || typeof b === "string") {
    const same = typeof a === "string" && typeof b === "string" && a.trim() === b.trim();
    return same ? a : undefined;
  }
  const contradicts = Object.entries(b).some(
    ([field, text]) => Object.hasOwn(a, field) && a[field]?.trim() !== text.trim(),
  );
  return contradicts ? undefined : { ...a, ...b };
}

/** What would have been handed in, had this answer, or field of one, stood in the place of what it contradicts. */
const rivalOf = (before: AnswerInput | undefined, answer: AnswerInput): AnswerInput =>
  typeof before === "object" && typeof answer === "object" ? { ...before, ...answer } : answer;
