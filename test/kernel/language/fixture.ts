import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createLanguage, type Language, type Outcome } from "../../../src/kernel/language/session";

/** What running a cell gave: its outcome and its last value. */
export type Ran = Outcome & { value?: unknown };

/** A session in a folder of its own, closed and removed at the end. */
export class Notebook {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "language ä-")));
  readonly language: Language;
  /** What the language has warned of. */
  readonly warnings: string[] = [];
  #edits = 0;
  #cells = 0;

  constructor(files: Record<string, string> = {}, { folder = ".", globals = "" } = {}) {
    mkdirSync(join(this.root, folder), { recursive: true });
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    const warn = (text: string) => this.warnings.push(plain([text]));
    this.language = createLanguage({ cwd: join(this.root, folder), globals, warn });
  }

  /** Writes a file, with a time of its own even where the clock is coarse. */
  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.#edits += 1;
    utimesSync(file, new Date(), new Date(Date.now() + this.#edits));
  }

  /** Runs a cell, whatever comes of it; cells that a test does not number count from 1000. */
  async run(code: string, count = 1000 + this.#cells++): Promise<Ran> {
    let result: { value: unknown } | undefined;
    const outcome = await this.language.execute(code, (value) => (result = { value }), count);
    return { ...outcome, ...result };
  }

  /** The last value of a cell that has to succeed. */
  async value(code: string): Promise<unknown> {
    const ran = await this.run(code);
    if (ran.status === "error") throw new Error(plain(ran.traceback));
    return ran.value;
  }

  /** The error of a cell that has to fail, its traceback as plain text. */
  async error(code: string, count?: number): Promise<{ ename: string; evalue: string; text: string }> {
    const ran = await this.run(code, count);
    if (ran.status === "ok") throw new Error(`no error from: ${code}`);
    return { ename: ran.ename, evalue: ran.evalue, text: plain(ran.traceback) };
  }

  close(): void {
    this.language.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Text without its colours. */
export function plain(lines: readonly string[]): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  return lines.join("\n").replace(/\u001b\[\d+m/g, "");
}
