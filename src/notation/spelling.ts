import { exam } from "./grammar";

/** What was matched, with an operation that gives a name, or a part of one, in its canonical spelling. */
export const spelled = exam.createSemantics().addOperation<string>("spelling", {
  function: (name) => name.spelling(),
  activation: (f, index) => f.sourceString + index.spelling(),
  slope_before: (_f, _prime, index) => `f${index.spelling()}'`,
  slope_after: (_f, index, _prime) => `f${index.spelling()}'`,
  symbol_partial: (_first, name) => name.spelling(),
  partial_fraction: (_frac, top, bottom) => `d${top.spelling()}/d${bottom.spelling()}`,
  partial_line: (_d, top, _stroke, _d2, bottom) => `d${top.spelling()}/d${bottom.spelling()}`,
  over: (_open, _d, name, _close) => name.spelling(),
  of_braces: (_open, name, _close) => name.spelling(),
  hatted: (_hat, _space, letter) =>
    letter.spelling() === "y" ? "ypred" : letter.spelling() === "p" ? "pHat" : `\\hat ${letter.spelling()}`,
  output: (_y, _pred) => "ypred",
  indexed_marked: (letter, digit) => letter.sourceString + digit.spelling(),
  indexed_plain: (letters, digits) => letters.sourceString + digits.sourceString,
  marked: (_mark, it) => it.spelling(),
  wrapped: (it) => it.spelling(),
  braced: (_open, it, _close) => it.spelling(),
  rounded: (_open, it, _close) => it.spelling(),
  squared: (_open, it, _close) => it.spelling(),
  _terminal() {
    return this.sourceString;
  },
});
