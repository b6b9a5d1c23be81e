import { limits } from "../limits";
import { type PartIds, partOf, Refusal, type Sheet, SheetBuilder, tooMany } from "./sheet";

/** A JSON object of unknown contents. */
export type Loose = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a JSON text. Other text is refused. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(
      text.trim() === ""
        ? "The file is empty."
        : "It is not complete JSON. Was it truncated when it was saved or sent? Open it, save it, and hand it in again.",
    );
  }
}

/**
 * An answer sheet as JSON: `{ "student": "…", "answers": { "b": "…" } }`, or with the parts at the top level, or a list
 * of such objects for several students. Anything else is refused.
 */
export function readJson(value: unknown, ids: PartIds): readonly Sheet[] {
  if (Array.isArray(value)) {
    if (value.length === 0) throw new Refusal("The list of answer sheets is empty.");
    if (value.length > limits.students) throw new Refusal(tooMany);
    return value.map((item, index) => {
      const where = `entry ${index + 1}`;
      if (isObject(item)) return sheetOf(item, ids, where);
      const sheet = new SheetBuilder(null, where);
      sheet.refuseAll("It is not an object with answers.");
      return sheet.sheet;
    });
  }
  if (!isObject(value)) throw new Refusal(`It is not an object with answers, such as { "${ids[0]}": "…" }.`);
  const sheet = sheetOf(value, ids);
  if (!isObject(value.answers) && !Object.keys(value).some((key) => partOf(key, ids)))
    throw new Refusal(
      `It has no answers: expected keys ${ids[0]} to ${ids.at(-1)}, or "answers" with these keys.`,
    );
  return [sheet];
}

const names = ["student", "name", "id", "email"];

function sheetOf(object: Loose, ids: PartIds, where: string | null = null): Sheet {
  const sheet = new SheetBuilder(
    names.map((key) => textOf(Object.hasOwn(object, key) ? object[key] : undefined)).find(Boolean),
    where,
  );
  const answers = isObject(object.answers) ? object.answers : object;
  for (const [key, value] of Object.entries(answers)) {
    const part = partOf(key, ids);
    if (part) addLoose(sheet, part, value);
    else if (answers !== object || !(names.includes(key) || key === "answers"))
      sheet.note(`The key ${JSON.stringify(key.slice(0, 40))} names no part and was not read.`);
  }
  return sheet.sheet;
}

/** A text, or a number as text. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

function addLoose(sheet: SheetBuilder, part: string, value: unknown): void {
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
    sheet.refuse(part, `The answer to (${part}) is neither a string nor an object of strings.`);
}
