import type { ts } from "./internals";
import type { Transpiled } from "./transpile";

/** One cell on its way through: what it is called, what it says, what it becomes. */
export interface Cell {
  /** The script name that V8 knows the cell's code by. */
  readonly script: string;
  /** What people call it, "Cell [3]". */
  readonly label: string;
  readonly code: string;
  /** What has to stand at the end of the line before it. */
  opening: string;
  /** What its top level declares. */
  locals?: ts.SymbolTable | undefined;
  /** The imported names among them that are types only. */
  types?: string[];
  /** Their declarations, as the text of a .d.ts. */
  declared: string;
  transpiled?: Transpiled;
}
