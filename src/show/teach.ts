/** Teaches the library's values, and mathjs's matrices, how they look in a notebook. */
import { type Matrix, matrix } from "mathjs";
import { ErrorCurve } from "../calculus/error-curve";
import { GradientCheck } from "../calculus/gradient-check";
import { DerivativeComparison, SymbolicDerivative } from "../calculus/symbolic";
import { Digits } from "../data/digits";
import { DirectionCheck } from "../engine/check-directions";
import { Autoencoder } from "../model/autoencoder";
import { Gradients, Pass } from "../model/passes";
import { Derivation } from "../notation/derive";
import { Fit } from "../training/fit-result";
import { type Display, jupyterDisplay, nodeInspect } from "./bundle";
import { digitsView } from "./dataset";
import { DerivationView } from "./derivation";
import { comparisonTable, errorCurveFigure, symbolicMarkup } from "./derivatives";
import { fitFigure } from "./fit";
import { directionCheckTable, gradientCheckTable } from "./gradient-table";
import { matrixView } from "./matrix";
import { gradientsTable, networkTable, passTable } from "./network";

/** Puts the two display methods on a prototype; once more where the library is loaded once more. */
function teach<T extends object>(prototype: T, view: (value: T) => Display): void {
  const method = (value: (this: T) => unknown) => ({ value, configurable: true, writable: true });
  Object.defineProperties(prototype, {
    [jupyterDisplay]: method(function () {
      return view(this)[jupyterDisplay]();
    }),
    [nodeInspect]: method(function () {
      return String(view(this));
    }),
  });
}

const matrixPrototype = (storage: "dense" | "sparse"): Matrix =>
  Object.getPrototypeOf(matrix([[0]], storage));

teach(matrixPrototype("dense"), matrixView);
teach(matrixPrototype("sparse"), matrixView);
teach(Autoencoder.prototype, networkTable);
teach(Pass.prototype, passTable);
teach(Gradients.prototype, gradientsTable);
teach(GradientCheck.prototype, gradientCheckTable);
teach(DirectionCheck.prototype, directionCheckTable);
teach(ErrorCurve.prototype, errorCurveFigure);
teach(SymbolicDerivative.prototype, symbolicMarkup);
teach(DerivativeComparison.prototype, comparisonTable);
teach(Digits.prototype, digitsView);
teach(Derivation.prototype, (derivation) => new DerivationView(derivation));
teach(Fit.prototype, fitFigure);
