import type { Question, Shape } from "../question/question";

/** A symbol that a formula may use: how it is typeset and read aloud, and its shape for one data point. */
interface Word {
  readonly name: string;
  readonly latex: string;
  readonly spoken: string;
  readonly shape: Shape;
}

/** The names that a question's formulas may use. */
export interface Vocabulary {
  readonly words: ReadonlyMap<string, Word>;
  /** Every function that a formula may call, with its LaTeX: the question's, their derivatives, and diag. */
  readonly functions: ReadonlyMap<string, string>;
  /** The symbols that an update may change. An assignment to any other symbol is an equation. */
  readonly parameters: readonly string[];
  /** Symbols that are written with a hat, by their letter, such as ŷ. */
  readonly hats: ReadonlyMap<string, string>;
  /** Symbols that are written as a letter with a word above it, such as y^pred, by name. */
  readonly above: ReadonlyMap<string, readonly [letter: string, word: string]>;
  /** What other books and programs call a symbol. */
  readonly otherNames: ReadonlyMap<string, string>;
  /** The loss, on top of each partial derivative that an answer may use. */
  readonly loss: string;
  /** The symbols for the derivatives of functions, such as `df1/dz1`. */
  readonly slopes: readonly string[];
}

/** The vocabulary of a question. */
export function vocabularyOf({
  symbols,
  sizes,
  functions,
  parameters,
  otherNames,
  loss,
  slopes,
}: Question): Vocabulary {
  const hats = new Map(symbols.flatMap(({ name, hat }) => (hat ? [[hat, name] as const] : [])));
  const above = new Map(symbols.flatMap(({ name, above: parts }) => (parts ? [[name, parts] as const] : [])));

  /** `W2` as "W 2", `dJ/dz2` as "the partial of J with respect to z 2". */
  const spoken = (name: string): string => {
    const [, top, bottom] = /^d(.+)\/d(.+)$/.exec(name) ?? [];
    if (top && bottom) return `the partial of ${spoken(top)} with respect to ${spoken(bottom)}`;
    const symbol = symbols.find((one) => one.name === name);
    if (symbol?.above) return symbol.above.join(" ");
    return symbol?.hat ? `${symbol.hat} hat` : name.replace(/\d/, " $&");
  };
  const scalars = sizes.map(({ letter }) => ({ name: letter, latex: letter, shape: ["1", "1"] as Shape }));
  const latexOf = (name: string): string => name.replace(/^(\w)(\d)$/, "$1_$2");

  return {
    words: new Map(
      [...symbols, ...scalars].map(({ name, latex, shape }) => [
        name,
        { name, latex, shape, spoken: spoken(name) },
      ]),
    ),
    functions: new Map([
      ...functions.flatMap((name): [string, string][] => [
        [name, latexOf(name)],
        [`${name}'`, `${latexOf(name)}'`],
      ]),
      ["diag", "\\operatorname{diag}"],
    ]),
    parameters,
    hats,
    above,
    otherNames: new Map(Object.entries(otherNames)),
    loss,
    slopes,
  };
}
