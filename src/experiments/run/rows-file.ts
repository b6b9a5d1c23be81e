import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  truncateSync,
} from "node:fs";

/**
 * Rows of an unfinished run, a line of JSON each behind a line that says whose they are. A process may
 * be killed at any moment: a row is in the file once its line ends with a line break; what follows the
 * last one is the beginning of a row that was never finished, and is cut off when the file is next opened.
 */
export class RowsFile {
  private constructor(
    private readonly descriptor: number,
    /** The rows that earlier runs have left, by the number of their cell. */
    readonly rows: ReadonlyMap<number, unknown>,
  ) {}

  /**
   * Opens the file of a run, or begins it.
   *
   * @param owner what identifies the run: rows of another one are not mixed in
   * @throws where the file belongs to another run, or is none of ours
   */
  static open(file: string, owner: unknown): RowsFile {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    const [head, ...lines] = whole.split("\n").slice(0, -1);
    const isTorn = head === undefined && JSON.stringify(owner).startsWith(text);
    if (!isTorn && head !== JSON.stringify(owner)) throw new Error(foreign(file));
    const rows = new Map(lines.map((line) => parsed(file, line)));
    if (text !== whole) truncateSync(file, Buffer.byteLength(whole));
    const opened = new RowsFile(openSync(file, "a"), rows);
    if (head === undefined) opened.append(owner);
    return opened;
  }

  /** Adds a row; when this returns, it is on the disk. */
  add(cell: number, row: unknown): void {
    this.append([cell, row]);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private append(line: unknown): void {
    appendFileSync(this.descriptor, `${JSON.stringify(line)}\n`);
    fdatasyncSync(this.descriptor);
  }
}

function parsed(file: string, line: string): [number, unknown] {
  try {
    const [cell, row] = JSON.parse(line) as [number, unknown];
    if (Number.isInteger(cell) && row !== undefined) return [cell, row];
  } catch {
    // no JSON: as bad as other JSON
  }
  throw new Error(foreign(file));
}

const foreign = (file: string): string =>
  `${file} holds other rows than this run's (other settings, another version, or something else altogether): delete it, or choose another place with --out.`;
