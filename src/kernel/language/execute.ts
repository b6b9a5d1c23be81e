import type { Outcome } from "./answers";
import type { Cell } from "./cell";
import { pickDeclarations } from "./declarations";
import type { Engine } from "./engine";
import { report } from "./report";

/** Runs one cell through the engine and keeps its declarations: all of them, or those it came to. */
export async function execute(
  engine: Engine,
  cell: Cell,
  onResult: (value: unknown) => void,
): Promise<Outcome> {
  engine.cell = cell;
  engine.run = undefined;
  engine.thrown = undefined;
  engine.modules.refresh();
  try {
    await engine.executor.execute(cell.code);
  } catch (error) {
    return { status: "error", ...report(engine, error) };
  }
  const { run, thrown } = engine as Engine;
  if (thrown) {
    if (run) engine.declarations = reached(engine, cell, run.scope.settle());
    return { status: "error", ...report(engine, thrown.error) };
  }
  if (run) engine.declarations = run.declarations;
  const result = run?.scope.result();
  if (result && result.value !== undefined) onResult(result.value);
  return { status: "ok" };
}

/** The declarations after a cell that failed: its types, the values it reached, and what stood before. */
function reached({ typescript, declarations }: Engine, cell: Cell, values: Set<string>): string {
  const mine = pickDeclarations(
    typescript,
    cell.declared,
    (name, kind) => kind === "type" || values.has(name),
  );
  const earlier = pickDeclarations(typescript, declarations, (name) => !values.has(name));
  return mine + earlier;
}
