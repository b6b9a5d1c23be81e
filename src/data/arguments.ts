/** Argument checks of public functions: each throws an error that names what came and what was expected. */
import { distance } from "fastest-levenshtein";
import type { Matrix } from "mathjs";

/** Whether a value is a mathjs matrix. Tested as mathjs does, without loading it for callers that only check answers. */
export const isMatrix = (value: unknown): value is Matrix =>
  (value as { constructor?: { prototype?: { isMatrix?: unknown } } } | undefined | null)?.constructor
    ?.prototype?.isMatrix === true;

/** A value in words for an error: numbers and texts as they are, everything else by its kind. */
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

/** A value as JSON for an error; in words where JSON cannot hold it. */
export function inJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return inWords(value);
  try {
    return JSON.stringify(value) ?? inWords(value);
  } catch {
    return inWords(value);
  }
}

/** Throws "NAME is VALUE, expected EXPECTED." */
export function refuse(name: string, value: unknown, expected: string): never {
  throw new Error(`${name} is ${inWords(value)}, expected ${expected}.`);
}

/** @throws if `value` is not a finite number for which `holds` is true. */
export function requireNumber(
  name: string,
  value: unknown,
  expected: string,
  holds: (value: number) => boolean = () => true,
): void {
  if (!(typeof value === "number" && Number.isFinite(value) && holds(value))) refuse(name, value, expected);
}

/** @throws if `value` is not a whole number from 1. */
export function requireCount(name: string, value: unknown): void {
  requireNumber(name, value, "a whole number from 1", (count) => Number.isSafeInteger(count) && count >= 1);
}

/** @throws if `value` is not a list of at least one finite number. */
export function requireNumbers(name: string, value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) refuse(name, value, "a list of numbers such as [1, 2, 3]");
  for (const [k, entry] of (value as unknown[]).entries())
    requireNumber(`${name}[${k}]`, entry, "a finite number");
}

/** @throws if `value` is not a function. */
export function requireFunction(name: string, value: unknown, expected: string): void {
  if (typeof value !== "function") refuse(name, value, expected);
}

/** @throws if `value` is not an AbortSignal. */
export function requireSignal(value: AbortSignal): void {
  if (typeof value?.aborted !== "boolean") refuse("signal", value, "the signal of an AbortController");
}

/** @throws if `value` is not an object with parts; lists and matrices are not. */
export function requireObject(name: string, value: unknown, expected: string): void {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isMatrix(value))
    refuse(name, value, expected);
}

/** @throws if `given` is not an object, or has a name that is not `known`: a misspelt option is an error. */
export function requireNames(name: string, given: unknown, known: readonly string[]): void {
  requireObject(name, given, `an object such as { ${known.slice(0, 3).join(", ")} }`);
  for (const own of Object.keys(given as object))
    if (!known.includes(own)) throw new Error(`There is no ${name}.${own}${suggestion(own, known)}`);
}

/** A gigabyte of 8-byte numbers; a JavaScript matrix of them takes more. */
const mostNumbers = 2 ** 27;

/** @throws if so many numbers do not fit into memory, before time is spent on them. */
export function requireMemory(what: string, numbers: number): void {
  if (numbers <= mostNumbers) return;
  const gigabytes = (8 * numbers) / 2 ** 30;
  throw new Error(
    `${what} would take ${Math.ceil(gigabytes).toLocaleString("en")} GB of memory, expected at most 1 GB: take smaller sizes.`,
  );
}

/**
 * The known names that an unknown one probably means: the one that differs only in upper and lower case,
 * or else the nearest by single edits, at most two (one for names under four letters).
 */
export function nearestNames(unknown: string, known: readonly string[]): readonly string[] {
  const sameLetters = known.find((name) => name.toLowerCase() === unknown.toLowerCase());
  if (sameLetters) return [sameLetters];
  if (unknown.length > 20) return [];
  const allowed = unknown.length < 4 ? 1 : 2;
  const near = known
    .map((name) => ({ name, edits: distance(unknown, name) }))
    .filter(({ name, edits }) => edits <= allowed && edits < name.length)
    .sort((a, b) => a.edits - b.edits);
  return near.filter(({ edits }) => edits === near[0]?.edits).map(({ name }) => name);
}

/** The end of an error about an unknown name: the name it probably means, or all that there are. */
export function suggestion(unknown: string, known: readonly string[]): string {
  const [near] = nearestNames(unknown, known);
  return near === undefined ? `: there are ${known.join(", ")}.` : `; did you mean ${near}?`;
}
