import type { Json } from "./wire";

interface Entry {
  readonly line: number;
  readonly input: string;
  output: string | null;
}

/** The history covers the current run of the kernel only, which is session 1. */
const session = 1;

/** Limits, because a kernel may run for weeks. */
const kept = { entries: 10_000, output: 10_000 };

/** The cells that have run, with their values as plain text. */
export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null });
    if (this.#entries.length > kept.entries) this.#entries.shift();
  }

  /** Sets the value of the last execution, if it has this number. */
  setOutput(line: number, output: string): void {
    const entry = this.#entries.at(-1);
    if (entry?.line === line) entry.output = output.slice(0, kept.output);
  }

  /** The answer to a `history_request`: [session, line, input], or [session, line, [input, output]]. */
  answer(request: Json): [number, number, string | [string, string | null]][] {
    return this.#select(request).map(({ line, input, output }) => [
      session,
      line,
      request.output === true ? [input, output] : input,
    ]);
  }

  #select(request: Json): readonly Entry[] {
    const { hist_access_type: how, n, start, stop, pattern, unique } = request;
    const last = (entries: readonly Entry[]) =>
      typeof n === "number" ? entries.slice(n > 0 ? -n : entries.length) : entries;
    if (how === "range") {
      if (request.session !== 0 && request.session !== session) return [];
      const from = typeof start === "number" ? start : 1;
      const to = typeof stop === "number" ? stop : Number.POSITIVE_INFINITY;
      return this.#entries.filter(({ line }) => from <= line && line < to);
    }
    if (how === "search") {
      const matches = glob(typeof pattern === "string" ? pattern : "*");
      const found = this.#entries.filter(({ input }) => matches.test(input));
      return last(unique === true ? latest(found) : found);
    }
    return last(this.#entries);
  }
}

/** Converts a pattern with `*` for any text and `?` for one character to a regular expression. */
function glob(pattern: string): RegExp {
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const wild = pattern.replace(/\*|\?|[^*?]+/g, (part) => ({ "*": ".*", "?": "." })[part] ?? literal(part));
  return new RegExp(`^${wild}$`, "s");
}

/** Keeps the last entry of each input. */
function latest(entries: readonly Entry[]): Entry[] {
  const byInput = new Map<string, Entry>();
  for (const entry of entries) {
    byInput.delete(entry.input);
    byInput.set(entry.input, entry);
  }
  return [...byInput.values()];
}
