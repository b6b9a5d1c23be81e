/** Why a text is no formula of the exam's notation. */
export interface Problem {
  /** What kind of thing is wrong with it. */
  readonly kind: "empty" | "limit" | "character" | "bracket" | "syntax" | "name";
  /** The place in the text as it was typed, counted from 1; one past its end where something is missing. */
  readonly position: number;
  /** One sentence: the place, and what was expected there. */
  readonly message: string;
  /** The name that was probably meant, for an unknown one. */
  readonly suggestion?: string;
}

/** A text that is no formula, as an error. */
export class NotationError extends Error {
  override readonly name = "NotationError";

  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Stops reading: the text has this problem. */
export function refuse(kind: Problem["kind"], position: number, message: string, suggestion?: string): never {
  throw new NotationError({ kind, position, message, ...(suggestion === undefined ? {} : { suggestion }) });
}
