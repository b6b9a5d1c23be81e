import type { PartId } from "../../autoencoder/parts";
import { limits } from "../limits";
import { partOf, Refusal, type Sheet, SheetBuilder, tooMany } from "./sheet";

/** What JSON may hold, not known any better. */
export type Loose = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The value that a text of JSON stands for.
 *
 * @throws Refusal where it is none
 */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const empty = text.trim() === "";
    throw new Refusal(
      empty
        ? "The file is empty."
        : "It is not whole JSON: was it cut off when it was saved or sent? Open it, save it, and hand it in again.",
    );
  }
}

/**
 * An answer sheet as JSON: `{ "student": "…", "answers": { "a": { "W1": "m×d", … }, "b": "…" } }`, with the
 * parts also at the top, or a list of such objects for several students.
 *
 * @throws Refusal where it is none
 */
export function readJson(value: unknown): readonly Sheet[] {
  if (Array.isArray(value)) {
    if (value.length === 0) throw new Refusal("The list of answer sheets is empty.");
    if (value.length > limits.students) throw new Refusal(tooMany);
    return value.map((item, index) => {
      const where = `entry ${index + 1}`;
      if (isObject(item)) return sheetOf(item, where);
      const sheet = new SheetBuilder(null, where);
      sheet.refuseAll("It is no object with answers.");
      return sheet.sheet;
    });
  }
  if (!isObject(value)) throw new Refusal('It is no object with answers, such as { "b": "…" }.');
  const sheet = sheetOf(value);
  if (!isObject(value.answers) && !Object.keys(value).some(partOf))
    throw new Refusal('It has no answers: expected keys a to i, or "answers" with these keys.');
  return [sheet];
}

const names = ["student", "name", "id", "email"];

function sheetOf(object: Loose, where: string | null = null): Sheet {
  const sheet = new SheetBuilder(
    names.map((key) => textOf(Object.hasOwn(object, key) ? object[key] : undefined)).find(Boolean),
    where,
  );
  const answers = isObject(object.answers) ? object.answers : object;
  for (const [key, value] of Object.entries(answers)) {
    const part = partOf(key);
    if (part) addLoose(sheet, part, value);
    else if (answers !== object || !(names.includes(key) || key === "answers"))
      sheet.note(`The key ${JSON.stringify(key.slice(0, 40))} names no part and was not read.`);
  }
  return sheet.sheet;
}

/** Text, or a number that stands for itself. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

function addLoose(sheet: SheetBuilder, part: PartId, value: unknown): void {
  if (value === null) return;
  const text = textOf(value);
  if (text !== undefined) {
    sheet.add(part, text);
    return;
  }
  const fields = isObject(value) ? Object.entries(value).filter(([, field]) => field !== null) : [];
  if (fields.length > 0 && fields.every(([, field]) => textOf(field) !== undefined))
    sheet.add(part, Object.fromEntries(fields.map(([name, field]) => [name, textOf(field) ?? ""])));
  else if (!isObject(value) || fields.length > 0)
    sheet.refuse(part, `The answer to (${part}) is neither a text nor an object of texts.`);
}
