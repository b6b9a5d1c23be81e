/** The entry `autoencoder-workbook/notation`: the exam's notation, parsed, printed, compared and derived. */
export { type Derivation, type DerivedLine, derive } from "./derive";
export { equalFormulas } from "./equality";
export { formulaLatex } from "./latex";
export { type Parsed, parseFormula, readFormula } from "./parse";
export { printFormula } from "./print";
export type { Problem } from "./problem";
export type { Relations } from "./relations";
export { formulaShape, type Shape, type ShapeProblem, shapeText } from "./shapes";
export { type Assignment, type Expression, type Formula, namesIn } from "./tree";
export { formulaWords } from "./words";
