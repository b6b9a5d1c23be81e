import type { Cell } from "./cell";
import type { TslabSystem, ts } from "./internals";
import type { Programs } from "./programs";

/** What the pieces under tslab's converter share with the engine around it. */
export interface Workspace {
  /** The notebook's folder, with forward slashes. */
  readonly folder: string;
  /** Declarations of what the kernel puts into every cell's scope, and their file once it is parsed. */
  readonly globals: string;
  globalsFile?: ts.SourceFile;
  /** The cell that is being converted, to which intermediate results are noted. */
  cell?: Cell;
  /** tslab's file system, and the programs, as soon as the converter has begun. */
  sys?: TslabSystem;
  programs?: Programs;
}

/** The line that tslab's converter puts before every cell. */
export const PREFIX_LINES = 1;
