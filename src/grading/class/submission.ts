import { type PartId, parts } from "../../exam/parts";
import type { AnswerInput } from "../verdict";
import type { Sheet } from "./read/sheet";

/** A sheet and the file that it stands in. */
export interface Source {
  /** `submissions/ada.zip/part-c.ipynb`, or `class.csv, row 3`. */
  readonly place: string;
  readonly sheet: Sheet;
  /** Whether the file is of a kind that holds no answers: a picture, a letter. */
  readonly foreign: boolean;
}

/** All that one student handed in, as one: plain data. */
export interface Submission {
  readonly student: string;
  readonly sources: readonly string[];
  readonly answers: Readonly<Partial<Record<PartId, AnswerInput>>>;
  readonly problems: Readonly<Partial<Record<PartId, string>>>;
  readonly notes: readonly string[];
  /** Why nothing could be read, or null. */
  readonly refused: string | null;
}

/**
 * Puts together what one student handed in: nine notebooks, say, or a sheet and a later one. Where two
 * sources answer a part differently neither counts, and the reason names both: which of them was meant is
 * for a person to say.
 */
export function submissionOf(student: string, all: readonly Source[]): Submission {
  const read = all.filter(({ sheet }) => sheet.refused === null);
  const kept = read.length > 0 ? all.filter(({ foreign }) => !foreign) : all;
  const notes = kept.flatMap(({ place, sheet }) =>
    [sheet.refused, ...sheet.notes].filter((note) => note !== null).map((note) => `${place}: ${note}`),
  );
  const answers: [PartId, AnswerInput][] = [];
  const problems: [PartId, string][] = [];
  for (const { id } of parts) {
    const given = read.filter(({ sheet }) => sheet.answers[id] !== undefined);
    const different = new Map(given.map((source) => [essence(source.sheet.answers[id]), source]));
    const [only] = given;
    const problem = read.find(({ sheet }) => sheet.problems[id] !== undefined);
    if (different.size > 1) problems.push([id, contradiction(id, [...different.values()])]);
    else if (only) answers.push([id, only.sheet.answers[id] ?? ""]);
    else if (problem) problems.push([id, problem.sheet.problems[id] ?? ""]);
    if (only && problem) notes.push(`${problem.place}: ${problem.sheet.problems[id]}`);
  }
  return {
    student,
    sources: few(kept.map(({ place }) => place)),
    answers: Object.fromEntries(answers),
    problems: Object.fromEntries(problems),
    notes: few(notes),
    refused: read.length > 0 ? null : few(reasons(kept)).join(" "),
  };
}

/** Lines of one kind that are kept of one student: a folder of twenty thousand pictures is told in short. */
const most = 40;

const few = (lines: readonly string[]): readonly string[] =>
  lines.length <= most
    ? lines
    : [...lines.slice(0, 10), `… and ${(lines.length - 10).toLocaleString("en")} more.`];

/** Why sources were refused, each reason once. */
const reasons = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap(({ place, sheet }) => (sheet.refused === null ? [] : [`${place}: ${sheet.refused}`]));

/** What two ways to hand in the same answer have in common. */
const essence = (answer: AnswerInput | undefined): string =>
  JSON.stringify(
    typeof answer === "string"
      ? answer.trim()
      : Object.entries(answer ?? {})
          .map(([field, text]) => [field, text.trim()])
          .sort(),
  );

const contradiction = (part: PartId, sources: readonly Source[]): string =>
  `Different answers to (${part}) were handed in, in ${sources.map(({ place }) => place).join(" and ")}: a person has to say which one counts.`;
