import { type Grammar, grammar } from "ohm-js";
import type { Vocabulary } from "./vocabulary";

/** Alternatives of a rule, each a text. No text at all matches nothing. */
const oneOf = (texts: Iterable<string>): string => {
  const quoted = [...new Set(texts)].map((text) => JSON.stringify(text));
  return quoted.length === 0 ? "(~any any)" : `(${quoted.join(" | ")})`;
};

const swapCase = (letter: string): string =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();

/**
 * The notation of a question after normalisation, as an Ohm grammar (https://ohmjs.org). Normalisation has removed
 * the spaces that mean nothing: a space remains only between two names or numbers. A phrase in parentheses after a
 * rule's name is what an error message calls it.
 *
 * A name such as `dJ/dz2` contains a slash, so `dJ/dz2 a1^T` is a name followed by a name, and not a division.
 */
export function grammarOf({ words, functions, above, loss }: Vocabulary): Grammar {
  const indexed = [...words.keys(), ...functions.keys()].flatMap(
    (name) => /^([A-Za-z])\d$/.exec(name)?.[1] ?? [],
  );
  const called = [...functions.keys()].filter((name) => name !== "diag" && !name.endsWith("'"));
  const functionIndices = called.flatMap((name) => /^([A-Za-z])\d$/.exec(name)?.[1] ?? []);
  const whole = called.filter((name) => !/^[A-Za-z]\d$/.test(name));
  // Letters in the wrong case are parsed, because the error can then name the right one.
  const layers = oneOf([
    ...indexed,
    ...indexed.filter((letter) => !functionIndices.includes(letter)).map(swapCase),
  ]);
  const functionLetters = oneOf(functionIndices);
  const wholeNames = oneOf(whole);
  const differentiated = oneOf([loss, ...called]);
  const firstLetters = oneOf(called.map((name) => name.charAt(0)));
  const aboveRules = [...above.values()].map(
    ([letter, word]) => `${JSON.stringify(letter)} marked<${JSON.stringify(word)}>`,
  );
  // Most symbols begin with another letter, which saves trying the rules for calls.
  const special = oneOf([..."adghmost{(D", loss, ...called].map((text) => text.charAt(0)));
  return grammar(String.raw`
  Exam {
    line       = sum (assign sum)*
    assign (an assignment :=) = ":=" | "=" | "-=" | "+="

    sum        = first summand*
    first      = "-" term                          -- negative
               | "+"? term                         -- positive
    summand    = ("+" | "-") opposite
    opposite   = "-" term                          -- negative
               | term

    term       = quotient link*
    link       = "*" signed                        -- elementwise
               | "·" signed                        -- product
               | " "* ~("." | digit) quotient      -- beside
    signed     = "-" quotient                      -- negative
               | quotient

    quotient   = raised divisor*
    divisor    = "/" raised

    raised     = indexedTransposed                 -- both
               | primary suffix*                   -- each
    suffix     = transposed                        -- transposed
               | (".dot" | ".matmul" | ".mm") "(" sum ")" -- product

    primary    = application | symbol | multiple | fraction | number | group
    application = &special (pair | transposing | call | lossSlope | bareSlope)
    special    = ${special}
    pair       = pairName "(" sum "," sum ")"
    pairName   = ("dot" | "matmul" | "mm" | "outer" | "multiply" | "mul" | "hadamard" | "add" | "subtract") &"("
    transposing = ("transpose" | "tr") group
    lossSlope  = ${JSON.stringify(loss)} "'" group
    bareSlope  = slope
    group      = "(" sum ")" | "[" sum "]" | "{" sum "}"
    call       = &(${firstLetters} | "d" | "D" | "{" | "(" | "s" | "g") function group  -- known
               | activation prime? group           -- activation
    activation = ("sigmoid" | "sigma" | "g") &("'" | "^" | "(")
    fraction   = "\\frac" " "? part " "? part
    multiple   = fraction " "? number
    part       = "{" sum "}"                       -- braces
               | digit                             -- digit

    function (a function) = slope | named | wrapped<"diag">
    named      = ${functionLetters} index              -- indexed
               | ${wholeNames}                        -- whole
    slope      = ${functionLetters} prime index        -- before
               | named prime                       -- after
               | "{" named "}" prime               -- braced
               | "D" named                         -- operator
               | ${functionLetters} "^" "{" wrapped<digit> "}'" -- inside
    prime      = "'" | power<"'">

    symbol (a symbol) = &("d" | "∂" | "∇" | "\\" | "{") partial  -- partial
               | plain
    partial    = "\\frac" over over                -- fraction
               | "\\frac" "{" d "}" "{" d " "? of "}" " "? of args? -- operator
               | "{" d " "? of args? " "? "\\over" " "? d " "? of "}" -- over
               | ("∇" | "∂") marked<plain> " "? of args? -- gradient
               | d of args? ("_" | "/") d of       -- line
               | d " " differentiated "/" d " "? of -- spaced
               | d layers marked<digit>            -- short
    differentiated = ${differentiated}
    layers     = ${layers}
    over       = "{" d " "? of args? "}"
    args       = "(" (args | ~("(" | ")") any)* ")"
    of         = "{" plain "}"                     -- braces
               | plain
    d          = "∂" | "{d}" | "d"
    plain      = hatted | above | indexed
    hatted     = "\\hat" " "? wrapped<latin>
    above      = ${aboveRules.join(" | ") || "(~any any any)"}
    indexed    = layered marked<digit>             -- marked
               | latin+ digit*                     -- plain
    layered    = ("delta" | ${layers}) ~latin
    index      = digit | marked<digit>

    // a^{(1)T} and a^T_1
    indexedTransposed = layered "^{" wrapped<digit> tee "}" -- inside
               | layered power<tee> "_" wrapped<digit> -- before

    transposed (the transpose ^T) = "'" | "⊤" | ".T" ~latin | ".transpose()" | ".t()" | power<tee>
    tee        = "T" | "⊤" | "t"

    number (a number) = digit+ point?              -- whole
               | point
    point      = "." digit+

    marked<it>  = ("_" | "^") wrapped<it>
    power<it>   = "^" wrapped<it>
    wrapped<it> = it | braced<it> | rounded<it> | squared<it>
    braced<it>  = "{" wrapped<it> "}"
    rounded<it> = "(" wrapped<it> ")"
    squared<it> = "[" wrapped<it> "]"
    latin       = "A".."Z" | "a".."z"
  }
`);
}
