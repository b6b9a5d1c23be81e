/** Teaches values of other rooms, and mathjs's matrices, how they look in a notebook. */
import { matrix } from "mathjs";
import { type Bundle, jupyterDisplay, nodeInspect } from "./bundle";
import { matrixText, matrixView } from "./matrix";

/** Puts the two display methods on a prototype; again when the library is loaded again. */
function teach<T extends object>(
  prototype: T,
  bundle: (value: T) => Bundle,
  text: (value: T) => string,
): void {
  const method = (value: (this: T) => unknown) => ({ value, configurable: true, writable: true });
  Object.defineProperties(prototype, {
    [jupyterDisplay]: method(function () {
      return bundle(this);
    }),
    [nodeInspect]: method(function () {
      return text(this);
    }),
  });
}

for (const storage of ["dense", "sparse"] as const) {
  teach(
    Object.getPrototypeOf(matrix([[0]], storage)),
    (M) => matrixView(M)[jupyterDisplay](),
    (M) => matrixText(M),
  );
}
