/** The entry `autoencoder-workbook/notation`: the exam's notation, parsed, printed, compared and derived. */
export { type Derivation, type DerivedLine, derive } from "./derive";
export { equalFormulas } from "./equality";
export { type Parsed, parseFormula, readFormula } from "./parse";
export { formulaLatex, formulaWords, printFormula } from "./print";
export type { Relations } from "./relations";
export { formulaShape, type Shape, type ShapeProblem, shapeText } from "./shapes";
export type { Problem } from "./syntax-errors";
export { type Assignment, type Expression, type Formula, namesIn } from "./tree";
