import type { Outcome } from "./answers";
import type { Cell } from "./cell";
import type { Engine } from "./engine";
import { report } from "./report";

/** Runs one cell through the engine and keeps its declarations: all of them, or those it came to. */
export async function execute(
  engine: Engine,
  cell: Cell,
  onResult: (value: unknown) => void,
): Promise<Outcome> {
  engine.begin(cell);
  try {
    await engine.executor.execute(cell.code);
  } catch (error) {
    return { status: "error", ...report(engine, error) };
  }
  const { scope, thrown } = engine;
  engine.end();
  if (thrown) return { status: "error", ...report(engine, thrown.error) };
  const value = scope?.result();
  if (value !== undefined) onResult(value);
  return { status: "ok" };
}
