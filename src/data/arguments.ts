import type { Matrix } from "mathjs";

/** Whether a value is a matrix of mathjs: asked as mathjs does, without loading it for those who only check answers. */
export const isMatrix = (value: unknown): value is Matrix =>
  (value as { constructor?: { prototype?: { isMatrix?: unknown } } } | undefined | null)?.constructor
    ?.prototype?.isMatrix === true;

/** What came, in an error: a number or a text as it is, all else by its kind. */
export function inWords(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a plain array";
  if (isMatrix(value)) return `a matrix of ${value.size().join("×")}`;
  const kind = value.constructor?.name ?? "Object";
  return kind === "Object" ? "a plain object" : `of the class ${kind}`;
}

/** The same as JSON has it, where it does: a list or an object with what is in it. */
export function inJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return inWords(value);
  try {
    return JSON.stringify(value) ?? inWords(value);
  } catch {
    return inWords(value);
  }
}

/** The one sentence about input that is of no use: what it is called, what came, what was expected. */
export function refuse(name: string, value: unknown, expected: string): never {
  throw new Error(`${name} is ${inWords(value)}, expected ${expected}.`);
}

/** @throws if `value` is no finite number, or not one that was `expected`. */
export function requireNumber(
  name: string,
  value: unknown,
  expected: string,
  holds: (value: number) => boolean = () => true,
): void {
  if (!(typeof value === "number" && Number.isFinite(value) && holds(value))) refuse(name, value, expected);
}

/** @throws if `value` is no whole number from 1. */
export function requireCount(name: string, value: unknown): void {
  requireNumber(name, value, "a whole number from 1", (count) => Number.isSafeInteger(count) && count >= 1);
}

/** @throws if `value` is no list of at least one finite number. */
export function requireNumbers(name: string, value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) refuse(name, value, "a list of numbers such as [1, 2, 3]");
  for (const [k, entry] of (value as unknown[]).entries())
    requireNumber(`${name}[${k}]`, entry, "a finite number");
}

/** @throws if `value` is no function. */
export function requireFunction(name: string, value: unknown, expected: string): void {
  if (typeof value !== "function") refuse(name, value, expected);
}

/** @throws if `value` cannot tell that something is to end. */
export function requireSignal(value: AbortSignal): void {
  if (typeof value?.aborted !== "boolean") refuse("signal", value, "the signal of an AbortController");
}

/** @throws if `value` is no object to take parts from, a list or a matrix in its place included. */
export function requireObject(name: string, value: unknown, expected: string): void {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isMatrix(value))
    refuse(name, value, expected);
}

/** @throws if `given` is no object, or has a name that is not `known`: what is misspelt must not be passed over. */
export function requireNames(name: string, given: unknown, known: readonly string[]): void {
  requireObject(name, given, `an object such as { ${known.slice(0, 3).join(", ")} }`);
  for (const own of Object.keys(given as object))
    if (!known.includes(own)) throw new Error(`There is no ${name}.${own}${instead(own, known)}`);
}

/** A gigabyte of numbers; what JavaScript's matrices of them take beside is not counted. */
const most = 2 ** 27;

/** @throws if so many numbers do not fit into memory, before time is spent on them. */
export function requireMemory(what: string, numbers: number): void {
  if (numbers <= most) return;
  const gigabytes = (8 * numbers) / 2 ** 30;
  throw new Error(
    `${what} would take ${Math.ceil(gigabytes).toLocaleString("en")} GB of memory, expected at most 1 GB: take smaller sizes.`,
  );
}

/**
 * The known names that may have been meant by an unknown one: the same but for upper and lower case, or the
 * nearest by single edits if there are few of them for its length.
 */
export function nearestNames(unknown: string, known: readonly string[]): readonly string[] {
  const sameLetters = known.find((name) => name.toLowerCase() === unknown.toLowerCase());
  if (sameLetters) return [sameLetters];
  if (unknown.length > 20) return [];
  const allowed = unknown.length < 4 ? 1 : 2;
  const near = known
    .map((name) => ({ name, edits: edits(unknown, name) }))
    .filter(({ name, edits }) => edits <= allowed && edits < name.length)
    .sort((a, b) => a.edits - b.edits);
  return near.filter(({ edits }) => edits === near[0]?.edits).map(({ name }) => name);
}

/** How an error about an unknown name ends: with what was probably meant, or with all there is. */
export function instead(unknown: string, known: readonly string[]): string {
  const [near] = nearestNames(unknown, known);
  return near === undefined ? `: there are ${known.join(", ")}.` : `; did you mean ${near}?`;
}

/** How many letters must be inserted, left out or replaced to make one word the other (Levenshtein). */
function edits(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (let column = 0; column < to.length; column++) {
      const replaced = (above[column] ?? 0) + (letter === to[column] ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}
