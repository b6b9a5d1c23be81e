import { type PartId, parts } from "../autoencoder/parts";
import type { AnswerInput } from "../grading/verdict/verdict";
import { mostRivals, type Sheet } from "./read/sheet";

/** A sheet and the file that it stands in. */
export interface Source {
  /** `submissions/ada.zip/part-c.ipynb`, or `class.csv, row 3`. */
  readonly place: string;
  readonly sheet: Sheet;
  /** The part that the file is for, by its name; null where that is not known. */
  readonly part: PartId | null;
  /** Whether the file is of a kind that holds no answers: a picture, a letter. */
  readonly foreign: boolean;
}

/** One of several answers to a part that contradict each other. */
export interface Rival {
  /** Where it stands; in several places if it was handed in more than once. */
  readonly places: readonly string[];
  readonly answer: AnswerInput;
}

/** All that one student handed in, as one: plain data. */
export interface Submission {
  readonly student: string;
  readonly sources: readonly string[];
  readonly answers: Readonly<Partial<Record<PartId, AnswerInput>>>;
  /** Where answers contradict each other, all of them: none of them counts. */
  readonly rivals: Readonly<Partial<Record<PartId, readonly Rival[]>>>;
  readonly problems: Readonly<Partial<Record<PartId, string>>>;
  readonly notes: readonly string[];
  /** Why nothing could be read, or null. */
  readonly refused: string | null;
}

/**
 * Puts together what one student handed in: nine notebooks, say, or a sheet and a later one. Where two
 * sources answer a part differently neither counts, and the reason names both: which of them was meant is
 * for a person to say. So is what may stand in a file that could not be read.
 */
export function submissionOf(student: string, all: readonly Source[]): Submission {
  const read = all.filter(({ sheet }) => sheet.refused === null);
  const torn = read.length > 0 ? all.filter(({ sheet }) => sheet.refused !== null) : [];
  const answers: [PartId, AnswerInput][] = [];
  const rivals: [PartId, readonly Rival[]][] = [];
  const problems: [PartId, string][] = [];
  const besides: string[] = [];
  for (const { id } of parts) {
    const given = answersTo(id, read);
    const [only, ...more] = given;
    const broken = read.find(({ sheet }) => sheet.problems[id] !== undefined);
    const problem = broken?.sheet.problems[id];
    if (more.length > 0) {
      rivals.push([id, given.slice(0, mostRivals)]);
      problems.push([id, contradiction(id, given)]);
    } else if (only) answers.push([id, only.answer]);
    else for (const why of problem === undefined ? lossOf(id, torn) : [problem]) problems.push([id, why]);
    if (only && broken) besides.push(`${broken.place}: ${problem}`);
  }
  const told = new Set(problems.map(([, problem]) => problem));
  const kept = all.filter(
    (source) => read.length === 0 || !source.foreign || reasonsOf(source).some((reason) => told.has(reason)),
  );
  const notes = kept.flatMap((source) => [
    ...reasonsOf(source).filter((reason) => !told.has(reason)),
    ...source.sheet.notes.map((note) => `${source.place}: ${note}`),
  ]);
  return {
    student,
    sources: few(kept.map(({ place }) => place)),
    answers: Object.fromEntries(answers),
    rivals: Object.fromEntries(rivals),
    problems: Object.fromEntries(problems),
    notes: few([...notes, ...besides]),
    refused: read.length > 0 ? null : few(kept.flatMap(reasonsOf)).join(" "),
  };
}

/** Lines of one kind that are kept of one student: a folder of twenty thousand pictures is told in short. */
const most = 40;

const few = (lines: readonly string[]): readonly string[] =>
  lines.length <= most
    ? lines
    : [...lines.slice(0, 10), `… and ${(lines.length - 10).toLocaleString("en")} more.`];

/** Why a source was refused: one sentence, or none. */
const reasonsOf = ({ place, sheet }: Source): readonly string[] =>
  sheet.refused === null ? [] : [`${place}: ${sheet.refused}`];

/** The different answers to a part: more than one where sources, or lines of one, contradict each other. */
function answersTo(part: PartId, sources: readonly Source[]): readonly Rival[] {
  const given = new Map<string, { places: Set<string>; answer: AnswerInput }>();
  for (const { place, sheet } of sources)
    for (const answer of [sheet.answers[part], ...(sheet.rivals[part] ?? [])]) {
      if (answer === undefined) continue;
      const known = given.get(essence(answer)) ?? { places: new Set(), answer };
      given.set(essence(answer), { ...known, places: known.places.add(place) });
    }
  return [...given.values()].map(({ places, answer }) => ({ places: few([...places]), answer }));
}

/** What two ways to hand in the same answer have in common. */
const essence = (answer: AnswerInput): string =>
  JSON.stringify(
    typeof answer === "string"
      ? answer.trim()
      : Object.entries(answer)
          .map(([field, text]) => [field, text.trim()])
          .sort(),
  );

function contradiction(part: PartId, rivals: readonly Rival[]): string {
  const places = few([...new Set(rivals.flatMap((rival) => rival.places))]);
  return `Different answers to (${part}) were handed in, in ${places.join(" and ")}: a person has to say which one counts.`;
}

/**
 * What was lost of a part with the files that could not be read: one sentence, or none. A file for another
 * part took nothing of this one with it, nor did a picture that is not named after the part.
 */
function lossOf(part: PartId, torn: readonly Source[]): readonly string[] {
  const own = torn.find((source) => source.part === part);
  if (own) return reasonsOf(own);
  const places = torn.filter((source) => source.part === null && !source.foreign).map(({ place }) => place);
  const sentence = `No answer was found, but one may stand in what could not be read: ${few(places).join(", ")}.`;
  return places.length > 0 ? [sentence] : [];
}
