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
 * counts and the reason names both, because a person must say which one was meant. The same applies to answers that may
 * be in an unreadable file.
 */
export function submissionOf(student: string, all: readonly Source[], ids: PartIds): Submission {
  const read = all.filter(({ sheet }) => sheet.refused === null);
  const unreadable = read.length > 0 ? all.filter(({ sheet }) => sheet.refused !== null) : [];
  const answers: Record<string, AnswerInput> = {};
  const conflicts: Record<string, readonly ConflictingAnswer[]> = {};
  const problems: Record<string, string> = {};
  const otherNotes: string[] = [];
  for (const id of ids) {
    const given = answersTo(id, read);
    const broken = read.find(({ sheet }) => sheet.problems[id] !== undefined);
    const problem = broken?.sheet.problems[id];
    const why = given.length > 1 ? contradiction(id, given) : (problem ?? lossOf(id, unreadable));
    if (given.length > 1) conflicts[id] = given.slice(0, mostConflicts);
    if (given.length === 1 && given[0]) answers[id] = given[0].answer;
    else if (why !== undefined) problems[id] = why;
    if (given.length > 0 && broken) otherNotes.push(`${broken.place}: ${problem}`);
  }
  const said = new Set(Object.values(problems));
  const isSaid = (source: Source) => said.has(reasonOf(source) ?? "");
  const kept = all.filter((source) => read.length === 0 || !source.foreign || isSaid(source));
  const reasons = (sources: readonly Source[]) => sources.flatMap((source) => reasonOf(source) ?? []);
  const notes = kept.flatMap((source) => [
    ...(isSaid(source) ? [] : reasons([source])),
    ...source.sheet.notes.map((note) => `${source.place}: ${note}`),
  ]);
  return {
    student,
    sources: shortList(kept.map(({ place }) => place)),
    answers,
    conflicts,
    problems,
    notes: shortList([...notes, ...otherNotes]),
    refused: read.length > 0 ? null : shortList(reasons(kept)).join(" "),
  };
}

/** The most lines of one kind for one student: a folder may have twenty thousand pictures. */
const most = 40;

const shortList = (lines: readonly string[]): readonly string[] =>
  lines.length <= most
    ? lines
    : [...lines.slice(0, 10), `… and ${(lines.length - 10).toLocaleString("en")} more.`];

/** Why a source was refused, as a sentence; undefined if it was read. */
const reasonOf = ({ place, sheet }: Source): string | undefined =>
  sheet.refused === null ? undefined : `${place}: ${sheet.refused}`;

/** The different answers to a part: more than one if sources contradict each other. */
function answersTo(part: string, sources: readonly Source[]): readonly ConflictingAnswer[] {
  const given = new Map<string, { places: Set<string>; answer: AnswerInput }>();
  for (const { place, sheet } of sources)
    for (const answer of [sheet.answers[part], ...(sheet.conflicts[part] ?? [])]) {
      if (answer === undefined) continue;
      const known = given.get(keyOf(answer)) ?? { places: new Set(), answer };
      given.set(keyOf(answer), { ...known, places: known.places.add(place) });
    }
  return [...given.values()].map(({ places, answer }) => ({ places: shortList([...places]), answer }));
}

/** A key that is equal for equal answers. */
const keyOf = (answer: AnswerInput): string =>
  JSON.stringify(
    typeof answer === "string"
      ? answer.trim()
      : Object.entries(answer)
          .map(([field, text]) => [field, text.trim()])
          .sort(),
  );

function contradiction(part: string, conflicts: readonly ConflictingAnswer[]): string {
  const places = shortList([...new Set(conflicts.flatMap((conflict) => conflict.places))]);
  return `Different answers to (${part}) were handed in, in ${places.join(" and ")}: a person must say which one counts.`;
}

/** What may be lost of a part with the unreadable files, as a sentence: files for other parts cannot contain it. */
function lossOf(part: string, unreadable: readonly Source[]): string | undefined {
  const own = unreadable.find((source) => source.part === part);
  const others = unreadable.filter((source) => source.part === null && !source.foreign);
  if (own || others.length === 0) return own && reasonOf(own);
  const places = shortList(others.map(({ place }) => place)).join(", ");
  return `No answer was found, but there may be one in a file that could not be read: ${places}.`;
}
