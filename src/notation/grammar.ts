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
               | ~number Quotient                  -- beside
    Signed     = "-" Quotient                      -- negative
               | Quotient

    Quotient   = Raised Divisor*
    Divisor    = "/" Raised

    Raised     = indexedTransposed                 -- both
               | Primary transposed*               -- each

    Primary    = Call | symbol | Fraction | number | Group
    Group      = "(" Sum ")" | "[" Sum "]" | "{" Sum "}"
    Call       = function Group
    Fraction   = "\\frac" Part Part
    Part       = "{" Sum "}"                       -- braces
               | digit                             -- digit

    function (a function) = slope | activation | wrapped<"diag">
    activation = "f" index
    slope      = "f" prime index                   -- before
               | "f" index prime                   -- after
    prime      = "'" | raised<"'">

    symbol (a symbol) = partial | plain
    partial    = "\\frac" blank over blank over     -- fraction
               | d plain blank "/" blank d plain   -- slash
               | d plain "_" d plain               -- code
    over       = "{" blank d blank plain blank "}"
    d          = curly | "d"
    curly      = ("∂" | "{d}") blank
    plain      = hatted | output | indexed
    hatted     = "\\hat" blank wrapped<letter>
    output     = "y" marked<"pred">
    indexed    = layered marked<digit>             -- marked
               | letter+ digit*                    -- plain
    layered    = ("W" | "b" | "z" | "a" | "f" | "w" | "B" | "Z" | "A") ~letter
    index      = digit | marked<digit>

    // a^{(1)T}
    indexedTransposed = layered "^" blank "{" blank wrapped<digit> blank tee blank "}"

    transposed (the transpose ^T) = "'" | "⊤" | ".T" ~letter | raised<tee>
    tee        = "T" | "⊤"

    number (a number) = digit+ "." digit+          -- decimal
               | digit+                            -- whole
               | "." digit+                        -- point

    marked<it>  = blank ("_" | "^") blank wrapped<it>
    raised<it>  = blank "^" blank wrapped<it>
    wrapped<it> = braced<it> | rounded<it> | it
    braced<it>  = "{" blank wrapped<it> blank "}"
    rounded<it> = "(" blank wrapped<it> blank ")"
    blank       = " "*
  }
`);
