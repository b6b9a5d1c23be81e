import { autoencoderQuestion } from "../autoencoder/question";
import { inJson } from "../data/arguments";
import {
  type KeyPoint,
  type Message,
  type PartRubric,
  type Question,
  type Rubric,
  rubricOf,
} from "../question/question";

/** The fields of a part's answer, each with the outcomes that a rubric may mark. */
type MarkedFields = Readonly<Record<string, readonly string[]>>;

function markedFields({ parts, misconceptions }: Question, id: string): MarkedFields {
  const part = parts.find((one) => one.id === id);
  const outcomes = ["correct", ...Object.keys(misconceptions)];
  if (part?.kind === "shapes") return Object.fromEntries(part.asks.map((name) => [name, outcomes]));
  if (part?.kind !== "claims") return { answer: outcomes };
  return Object.fromEntries(
    part.fields.map(({ id: field, choices, several, free }) => [
      field,
      [...choices.map((choice) => choice.id), ...(several ? ["mixed"] : []), ...(free ? ["free"] : [])],
    ]),
  );
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An error in a rubric: the place of a key such as `parts.f.keyPoints[0]`, and its value. */
export class RubricError extends Error {
  constructor(
    readonly place: string,
    readonly came: unknown,
    expected: string,
  ) {
    super(`The rubric has ${inJson(came).slice(0, 60)} at ${place}, expected ${expected}.`);
  }
}

/** @throws because the value at this place is wrong */
function refuse(place: string, came: unknown, expected: string): never {
  throw new RubricError(place, came, expected);
}

const objectAt = (place: string, value: unknown, expected: string): Json =>
  isObject(value) ? value : refuse(place, value, expected);

/** The name itself, if it is known. */
function known(place: string, name: string, names: readonly string[]): string {
  return names.includes(name) ? name : refuse(place, name, `one of ${names.join(", ")}`);
}

/**
 * A rubric that an instructor has changed. What the file does not mention stays as it is.
 *
 * The file is JSON. `parts` gives marks, part by part, field by field and outcome by outcome, and key points;
 * `messages` gives titles, messages and hints of misconceptions by their ids. The marks of a mentioned field are
 * replaced as a whole.
 *
 * @param file the parsed file
 * @param question the question that is marked. Default: this workbook's
 * @throws RubricError with the place, the value and what was expected
 *
 * @example
 * const strict = rubricFrom({ parts: { b: { fields: { answer: { correct: 2, sign: 1 } } } } });
 * judge("b", "y - ypred", { rubric: strict }).score // → 1
 * rubricFrom({ parts: { k: {} } }) // → throws The rubric has "k" at parts, expected one of a, b, c, d, e, f, g, h, i.
 */
export function rubricFrom(file: unknown, question: Question = autoencoderQuestion): Rubric {
  const ours = rubricOf(question);
  const { parts = {}, messages = {}, ...unknown } = objectAt("its root", file, "an object");
  for (const name of Object.keys(unknown)) known("its root", name, ["parts", "messages"]);
  return {
    parts: changed(ours.parts, "parts", parts, (place, before, value, id) =>
      partFrom(place, before, value, markedFields(question, id)),
    ),
    messages: changed(ours.messages, "messages", messages, messageFrom),
  };
}

/** The known entries, with those in the file changed. */
function changed<K extends string, T>(
  before: Readonly<Record<K, T>>,
  place: string,
  value: unknown,
  read: (place: string, before: T, value: Json, name: K) => T,
): Readonly<Record<K, T>> {
  const after: Record<K, T> = { ...before };
  for (const [name, entry] of Object.entries(objectAt(place, value, "an object"))) {
    const key = known(place, name, Object.keys(before)) as K;
    const inside = `${place}.${key}`;
    after[key] = read(inside, before[key], objectAt(inside, entry, "an object"), key);
  }
  return after;
}

function partFrom(place: string, before: PartRubric, value: Json, names: MarkedFields): PartRubric {
  const { fields = {}, keyPoints = before.keyPoints, ...unknown } = value;
  for (const name of Object.keys(unknown)) known(place, name, ["fields", "keyPoints"]);
  const marked: Record<string, Readonly<Record<string, number>>> = { ...before.fields };
  for (const [field, marks] of Object.entries(objectAt(`${place}.fields`, fields, "an object"))) {
    known(`${place}.fields`, field, Object.keys(names));
    marked[field] = marksFrom(`${place}.fields.${field}`, marks, names[field] ?? []);
  }
  return { fields: marked, keyPoints: keyPointsFrom(`${place}.keyPoints`, keyPoints) };
}

function marksFrom(
  place: string,
  value: unknown,
  outcomes: readonly string[],
): Readonly<Record<string, number>> {
  const marks: Record<string, number> = {};
  for (const [outcome, mark] of Object.entries(objectAt(place, value, "marks by outcome"))) {
    known(place, outcome, outcomes);
    if (typeof mark !== "number" || !(mark >= 0 && mark <= 1000))
      refuse(`${place}.${outcome}`, mark, "a number from 0 to 1000");
    else marks[outcome] = mark;
  }
  return marks;
}

function keyPointsFrom(place: string, value: unknown): readonly KeyPoint[] {
  if (!Array.isArray(value)) return refuse(place, value, "a list of { id, text, words }");
  return value.map((entry: unknown, index) => {
    const { id, text, words } = objectAt(`${place}[${index}]`, entry, "{ id, text, words }");
    const fine = typeof id === "string" && typeof text === "string" && Array.isArray(words);
    if (!fine || !words.every((word): word is string => typeof word === "string"))
      return refuse(`${place}[${index}]`, entry, "{ id, text, words }, words a list of texts");
    return { id, text, words: words.map((word) => word.toLowerCase()) };
  });
}

function messageFrom(place: string, before: Message, value: Json): Message {
  const after: Record<keyof Message, string> = { ...before };
  for (const [name, text] of Object.entries(value)) {
    const key = known(place, name, ["title", "message", "hint"]) as keyof Message;
    after[key] = typeof text === "string" ? text : refuse(`${place}.${key}`, text, "a text");
  }
  return after;
}
