import { type Matrix, matrix } from "mathjs";
import { ErrorCurve } from "../calculus/error-curve";
import { GradientCheck } from "../calculus/gradient-check";
import { DerivativeComparison, SymbolicDerivative } from "../calculus/symbolic-derivative";
import { Digits } from "../data/digits";
import { DirectionCheck } from "../engine/check-directions";
import { Autoencoder } from "../model/autoencoder";
import { Gradients, Pass } from "../model/passes";
import { Derivation } from "../notation/derive";
import { Fit } from "../training/fit-result";
import { type Display, jupyterDisplay, nodeInspect, notebookKernel } from "./base/display";
import { matrixView } from "./base/matrix";
import { errorCurveFigure, fitFigure } from "./figures/curves";
import { DerivationView } from "./values/derivation";
import { digitsView } from "./values/digits";
import {
  comparisonTable,
  directionCheckTable,
  gradientCheckTable,
  symbolicMarkup,
} from "./values/gradient-table";
import { gradientsTable, networkTable, passTable } from "./values/network";

/** Registers the display methods if the library runs in a notebook: in the workbook's kernel or in plain tslab. */
export function registerInNotebook(): void {
  if (notebookKernel() || "__tslab__" in globalThis) registerDisplays();
}

/**
 * Adds the display methods to the library's classes and to mathjs's matrices. Importing the library
 * does this in a notebook, but not in other programs.
 *
 * @example
 * registerDisplays();
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * String(net).split("\n")[0] // → "Autoencoder: d = 3 inputs, m = 2 hidden units (sigmoid), 3 outputs (identity)"
 */
export function registerDisplays(): void {
  for (const storage of ["dense", "sparse"] as const)
    register(Object.getPrototypeOf(matrix([[0]], storage)) as Matrix, matrixView);
  registerOwn(Autoencoder.prototype, networkTable);
  registerOwn(Pass.prototype, passTable);
  registerOwn(Gradients.prototype, gradientsTable);
  registerOwn(GradientCheck.prototype, gradientCheckTable);
  registerOwn(DirectionCheck.prototype, directionCheckTable);
  registerOwn(ErrorCurve.prototype, errorCurveFigure);
  registerOwn(SymbolicDerivative.prototype, symbolicMarkup);
  registerOwn(DerivativeComparison.prototype, comparisonTable);
  registerOwn(Digits.prototype, digitsView);
  registerOwn(Derivation.prototype, (derivation) => new DerivationView(derivation));
  registerOwn(Fit.prototype, fitFigure);
}

/** Defines a method on a prototype, or replaces the one that an earlier copy of the library defined. */
function define<T extends object>(prototype: T, name: PropertyKey, answer: (value: T) => unknown): void {
  Object.defineProperty(prototype, name, {
    value(this: T) {
      return answer(this);
    },
    configurable: true,
    writable: true,
  });
}

/** Lets a class's values be displayed and printed as another value. */
function register<T extends object>(prototype: T, view: (value: T) => Display): void {
  define(prototype, jupyterDisplay, (value) => view(value)[jupyterDisplay]());
  define(prototype, nodeInspect, (value) => String(view(value)));
}

/** The same for a class of the library, whose `String(…)` then equals what `console.log` prints. */
function registerOwn<T extends object>(prototype: T, view: (value: T) => Display): void {
  register(prototype, view);
  define(prototype, "toString", (value) => String(view(value)));
}
