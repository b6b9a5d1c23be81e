import { currentCell } from "./cell";

/** From now on an error that nobody catches is shown with the cell it comes from, and the kernel lives on. */
export function showLateErrors(): void {
  const show = (error: unknown) => currentCell()?.printError(error);
  process.on("uncaughtException", show);
  process.on("unhandledRejection", show);
}
