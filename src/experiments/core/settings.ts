import { inJson, requireObject, suggestion } from "../../data/arguments";

/** One setting of an experiment: its default, and which other values are valid. */
export interface Setting<T> {
  readonly fallback: T;
  /** The valid values in words, for errors and help. */
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** The value of a text on the command line; `accepts` then checks it. */
  parse(text: string): unknown;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** A configuration: a plain value for each setting. */
export type ConfigurationOf<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

const numeric =
  (expected: string, holds: (value: number) => boolean) =>
  (fallback: number): Setting<number> => ({
    fallback,
    expected,
    accepts: (value) => typeof value === "number" && Number.isFinite(value) && holds(value),
    parse: (text) => (text.trim() === "" ? Number.NaN : Number(text)),
  });

export const count = numeric("a whole number from 1", (value) => Number.isSafeInteger(value) && value >= 1);
export const natural = numeric("a whole number from 0", (value) => Number.isSafeInteger(value) && value >= 0);
export const positive = numeric("a number above 0", (value) => value > 0);
export const nonNegative = numeric("a number from 0", (value) => value >= 0);
export const fraction = numeric("a number between 0 and 1", (value) => value > 0 && value < 1);

/** One of the given words. */
export const choice = <const T extends string>(words: readonly T[], fallback: T): Setting<T> => ({
  fallback,
  expected: `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
  accepts: (value) => words.some((word) => word === value),
  parse: (text) => text.trim(),
});

/** A list of different values of one kind, at least `least` of them (default: 1); separated by commas on the command line. */
export function listOf<T>(
  one: (fallback: T) => Setting<T>,
  fallback: readonly T[],
  least = 1,
): Setting<readonly T[]> {
  const { expected, accepts, parse } = one(fallback[0] as T);
  return {
    fallback,
    expected: `a list of different values, separated by commas, each ${expected}`,
    accepts: (value) =>
      Array.isArray(value) &&
      value.length >= least &&
      value.every(accepts) &&
      new Set(value).size === value.length,
    parse: (text) => (text.trim() === "" ? [] : text.split(",").map(parse)),
  };
}

/** A list of some of the given words, which may contain commas. */
export const choicesOf = <const T extends string>(
  words: readonly T[],
  fallback: readonly T[] = words,
  least = 1,
): Setting<readonly T[]> => ({
  ...listOf((first: T) => choice(words, first), fallback, least),
  parse: (text) => wordsIn(text, words),
});

/** Splits a list at commas into the longest known words, without quotes. */
function wordsIn(text: string, words: readonly string[]): readonly string[] {
  if (text.trim() === "") return [];
  const pieces = text.split(",").map((piece) => piece.replaceAll('"', "").trim());
  const found: string[] = [];
  for (let from = 0, to = pieces.length; from < pieces.length; from = to, to = pieces.length) {
    const word = () => pieces.slice(from, to).join(", ");
    while (to > from + 1 && !words.includes(word())) to--;
    found.push(word());
  }
  return found;
}

/**
 * A complete configuration: the given values, and defaults for the other settings.
 *
 * @throws naming the setting that is unknown (with the nearest known one) or invalid.
 */
export function configure<S extends Settings>(
  settings: S,
  given: Partial<ConfigurationOf<S>> = {},
): ConfigurationOf<S> {
  const some = Object.keys(settings).slice(0, 3).join(", ");
  requireObject("settings", given, `an object such as { ${some} }`);
  for (const [name, value] of Object.entries(given)) {
    const setting = settingNamed(settings, name);
    if (value !== undefined && !setting.accepts(value))
      throw new Error(`${name} is ${inJson(value)}, expected ${setting.expected}.`);
  }
  const values = Object.entries(settings).map(([name, { fallback }]) => [name, given[name] ?? fallback]);
  return Object.fromEntries(values) as ConfigurationOf<S>;
}

/**
 * The settings in `name=value` texts of a command line.
 *
 * @throws as `configure` does, and if a text has no "="
 */
export function parseSettings<S extends Settings>(
  settings: S,
  texts: readonly string[],
): Partial<ConfigurationOf<S>> {
  const pairs = texts.map((text) => {
    const [, name = "", value] = /^\s*([^=]*?)\s*=(.*)$/s.exec(text) ?? [];
    if (value === undefined) throw new Error(`"${text}" has no "=": write name=value, as in seeds=1,2,3.`);
    const setting = settingNamed(settings, name);
    const parsed = setting.parse(value);
    if (!setting.accepts(parsed)) throw new Error(`${name} is "${value}", expected ${setting.expected}.`);
    return [name, parsed];
  });
  return Object.fromEntries(pairs) as Partial<ConfigurationOf<S>>;
}

function settingNamed(settings: Settings, name: string): Setting<unknown> {
  const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (setting) return setting;
  throw new Error(`There is no setting "${name}"${suggestion(name, Object.keys(settings))}`);
}
