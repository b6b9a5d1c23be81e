import type { AnswerInput } from "../grading/verdict/verdict";
import { mostConflicts, type PartIds, type Sheet } from "./read/sheet";

/** A sheet and its file. */
export interface Source {
  /** `submissions/ada.zip/part-c.ipynb`, or `class.csv, row 3`. */
  readonly place: string;
  readonly sheet: Sheet;
  /** The part of the file, by its name; null if unknown. */
  readonly part: string | null;
  /** Whether the file's type cannot contain answers: a picture, a letter. */
  readonly foreign: boolean;
}

/** One of several contradicting answers to a part. */
export interface ConflictingAnswer {
  /** Its places; several if it was handed in more than once. */
  readonly places: readonly string[];
  readonly answer: AnswerInput;
}

/** Everything that one student handed in: plain data. */
export interface Submission {
  readonly student: string;
  readonly sources: readonly string[];
  readonly answers: Readonly<Partial<Record<string, AnswerInput>>>;
  /** For parts with contradicting answers: all of them. None counts. */
  readonly conflicts: Readonly<Partial<Record<string, readonly ConflictingAnswer[]>>>;
  readonly problems: Readonly<Partial<Record<string, string>>>;
  readonly notes: readonly string[];
  /** Why nothing could be read, or null. */
  readonly refused: string | null;
}

/**
 * Joins what one student handed in: nine notebooks, or two sheets. If two sources answer a part differently, neither
 * counts and the reason names both, because a person must say which one was meant. The same holds for answers that may
 * be in an unreadable file.
 */
export function submissionOf(student: string, all: readonly Source[], ids: PartIds): Submission {
  const read = all.filter(({ sheet }) => sheet.refused === null);
  const unreadable = read.length > 0 ? all.filter(({ sheet }) => sheet.refused !== null) : [];
  const answers: [string, AnswerInput][] = [];
  const conflicts: [string, readonly ConflictingAnswer[]][] = [];
  const problems: [string, string][] = [];
  const besides: string[] = [];
  for (const id of ids) {
    const given = answersTo(id, read);
    const [only, ...more] = given;
    const broken = read.find(({ sheet }) => sheet.problems[id] !== undefined);
    const problem = broken?.sheet.problems[id];
    if (more.length > 0) {
      conflicts.push([id, given.slice(0, mostConflicts)]);
      problems.push([id, contradiction(id, given)]);
    } else if (only) answers.push([id, only.answer]);
    else
      for (const why of problem === undefined ? lossOf(id, unreadable) : [problem]) problems.push([id, why]);
    if (only && broken) besides.push(`${broken.place}: ${problem}`);
  }
  const said = new Set(problems.map(([, problem]) => problem));
  const kept = all.filter(
    (source) => read.length === 0 || !source.foreign || reasonsOf(source).some((reason) => said.has(reason)),
  );
  const notes = kept.flatMap((source) => [
    ...reasonsOf(source).filter((reason) => !said.has(reason)),
    ...source.sheet.notes.map((note) => `${source.place}: ${note}`),
  ]);
  return {
    student,
    sources: few(kept.map(({ place }) => place)),
    answers: Object.fromEntries(answers),
    conflicts: Object.fromEntries(conflicts),
    problems: Object.fromEntries(problems),
    notes: few([...notes, ...besides]),
    refused: read.length > 0 ? null : few(kept.flatMap(reasonsOf)).join(" "),
  };
}

/** The most lines of one kind for one student: a folder may have twenty thousand pictures. */
const most = 40;

const few = (lines: readonly string[]): readonly string[] =>
  lines.length <= most
    ? lines
    : [...lines.slice(0, 10), `… and ${(lines.length - 10).toLocaleString("en")} more.`];

/** Why a source was refused: one sentence, or none. */
const reasonsOf = ({ place, sheet }: Source): readonly string[] =>
  sheet.refused === null ? [] : [`${place}: ${sheet.refused}`];

/** The different answers to a part: more than one if sources contradict each other. */
function answersTo(part: string, sources: readonly Source[]): readonly ConflictingAnswer[] {
  const given = new Map<string, { places: Set<string>; answer: AnswerInput }>();
  for (const { place, sheet } of sources)
    for (const answer of [sheet.answers[part], ...(sheet.conflicts[part] ?? [])]) {
      if (answer === undefined) continue;
      const known = given.get(essence(answer)) ?? { places: new Set(), answer };
      given.set(essence(answer), { ...known, places: known.places.add(place) });
    }
  return [...given.values()].map(({ places, answer }) => ({ places: few([...places]), answer }));
}

/** A key that is equal for equal answers. */
const essence = (answer: AnswerInput): string =>
  JSON.stringify(
    typeof answer === "string"
      ? answer.trim()
      : Object.entries(answer)
          .map(([field, text]) => [field, text.trim()])
          .sort(),
  );

function contradiction(part: string, conflicts: readonly ConflictingAnswer[]): string {
  const places = few([...new Set(conflicts.flatMap((conflict) => conflict.places))]);
  return `Different answers to (${part}) were handed in, in ${places.join(" and ")}: a person must say which one counts.`;
}

/**
 * What may be lost of a part with the unreadable files: one sentence, or none. A file for another part cannot contain
 * this one, nor can a picture that is not named after it.
 */
function lossOf(part: string, unreadable: readonly Source[]): readonly string[] {
  const own = unreadable.find((source) => source.part === part);
  if (own) return reasonsOf(own);
  const places = unreadable
    .filter((source) => source.part === null && !source.foreign)
    .map(({ place }) => place);
  const sentence = `No answer was found, but there may be one in a file that could not be read: ${few(places).join(", ")}.`;
  return places.length > 0 ? [sentence] : [];
}
