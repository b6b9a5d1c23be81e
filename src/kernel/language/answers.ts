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
