/**
 * Shows a value now, in the middle of a cell; the last value of a cell shows by itself.
 *
 * In the workbook's kernel the value shows in its richest form; elsewhere it is printed.
 *
 * @example
 * display("half way") // → undefined
 */
export function display(value: unknown): void {
  const jupyter: unknown = Reflect.get(globalThis, "jupyter");
  if (typeof jupyter === "object" && jupyter !== null && "display" in jupyter) {
    if (typeof jupyter.display === "function") {
      jupyter.display(value);
      return;
    }
  }
  console.log(value);
}
