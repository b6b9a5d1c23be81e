import type { AnswerInput } from "../../grading/verdict/verdict";
import { isBlank as isBlankText, longestAnswer, sizeOf } from "../../grading/verdict/verdict";
import { limits } from "../limits";

/** What one file says about one student: plain data. */
export interface Sheet {
  /** The student, if the file itself says so. */
  readonly student: string | null;
  /** The position in a file with several sheets: `row 3`. */
  readonly where: string | null;
  readonly answers: Readonly<Partial<Record<string, AnswerInput>>>;
  /** For a part with contradicting answers: all of them. `answers` then has none. */
  readonly conflicts: Readonly<Partial<Record<string, readonly AnswerInput[]>>>;
  /** Answers that cannot be used, with the reason as a sentence. */
  readonly problems: Readonly<Partial<Record<string, string>>>;
  /** Notes for the grader: sentences. */
  readonly notes: readonly string[];
  /** Why nothing could be read, as a sentence. */
  readonly refused: string | null;
}

/** The contents of a file. */
export interface FileContent {
  readonly sheets: readonly Sheet[];
  /** Remarks on the file itself: sentences. */
  readonly remarks: readonly string[];
}

/** An empty sheet. */
export const emptySheet: Sheet = {
  student: null,
  where: null,
  answers: {},
  conflicts: {},
  problems: {},
  notes: [],
  refused: null,
};

/** The most contradicting answers to one part that are kept. */
export const mostConflicts = 6;

/** Why a file, or an answer in it, is refused: a sentence without the file's name. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The reason to refuse a file with more students than any class has. */
export const tooMany = `It has more than ${limits.students} rows or entries: divide it into several files.`;

/** The names of a question's parts, in lower case. */
export type PartIds = readonly string[];

/** The part with this name, in any case; undefined for other text. */
export function partOf(text: string, ids: PartIds): string | undefined {
  const name = text.trim().toLowerCase();
  return ids.find((id) => id === name);
}

/** A pattern for any part's name. */
export const anyPart = (ids: PartIds): string =>
  ids.map((id) => id.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|");

/** Whether an answer is blank, or only a placeholder. */
export const isBlank = (answer: AnswerInput): boolean =>
  (typeof answer === "string" ? [answer] : Object.values(answer)).every(isBlankText);

/** Collects what a file says about one student. */
export class SheetBuilder {
  /** One answer to each part, or several that contradict each other. */
  private readonly answers = new Map<string, readonly AnswerInput[]>();
  private readonly problems = new Map<string, string>();
  private readonly notes: string[] = [];
  private refused: string | null = null;

  constructor(
    public student: string | null = null,
    private readonly where: string | null = null,
  ) {}

  /** Adds an answer, or one field of it. A second, different one for the same field contradicts it. */
  add(part: string, answer: AnswerInput): void {
    if (isBlank(answer) || this.problems.has(part)) return;
    if (sizeOf(answer) > longestAnswer) {
      this.refuse(part, `The answer to (${part}) is longer than ${longestAnswer} characters.`);
      return;
    }
    const before = this.answers.get(part) ?? [];
    const both = before.map((one) => merged(one, answer));
    if (both.some((one) => one !== undefined))
      this.answers.set(
        part,
        before.map((one, i) => both[i] ?? one),
      );
    else if (before.length < mostConflicts)
      this.answers.set(part, [...before, conflictOf(before.at(-1), answer)]);
    else this.note(`There are more than ${mostConflicts} answers to (${part}); the first ones are shown.`);
  }

  refuse(part: string, reason: string): void {
    this.answers.delete(part);
    if (!this.problems.has(part)) this.problems.set(part, reason);
  }

  /** Refuses the whole sheet, because its answers may be in the wrong columns. */
  refuseAll(reason: string): void {
    this.refused ??= reason;
  }

  note(sentence: string): void {
    if (!this.notes.includes(sentence)) this.notes.push(sentence);
  }

  get sheet(): Sheet {
    const { where, notes, refused } = this;
    const read = { ...emptySheet, student: this.student?.trim() || null, where, notes, refused };
    if (refused !== null) return read;
    const answers = [...this.answers];
    return {
      ...read,
      answers: Object.fromEntries(
        answers.flatMap(([part, all]) => (all.length === 1 ? [[part, all[0]]] : [])),
      ),
      conflicts: Object.fromEntries(answers.filter(([, all]) => all.length > 1)),
      problems: Object.fromEntries(this.problems),
    };
  }
}

/** Two answers to one part as one, if they do not contradict each other. */
function merged(a: AnswerInput, b: AnswerInput): AnswerInput | undefined {
  if (typeof a === "string" || typeof b === "string") {
    const same = typeof a === "string" && typeof b === "string" && a.trim() === b.trim();
    return same ? a : undefined;
  }
  const contradicts = Object.entries(b).some(
    ([field, text]) => Object.hasOwn(a, field) && a[field]?.trim() !== text.trim(),
  );
  return contradicts ? undefined : { ...a, ...b };
}

/** The answer with this field instead of the one that it contradicts. */
const conflictOf = (before: AnswerInput | undefined, answer: AnswerInput): AnswerInput =>
  typeof before === "object" && typeof answer === "object" ? { ...before, ...answer } : answer;
