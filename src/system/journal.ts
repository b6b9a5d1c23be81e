import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";

/** The position of a line in the file. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** What a journal belongs to: the first line of its file. */
export interface JournalOwner {
  /** Identifies the work. A journal of other work is not touched. */
  readonly of: unknown;
  /** The fingerprint of the build. Results of another build are discarded. */
  readonly build: string;
}

/** The longest time in ms that a written line may wait before it is synced to the disk. */
const syncAfterMs = 250;

/**
 * Results of unfinished work in a file: a line of JSON for each, under a key, after a line that names the owner. A
 * process may be killed at any moment. A line counts once it ends with a line break, and a truncated one is cut off
 * when the file is opened again. Only the positions of the lines are kept in memory.
 */
export class Journal<T> {
  private readonly spans = new Map<string, Span>();
  private readonly file: number;
  private end = 0;
  private isOpen = true;
  private syncedAt = Date.now();
  /** Whether results of another build were discarded. */
  readonly discarded: boolean = false;

  /** @throws if the file belongs to other work, or is not a journal */
  constructor(
    private readonly path: string,
    owner: JournalOwner,
  ) {
    const isNew = !existsSync(path);
    this.file = openSync(path, isNew ? "w+" : "r+");
    try {
      const [head, ...spans] = this.lines();
      if (head) {
        const { of, build } = Object(parsed(this.textAt(head))) as Partial<JournalOwner>;
        if (typeof build !== "string" || JSON.stringify(of) !== JSON.stringify(owner.of))
          throw new Error(foreign(path));
        this.discarded = build !== owner.build;
        if (!this.discarded) this.end = head.length;
        for (const span of this.discarded ? [] : spans) this.addLine(span);
      } else if (!JSON.stringify(owner).startsWith(this.textAt({ start: 0, length: 4096 })))
        // A killed run may leave the beginning of a first line.
        throw new Error(foreign(path));
      ftruncateSync(this.file, this.end);
      if (this.end === 0) this.append(owner);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  has(key: string): boolean {
    return this.spans.has(key);
  }

  keys(): readonly string[] {
    return [...this.spans.keys()];
  }

  get(key: string): T {
    const span = this.spans.get(key);
    if (!span) throw new Error(`There is no result ${key} in ${this.path}.`);
    return (JSON.parse(this.textAt(span)) as [string, T])[1];
  }

  add(key: string, result: T): void {
    this.spans.set(key, this.append([key, result]));
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    fdatasyncSync(this.file);
    closeSync(this.file);
  }

  remove(): void {
    this.close();
    rmSync(this.path);
  }

  private append(value: unknown): Span {
    if (!this.isOpen) throw new Error(`${this.path} is closed.`);
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    // A disk that is nearly full takes a part and only refuses the rest.
    for (let at = 0; at < line.length; )
      at += writeSync(this.file, line, at, line.length - at, this.end + at);
    const span = { start: this.end, length: line.length };
    this.end += line.length;
    if (Date.now() - this.syncedAt > syncAfterMs) {
      fdatasyncSync(this.file);
      this.syncedAt = Date.now();
    }
    return span;
  }

  /** Adds a line of the file to the results. */
  private addLine(span: Span): void {
    const line = parsed(this.textAt(span));
    if (!Array.isArray(line) || typeof line[0] !== "string" || line[1] === undefined)
      throw new Error(foreign(this.path));
    this.spans.set(line[0], span);
    this.end = span.start + span.length;
  }

  /** The text of a span, or as much of it as there is. */
  private textAt({ start, length }: Span): string {
    const bytes = Buffer.alloc(length);
    return bytes.toString("utf8", 0, readSync(this.file, bytes, 0, length, start));
  }

  /** The lines that end with a line break. */
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const foreign = (path: string): string =>
  `${path} does not belong to this run: it was written with other settings, or is some other file. Delete it, or choose another place with --out.`;
