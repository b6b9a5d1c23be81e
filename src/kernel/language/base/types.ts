import type { ts } from "./typescript";

/** An error as Jupyter's messages carry it. */
export interface ErrorReport {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** How a cell ended. */
export type Outcome = { status: "ok" } | ({ status: "error" } & ErrorReport);

export interface Completion {
  matches: string[];
  /** The span that a match replaces, in UTF-16 offsets like `cursor`. */
  start: number;
  end: number;
  types?: { text: string; type: string; signature?: string }[];
}

export type Completeness =
  | { status: "complete" }
  | { status: "incomplete"; indent: string }
  | { status: "invalid" };

/** One cell on its way through: what it is called, what it says, what it becomes. */
export interface CellSource {
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

/** JavaScript that is ready to run, and its source map. */
export interface Transpiled {
  code: string;
  map: string;
}

/** The cell, or a module that it imports, does not compile. */
export class CompileError extends Error {
  override readonly name = "TypeScriptError";
  readonly #isOurs = true;

  constructor(readonly diagnostics: readonly ts.Diagnostic[]) {
    const [first] = diagnostics;
    super(typeof first?.messageText === "string" ? first.messageText : first?.messageText.messageText);
  }

  /** Like instanceof, but runs no code of the object, which may be a proxy. */
  static is(error: unknown): error is CompileError {
    return typeof error === "object" && error !== null && #isOurs in error;
  }
}
