import { grammar } from "ohm-js";

/**
 * The exam's notation after normalisation, as a grammar of Ohm's (https://ohmjs.org). Spaces that say
 * nothing are gone by then: one is left only between two names or numbers. A phrase in parentheses behind
 * a rule's name is what an error calls it.
 *
 * It has one oddity of its own: a name such as `dJ/dz2` holds a slash, so `dJ/dz2 a1^T` is a name followed
 * by a name, and no division.
 */
export const exam = grammar(String.raw`
  Exam {
    line       = sum (assign sum)*
    assign (an assignment :=) = ":=" | "="

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
               | primary transposed*               -- each

    primary    = call | symbol | multiple | fraction | number | group
    group      = "(" sum ")" | "[" sum "]" | "{" sum "}"
    call       = &("f" | "d" | "{" | "(") function group
    fraction   = "\\frac" " "? part " "? part
    multiple   = fraction " "? number
    part       = "{" sum "}"                       -- braces
               | digit                             -- digit

    function (a function) = slope | activation | wrapped<"diag">
    activation = "f" index
    slope      = "f" prime index                   -- before
               | "f" index prime                   -- after
    prime      = "'" | power<"'">

    symbol (a symbol) = &("d" | "∂" | "\\" | "{") partial  -- partial
               | plain
    partial    = "\\frac" over over                -- fraction
               | d of ("_" | "/") d of             -- line
    over       = "{" d of "}"
    of         = "{" plain "}"                     -- braces
               | plain
    d          = "∂" | "{d}" | "d"
    plain      = hatted | output | indexed
    hatted     = "\\hat" " "? wrapped<latin>
    output     = "y" marked<"pred">
    indexed    = layered marked<digit>             -- marked
               | latin+ digit*                     -- plain
    layered    = ("W" | "b" | "z" | "a" | "f" | "w" | "B" | "Z" | "A") ~latin
    index      = digit | marked<digit>

    // a^{(1)T}
    indexedTransposed = layered "^{" wrapped<digit> tee "}"

    transposed (the transpose ^T) = "'" | "⊤" | ".T" ~latin | power<tee>
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
