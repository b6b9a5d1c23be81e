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
  engine.begin(cell);
  try {
    await engine.executor.execute(cell.code);
  } catch (error) {
    return { status: "error", ...report(engine, error) };
  }
  const { scope, thrown } = engine;
  if (thrown) {
    if (scope) engine.declarations = declarationsAfter(engine, cell, scope.settle());
    return { status: "error", ...report(engine, thrown.error) };
  }
  if (!scope) return { status: "ok" };
  engine.declarations = declarationsAfter(engine, cell);
  const value = scope.result();
  if (value !== undefined) onResult(value);
  return { status: "ok" };
}

/** What is declared after a cell, of whose values only those in `reached` came to be. */
function declarationsAfter({ typescript, declarations }: Engine, cell: Cell, reached?: Set<string>): string {
  const mine = pickDeclarations(
    typescript,
    cell.declared,
    (name, { value }) => !reached || !value || reached.has(name),
  );
  const replaced = { value: new Set<string>(), type: new Set<string>() };
  pickDeclarations(typescript, mine, (name, kinds) => {
    if (kinds.value) replaced.value.add(name);
    if (kinds.type) replaced.type.add(name);
    return true;
  });
  const earlier = pickDeclarations(
    typescript,
    declarations,
    (name, { value, type }) => !(value && replaced.value.has(name)) && !(type && replaced.type.has(name)),
  );
  return mine + earlier;
}
