import jsTokens, { type Token } from "js-tokens";
import type { AnswerInput } from "../../grading/verdict/verdict";
import { meant } from "./literal";

/** One `check("c", "…")` as it stands in a cell. */
export interface Call {
  /** The first argument, as it is written. */
  readonly part: string;
  /** The second one; null where it is no text that can be read without running the cell. */
  readonly answer: AnswerInput | null;
}

const quiet = new Set<Token["type"]>([
  "WhiteSpace",
  "LineTerminatorSequence",
  "SingleLineComment",
  "MultiLineComment",
]);

const spokenTokens = (source: string): readonly Token[] =>
  [...jsTokens(source)].filter(({ type }) => !quiet.has(type));

/** Whether the source of a cell holds nothing but comments. */
export const isSilent = (source: string): boolean => spokenTokens(source).length === 0;

/**
 * The answers that are handed to `check` in the source of a cell. The source is split into tokens and never
 * run: an argument is a string, a template without `${}`, the same after `String.raw`, several of these
 * joined by `+`, or an object with such texts. Whatever else it is, it is computed, and its answer is null.
 */
export function callsIn(source: string): readonly Call[] {
  if (!source.includes("check")) return [];
  const tokens = spokenTokens(source);
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1]?.value;
    if (token.type !== "IdentifierName" || token.value !== "check" || before === "." || before === "?.")
      return [];
    const reader = new Reader(tokens, at + 1);
    if (!reader.takes("(")) return [];
    const part = reader.text();
    if (part === undefined) return [];
    if (reader.takes(")")) return [{ part, answer: "" }];
    const answer = reader.takes(",") ? reader.answer() : undefined;
    const whole = reader.takes(")") || (reader.takes(",") && reader.takes(")"));
    return [{ part, answer: whole ? (answer ?? null) : null }];
  });
}

/** Reads on from a token, as far as it understands. */
class Reader {
  constructor(
    private readonly tokens: readonly Token[],
    private at: number,
  ) {}

  /** Goes past a sign, if it is there. */
  takes(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.type !== "Punctuator" || token.value !== sign) return false;
    this.at += 1;
    return true;
  }

  /** A second argument; an empty one for the trailing comma of `check("c", )`. */
  answer(): AnswerInput | undefined {
    if (this.tokens[this.at]?.value === ")") return "";
    return this.takes("{") ? this.fields() : this.text();
  }

  /** Texts joined by `+`. */
  text(): string | undefined {
    let text = this.literal();
    while (text !== undefined && this.takes("+")) {
      const next = this.literal();
      text = next === undefined ? undefined : text + next;
    }
    return text;
  }

  private literal(): string | undefined {
    const token = this.tokens[this.at];
    if (token?.type === "IdentifierName" && token.value === "String") {
      const [dot, raw, template] = this.tokens.slice(this.at + 1, this.at + 4);
      if (dot?.value !== "." || raw?.value !== "raw" || template?.type !== "NoSubstitutionTemplate") return;
      this.at += 4;
      return template.closed ? template.value.slice(1, -1) : undefined;
    }
    if (token?.type !== "StringLiteral" && token?.type !== "NoSubstitutionTemplate") return undefined;
    this.at += 1;
    return token.closed ? meant(token.value.slice(1, -1)) : undefined;
  }

  /** The rest of an object whose values are texts. */
  private fields(): Record<string, string> | undefined {
    const fields = new Map<string, string>();
    while (!this.takes("}")) {
      const token = this.tokens[this.at];
      const name = token?.type === "IdentifierName" ? token.value : this.literal();
      if (token?.type === "IdentifierName") this.at += 1;
      const value = name !== undefined && this.takes(":") ? this.text() : undefined;
      if (name === undefined || value === undefined) return undefined;
      fields.set(name, value);
      if (!this.takes(",") && this.tokens[this.at]?.value !== "}") return undefined;
    }
    return Object.fromEntries(fields);
  }
}
