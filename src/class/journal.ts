import { closeSync, existsSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import type { Graded } from "./grade";

/** Where a line lies in the file. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/**
 * Results on the disk, one line of JSON each, under a key that says what they are the result of. A line is
 * written whole or, by whoever is ended meanwhile, torn; a torn one at the end is cut off when the journal is
 * opened again, and the results before it need not be worked out once more. In memory is only where they lie.
 */
export class Journal {
  private readonly spans = new Map<string, Span>();
  private readonly file: number;
  private end = 0;
  private isOpen = true;

  constructor(private readonly path: string) {
    this.file = openSync(path, existsSync(path) ? "r+" : "w+");
    for (const span of this.lines()) {
      const key = this.keyAt(span);
      if (key === undefined) break;
      this.spans.set(key, span);
      this.end = span.start + span.length;
    }
    ftruncateSync(this.file, this.end);
  }

  has(key: string): boolean {
    return this.spans.has(key);
  }

  get(key: string): Graded {
    const span = this.spans.get(key);
    if (!span) throw new Error(`There is no result ${key} in ${this.path}.`);
    return (JSON.parse(this.textAt(span)) as [string, Graded])[1];
  }

  add(key: string, result: Graded): void {
    const line = Buffer.from(`${JSON.stringify([key, result])}\n`);
    if (!this.isOpen) throw new Error(`${this.path} is closed.`);
    // A disk that is nearly full takes a piece and says so only when it is asked to take the rest.
    for (let at = 0; at < line.length; )
      at += writeSync(this.file, line, at, line.length - at, this.end + at);
    this.spans.set(key, { start: this.end, length: line.length });
    this.end += line.length;
  }

  close(): void {
    if (this.isOpen) closeSync(this.file);
    this.isOpen = false;
  }

  remove(): void {
    this.close();
    rmSync(this.path);
  }

  private textAt({ start, length }: Span): string {
    const bytes = Buffer.alloc(length);
    readSync(this.file, bytes, 0, length, start);
    return bytes.toString("utf8");
  }

  private keyAt(span: Span): string | undefined {
    try {
      const line = JSON.parse(this.textAt(span)) as unknown;
      return Array.isArray(line) && typeof line[0] === "string" ? line[0] : undefined;
    } catch {
      return undefined;
    }
  }

  /** Where the lines that end with a line break lie. */
  private *lines(): Generator<Span> {
    const block = Buffer.alloc(1 << 16);
    let start = 0;
    for (let at = 0; ; ) {
      const length = readSync(this.file, block, 0, block.length, at);
      if (length === 0) return;
      for (let i = block.indexOf(10); i >= 0 && i < length; i = block.indexOf(10, i + 1)) {
        yield { start, length: at + i + 1 - start };
        start = at + i + 1;
      }
      at += length;
    }
  }
}
