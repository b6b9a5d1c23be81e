import jsTokens, { type Token } from "js-tokens";
import type { AnswerInput } from "../../grading/verdict/verdict";
import { commands } from "../../notation/normalise";

/** The characters that a backslash and a letter mean. */
const escapes = new Map([..."nrtbfv0"].map((letter, i) => [letter, "\n\r\t\b\f\v\0"[i]]));

const escapeSequence = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;

const command = /(?<!\\)(?:\\\\)*\\([A-Za-z]+)/g;

/** Whether a string contains LaTeX whose backslashes were not escaped. */
function isLatex(inside: string): boolean {
  return [...inside.matchAll(command)].some(([, name = ""]) => commands.has(name) || name === "times");
}

/** The value of a string literal, computed without running anything. */
function unescaped(inside: string): string {
  return inside.replace(escapeSequence, (_, braced, four, two, character = "") => {
    const code = Number.parseInt(braced ?? four ?? two, 16);
    if (Number.isNaN(code))
      return /[\n\r\u2028\u2029]/.test(character) ? "" : (escapes.get(character) ?? character);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

/** What a student means by a string: TypeScript reads `"\frac{…}"` as a form feed and `rac{…}`, but it is LaTeX. */
function intended(inside: string): string {
  return isLatex(inside) ? inside.replace(/\\\\/g, "\\") : unescaped(inside);
}

/** One call `check("c", "…")` in a cell. */
export interface Call {
  /** The first argument as written. */
  readonly part: string;
  /** The second argument; null if it cannot be read without running the cell. */
  readonly answer: AnswerInput | null;
}

const notCode = new Set<Token["type"]>([
  "WhiteSpace",
  "LineTerminatorSequence",
  "SingleLineComment",
  "MultiLineComment",
]);

const codeTokens = (source: string): readonly Token[] =>
  [...jsTokens(source)].filter(({ type }) => !notCode.has(type));

/** Whether a cell contains only comments. */
export const hasOnlyComments = (source: string): boolean => codeTokens(source).length === 0;

/**
 * The calls of `check` in a cell, found in its tokens without running it. An argument may be a string, a template
 * without `${}`, also after `String.raw`, several of these joined by `+`, or an object with such texts. For any other
 * argument the answer is null.
 */
export function callsIn(source: string): readonly Call[] {
  if (!source.includes("check")) return [];
  const tokens = codeTokens(source);
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

/** Reads literals from a position in the tokens. */
class Reader {
  constructor(
    private readonly tokens: readonly Token[],
    private at: number,
  ) {}

  /** Skips a sign and returns whether it was there. */
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
    return token.closed ? intended(token.value.slice(1, -1)) : undefined;
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
