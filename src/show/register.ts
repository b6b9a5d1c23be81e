/** Teaches the library's values, and mathjs's matrices, how they look in a notebook. */
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
import { type Display, jupyterDisplay, nodeInspect } from "./base/display";
import { matrixView } from "./base/matrix";
import { fitFigure } from "./figures/fit";
import { DerivationView } from "./values/derivation";
import { comparisonTable, errorCurveFigure, symbolicMarkup } from "./values/derivatives";
import { digitsView } from "./values/digits";
import { directionCheckTable, gradientCheckTable } from "./values/gradient-table";
import { gradientsTable, networkTable, passTable } from "./values/network";

const method = <T>(value: (this: T) => unknown) => ({ value, configurable: true, writable: true });

/** Puts the two display methods on a prototype; once more where the library is loaded once more. */
function teach<T extends object>(prototype: T, view: (value: T) => Display): void {
  Object.defineProperties(prototype, {
    [jupyterDisplay]: method<T>(function () {
      return view(this)[jupyterDisplay]();
    }),
    [nodeInspect]: method<T>(function () {
      return String(view(this));
    }),
  });
}

/** The same for a class of the library, whose `String(…)` then says what `console.log` prints. */
function teachOwn<T extends object>(prototype: T, view: (value: T) => Display): void {
  teach(prototype, view);
  Object.defineProperty(
    prototype,
    "toString",
    method<T>(function () {
      return String(view(this));
    }),
  );
}

const matrixPrototype = (storage: "dense" | "sparse"): Matrix =>
  Object.getPrototypeOf(matrix([[0]], storage));

teach(matrixPrototype("dense"), matrixView);
teach(matrixPrototype("sparse"), matrixView);
teachOwn(Autoencoder.prototype, networkTable);
teachOwn(Pass.prototype, passTable);
teachOwn(Gradients.prototype, gradientsTable);
teachOwn(GradientCheck.prototype, gradientCheckTable);
teachOwn(DirectionCheck.prototype, directionCheckTable);
teachOwn(ErrorCurve.prototype, errorCurveFigure);
teachOwn(SymbolicDerivative.prototype, symbolicMarkup);
teachOwn(DerivativeComparison.prototype, comparisonTable);
teachOwn(Digits.prototype, digitsView);
teachOwn(Derivation.prototype, (derivation) => new DerivationView(derivation));
teachOwn(Fit.prototype, fitFigure);
