import { grammar } from "ohm-js";

/**
 * The exam's notation after normalisation, as a grammar of Ohm's (https://ohmjs.org). Rules with a capital
 * skip spaces between their parts, the others do not. A phrase in parentheses behind a rule's name is what
 * an error calls it.
 *
 * It has one oddity of its own: a name such as `dJ/dz2` holds a slash, so `dJ/dz2 a1^T` is a name followed
 * by a name, and no division.
 */
export const exam = grammar(String.raw`
  Exam {
    Line       = Sum (assign Sum)?
    assign (an assignment :=) = ":=" | "="

    Sum        = First Summand*
    First      = "-" Term                          -- negative
               | "+"? Term                         -- positive
    Summand    = ("+" | "-") Term

    Term       = Quotient Link*
    Link       = "*" Signed                        -- elementwise
               | "·" Signed                        -- product
               | ~("." | digit) Quotient           -- beside
    Signed     = "-" Quotient                      -- negative
               | Quotient

    Quotient   = Raised Divisor*
    Divisor    = "/" Raised

    Raised     = indexedTransposed                 -- both
               | Primary transposed*               -- each

    Primary    = Call | symbol | Fraction | number | Group
    Group      = "(" Sum ")" | "[" Sum "]" | "{" Sum "}"
    Call       = &("f" | "d" | "{" | "(") function Group
    Fraction   = "\\frac" Part Part
    Part       = "{" Sum "}"                       -- braces
               | digit                             -- digit

    function (a function) = slope | activation | wrapped<"diag">
    activation = "f" index
    slope      = "f" prime index                   -- before
               | "f" index prime                   -- after
    prime      = "'" | raised<"'">

    symbol (a symbol) = &("d" | "∂" | "\\" | "{") partial  -- partial
               | plain
    partial    = "\\frac" blank over blank over     -- fraction
               | d plain stroke d plain            -- line
    over       = "{" blank d blank plain blank "}"
    stroke     = "_" | slash
    slash      = blank "/" blank
    d          = curly | "d"
    curly      = ("∂" | "{d}") blank
    plain      = hatted | output | indexed
    hatted     = "\\hat" blank wrapped<latin>
    output     = "y" marked<"pred">
    indexed    = layered marked<digit>             -- marked
               | latin+ digit*                     -- plain
    layered    = ("W" | "b" | "z" | "a" | "f" | "w" | "B" | "Z" | "A") ~latin
    index      = digit | marked<digit>

    // a^{(1)T}
    indexedTransposed = layered "^" blank "{" blank wrapped<digit> blank tee blank "}"

    transposed (the transpose ^T) = "'" | "⊤" | ".T" ~latin | raised<tee>
    tee        = "T" | "⊤"

    number (a number) = digit+ point?              -- whole
               | point
    point      = "." digit+

    marked<it>  = ("_" | "^") blank wrapped<it>
    raised<it>  = "^" blank wrapped<it>
    wrapped<it> = it | braced<it> | rounded<it>
    braced<it>  = "{" blank wrapped<it> blank "}"
    rounded<it> = "(" blank wrapped<it> blank ")"
    latin       = "A".."Z" | "a".."z"
    blank       = " "*
    space      := " "
  }
`);
