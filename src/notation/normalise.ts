import { type Normalised, refuse } from "./syntax-errors";

/** Each character of a key maps to the value. */
const spread = (table: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(table).flatMap(([characters, text]) =>
    [...characters].map((character): [string, string] => [character, text]),
  );

/** What single characters are read as. Words get spaces around them, so they do not merge with a neighbour. */
const characters: ReadonlyMap<string, string> = new Map([
  ...spread({
    "−–—‐‑‒―﹣－": "-",
    "∗⊙∘⋆＊⨀": "*",
    "·⋅∙•×@": "·",
    "’‘′ʹ´`": "'",
    "ᵀ⊤ᵗ⊺": "⊤",
    "←⟵⇐≔→⟶↦": ":=",
    "∂𝜕𝝏": "∂",
    δ: "delta",
    σ: " sigma ",
    ηƞ𝜂: " eta ",
    "∕⁄÷": "/",
    "⁽₍": "(",
    "⁾₎": ")",
    // Alignment marks of LaTeX.
    "&": "",
    // Zero-width characters and variation selectors are copied along from web pages.
    "\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f": "",
  }),
  ...[..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((digit, value): [string, string] => [digit, `^${value}`]),
  ...[..."₀₁₂₃₄₅₆₇₈₉"].map((digit, value): [string, string] => [digit, `_${value}`]),
  ["ŷ", " \\hat y"],
  ["½", "(1/2)"],
  ["¼", "(1/4)"],
  ["¾", "(3/4)"],
  ["⅓", "(1/3)"],
  ["⅔", "(2/3)"],
]);

const commandsByText: Readonly<Record<string, string>> = {
  "*": "odot circ ast star",
  "·": "cdot bullet times",
  ":=": "leftarrow gets coloneqq coloneq Leftarrow longleftarrow to rightarrow longrightarrow mapsto",
  "∂": "partial",
  " eta ": "eta",
  " alpha ": "alpha",
  "∇": "nabla",
  delta: "delta",
  " sigma ": "sigma",
  "\\over": "over",
  "⊤": "top intercal",
  "'": "prime",
  "/": "div",
  "\\frac": "frac tfrac dfrac cfrac",
  "\\hat": "hat widehat",
  " ": "quad qquad space thinspace enspace",
  "(": "lparen lbrack lbrace",
  ")": "rparen rbrack rbrace",
  // A typeface has no meaning.
  "": `left right big Big bigl bigr Bigl Bigr bigg biggl biggr mathsf mathrm mathbf mathit mathbb boldsymbol
    bm vec text textbf textrm textit textsf mathcal mathscr scriptscriptstyle scriptstyle operatorname rm bf it sf displaystyle textstyle limits mathstrut nonumber notag`,
};

/** What LaTeX commands are read as. */
export const commands: ReadonlyMap<string, string> = new Map([
  ...Object.entries(commandsByText).flatMap(([text, names]) =>
    names.split(/\s+/).map((name): [string, string] => [name, text]),
  ),
  // One-character commands: thin spaces, and the fences of a formula.
  ...[..."!()[]"].map((name): [string, string] => [name, ""]),
  ...[...",;: >\\"].map((name): [string, string] => [name, " "]),
  ["{", "("],
  ["}", ")"],
]);

/** Characters that the grammar reads unchanged. */
const plain = /^[A-Za-z0-9+\-*/=:()[\]{}^_.,'∂∇⊤· ]$/;

/** The signs and words that assign a value. */
const assigning = String.raw`(?:=|←|⟵|⇐|≔|<-|->|\\(?:left|Left|long|gets|to\b|coloneq)|becomes|is (?:updated|set|changed|replaced))`;

/** Marks of a parameter's new or old value, such as W2_new, W_{2,old} and W_2^{(t+1)}, and where they may be. */
const marks = (
  words: string,
  step: string,
  where: string,
): [RegExp, string | ((found: string) => string)][] => [
  [new RegExp(String.raw`\b${words}\s(?=W|b\d)${where}`, "uy"), ""],
  [
    new RegExp(
      String.raw`_\s?\{\s?\d\s?,\s?(?:\\(?:text|mathrm|textrm)\s?\{)?${words}\s?\}{1,2}${where}`,
      "uy",
    ),
    (found) => `_${/\d/.exec(found)}`,
  ],
  [
    new RegExp(
      String.raw`(?<=[\d})])\s?(?:[_^]\s?\{?\s?(?:\\(?:text|mathrm|textrm|rm)\s?\{?\s?)?${words}\b\s?\}{0,2}|_\s?${step}\b|[_^]\s?\{\s?\(?${step}\)?\s?\}|\^\(${step}\))${where}`,
      "uy",
    ),
    "",
  ],
];

/** Sequences of characters that mean one thing, tried in this order before single characters. */
const sequences: readonly [RegExp, string | ((found: string) => string)][] = [
  [/[⁽₍][⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉][⁾₎]/uy, (found) => `^(${found.normalize("NFKC")[1]})`],
  [/[A-Za-z]\u0302|(?<![A-Za-z])[A-Za-z]_hat(?![A-Za-z])/uy, (found) => `\\hat ${found[0]} `],
  [/<-(?=[^-])/uy, ":="],
  // "W2 -> …", its new value.
  [/->/uy, ":="],
  // One letter in a typeface: \mathbf{y}^{pred} is y^{pred}.
  [/\\(?:mathbf|mathrm|mathit|mathsf|boldsymbol|bm|vec|text)\s?\{\s?[A-Zabce-z]\s?\}/uy, letterIn],
  [/\{\s?\\(?:bf|rm|it|sf)\s?[A-Za-z]\s?\}/uy, letterIn],
  // {y}^{pred} is y^{pred}, as formula editors write it.
  [/\{\s?[A-Zabce-z]\s?\}(?=\s?[_^])/uy, letterIn],
  // The environment of a displayed formula. In a plain string "\begin" is a backspace and `egin`.
  [
    /(?:\\?begin|[\b]egin|\\?end)\s?\{\s?(?:align|aligned|equation|gather|gathered|multline|split|eqnarray|displaymath|math)\*?\s?\}/uy,
    " ",
  ],
  [/\.\*|\(\s?\*\s?\)/uy, "*"],
  [/\{\s?(?::=|=)\s?\}/uy, ":="],
  // Words for the signs of an update, and marks for its old and new value.
  [/\b(?:becomes|is (?:updated|set|changed) to|is replaced (?:by|with))\b/uy, ":="],
  [/learning[_ ]?rate/uy, " lr "],
  // The new value stands before the sign of an update, the old one after it.
  ...marks("(?:new|next)", String.raw`[tk]\s?\+\s?1`, String.raw`(?=[\s\S]*${assigning})`),
  ...marks("(?:old|prev)", "[tk]", String.raw`(?![\s\S]*${assigning})`),
  // Names of code libraries: np.dot(A, B), torch.outer(u, v), A.dot(B). Quotation marks would be transposes.
  [/(?:np|numpy|jnp|torch|tf|math)\.(?:linalg\.)?einsum\(\s*(["'])i\s?,\s?j\s?->\s?ij\1\s?,/uy, "outer("],
  [
    /(?:np|numpy|jnp|torch|tf|math)\.(?:linalg\.)?einsum\(\s*(["'])ij\s?,\s?jk?\s?->\s?ik?\1\s?,/uy,
    "matmul(",
  ],
  [/(?:np|numpy|jnp|torch|tf)\.(?:linalg\.)?/uy, ""],
  // The derivative of a function: f2_prime, \dot{f_2}, {f^{(2)}}', f^{[2]'}.
  [/(?<=\d)_prime\b/uy, "'"],
  [/\\dot\s?\{\s?f\s?_?\s?\{?\s?\d\s?\}?\s?\}/uy, (found) => `f${/\d/.exec(found)}'`],
  [/(?<=\d[\])]?)'\s?\}(?=\s?\()/uy, "}'"],
  [/\$/uy, ""],
];

/** The letter before a closing brace, and a space, because a letter after it begins another name. */
function letterIn(found: string): string {
  return `${/[A-Za-z](?=\s?\}$)/.exec(found)?.[0] ?? ""} `;
}

/**
 * Turns Unicode and LaTeX into the plain text that the grammar reads. `\frac{\partial J}{…}` keeps its braces.
 * Typographic dashes, spaces and primes become simple ones. Commands that only set a typeface are removed, and so
 * are spaces that separate nothing.
 *
 * @throws NotationError for a character or command that means nothing in the notation
 */
export function normalise(typed: string): Normalised {
  let text = "";
  let spaceAt = 0;
  const places: number[] = [];
  const add = (character: string, place: number): void => {
    text += character;
    places.push(place);
  };
  for (let at = 0; at < typed.length; ) {
    const [length, piece] = pieceAt(typed, at);
    for (const character of piece) {
      if (character === " ") spaceAt ||= at + 1;
      else {
        if (spaceAt > 0 && separates(text.at(-1) ?? "", character)) add(" ", spaceAt);
        spaceAt = 0;
        add(character, at + 1);
      }
    }
    at += length;
  }
  return { text, places: [...places, typed.length + 1] };
}

/** Whether a space between these two characters separates two names or numbers. */
const separates = (before: string, after: string): boolean =>
  /[A-Za-z0-9]/.test(before) && /[A-Za-z0-9]/.test(after);

/** The number of characters read at this position, and their meaning. */
function pieceAt(typed: string, at: number): [length: number, piece: string] {
  for (const [pattern, piece] of sequences) {
    pattern.lastIndex = at;
    const found = pattern.exec(typed)?.[0];
    if (found) return [found.length, typeof piece === "string" ? piece : piece(found)];
  }
  const character = String.fromCodePoint(typed.codePointAt(at) ?? 0);
  if (character === "\\") {
    const name = wordAfter(typed, at);
    return [name.length + 1, command(at, name)];
  }
  const eaten = eatenCommand(typed, at);
  if (eaten) return eaten;
  return [character.length, readCharacter(character, at)];
}

/** Escape sequences of a string literal, and the letter that each was written with. */
const escapes: ReadonlyMap<string, string> = new Map([
  ["\b", "b"],
  ["\f", "f"],
  ["\n", "n"],
  ["\r", "r"],
  ["\t", "t"],
  ["\v", "v"],
]);

/**
 * A command that lost its backslash: LaTeX pasted into a plain string, where `"\frac"` is a form feed and
 * `rac`, and `"\partial"` is `partial`.
 */
function eatenCommand(typed: string, at: number): [number, string] | undefined {
  const letter = escapes.get(typed[at] ?? "");
  if (letter !== undefined) {
    const rest = wordAfter(typed, at);
    const name = letter + rest;
    return commands.has(name) ? [rest.length + 1, command(at, name)] : undefined;
  }
  if (/[A-Za-z]/.test(typed[at - 1] ?? "")) return undefined;
  const word = /^[A-Za-z]{3,}/.exec(typed.slice(at, at + 40))?.[0] ?? "";
  const known = commands.get(word);
  return known === undefined ? undefined : [word.length, known];
}

const wordAfter = (typed: string, at: number): string =>
  /^(?:[A-Za-z]+|.)/su.exec(typed.slice(at + 1, at + 40))?.[0] ?? "";

/** What to write instead of a sign or command from other books. */
const advices: ReadonlyMap<string, string> = new Map([
  ["α", ": did you mean η?"],
  ["otimes", ": write u v^T for the outer product of two columns, or * for element by element."],
]);

function readCharacter(character: string, at: number): string {
  if (plain.test(character)) return character;
  const known = characters.get(character);
  if (known !== undefined) return known;
  if (/\s/u.test(character) || character === "~") return " ";
  // Full-width and mathematical letters, digits and signs.
  const simple = character.normalize("NFKC");
  if (plain.test(simple)) return simple;
  if (characters.has(simple)) return characters.get(simple) ?? "";
  const place = at + 1;
  if (character === "٫") return ",";
  if (character === "⊗")
    return refuse(
      "character",
      place,
      `⊗ at ${place} is not part of the notation: write u v^T for the outer product of two columns, or * for element by element.`,
    );
  const advice = advices.get(character) ?? ".";
  return refuse("character", place, `${quoted(character)} at ${place} is not part of the notation${advice}`);
}

function command(at: number, name: string): string {
  const known = commands.get(name);
  if (known !== undefined) return known;
  const place = at + 1;
  const advice = advices.get(name) ?? ".";
  return refuse(
    "character",
    place,
    `The command \\${printable(name)} at ${place} is not part of the notation${advice}`,
  );
}

/** A character between quotation marks, or its number if it cannot be shown. */
function quoted(character: string): string {
  return printable(character) === character ? `"${character}"` : `The character ${printable(character)}`;
}

/** The text itself, or the numbers of its characters where they cannot be shown. */
const printable = (text: string): string =>
  text.replace(
    /[\p{C}\p{Z}]/gu,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
