import type { ts } from "./typescript";

/** An error in the format of Jupyter messages. */
export interface ErrorReport {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** How a cell ended. */
export type Outcome = { status: "ok" } | ({ status: "error" } & ErrorReport);

export interface Completion {
  matches: string[];
  /** The span that a match replaces, in UTF-16 units like `cursor`. */
  start: number;
  end: number;
  types?: { text: string; type: string; signature?: string }[];
}

export type Completeness =
  | { status: "complete" }
  | { status: "incomplete"; indent: string }
  | { status: "invalid" };

/** One cell and its intermediate results. */
export interface CellSource {
  /** The name of its script in V8. */
  readonly script: string;
  /** Its label for readers, "Cell [3]". */
  readonly label: string;
  readonly code: string;
  /** Text for the end of the line before it. */
  opening: string;
  /** The declarations of its top level. */
  locals?: ts.SymbolTable | undefined;
  /** The imported names that are types only. */
  types?: string[];
  /** Their declarations, as the text of a .d.ts. */
  declared: string;
  transpiled?: Transpiled;
}

/** Compiled JavaScript and its source map. */
export interface Transpiled {
  code: string;
  map: string;
}

/** The cell or an imported module does not compile. */
export class CompileError extends Error {
  override readonly name = "TypeScriptError";
  readonly #isOurs = true;

  constructor(readonly diagnostics: readonly ts.Diagnostic[]) {
    const [first] = diagnostics;
    super(typeof first?.messageText === "string" ? first.messageText : first?.messageText.messageText);
  }

  /** Like instanceof, but does not run code of the object, which may be a proxy. */
  static is(error: unknown): error is CompileError {
    return typeof error === "object" && error !== null && #isOurs in error;
  }
}
