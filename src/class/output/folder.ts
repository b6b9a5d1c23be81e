import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeAtomically } from "../../system/atomic-write";
import { Locked, takeLock } from "../../system/lock.cjs";
import { byCodeUnit } from "../find/identify";

const full = "Free some space";
const locked = "you have no permission to write there";

/** Errors of a disk in words, and what to do. */
const troubles = new Map([
  ["ENOSPC", ["the disk is full", full]],
  ["EDQUOT", ["your share of the disk is used up", full]],
  ["EACCES", [locked, "Change the permissions"]],
  ["EPERM", [locked, "Change the permissions"]],
  ["EROFS", ["the disk is read-only", "Make it writable"]],
  ["EIO", ["the disk reports an error", "Check it"]],
]);

/** An error of the disk in words, for the folder of the results. Any other error is returned unchanged. */
export function diskTrouble(folder: string, error: unknown): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  const [what, toDo] = troubles.get(code) ?? [];
  if (!what) return error;
  return new Error(
    `Cannot write to ${folder}: ${what} (${code}). ${toDo}, or choose another folder for --out. The next run into ${folder} resumes.`,
    { cause: error },
  );
}

const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Names that Windows reserves, with any extension, and names that end like those with a digest. */
const taken = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|-[0-9a-f]{12}$/;

/** A name that is safe on every system. */
const plain = /^[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?$/;

/**
 * The file name of a student's page, without extension: readable, valid on every system, and unique. A name that is not
 * valid gets a few digits of its digest at the end.
 *
 * @example
 * import { pageName } from "../src/class/output/folder";
 * pageName("ada") // → "ada"
 * pageName("Ada Lovelace") // → "ada-lovelace-767402161715"
 */
export function pageName(student: string): string {
  if (plain.test(student) && !taken.test(student)) return student;
  const readable = student.normalize("NFKC").toLowerCase();
  const words = [...readable.replace(/[^\p{L}\p{N}]+/gu, "-")].slice(0, 40).join("");
  return `${words.replace(/^-+|-+$/g, "") || "student"}-${digest(student).slice(0, 12)}`;
}

/** The list of written files, in the format of `sha256sum`. It also marks the folder as ours. */
const list = ".workbook-grade.sha256";

/** The file that is being written, until it is complete and gets its name. */
const unfinished = ".workbook-grade.new";

/**
 * A folder of results that overwrites only its own results.
 *
 * Each file is entered into a list before it appears. So a later run, also after this one was killed, can tell its own
 * files from others, and from its own files that were edited since.
 */
export class ResultsFolder {
  /** The digests of everything that was written under a name. */
  private readonly known = new Map<string, Set<string>>();
  private readonly written = new Map<string, string>();
  /** Our files that were edited since, and so were not replaced. */
  readonly edited: string[] = [];
  private readonly unlock: () => void;

  /** @param force whether other files may be replaced; if not, they are an error */
  constructor(
    private readonly path: string,
    private readonly force: boolean,
  ) {
    const names = namesIn(path);
    if (names.length > 0 && !names.some((name) => name.startsWith(".workbook-grade.")) && !force)
      throw new Error(
        `${path} contains files that this command did not write: choose another folder for --out, or pass --force to write beside them.`,
      );
    this.unlock = lockOf(path);
    try {
      this.readList();
      for (const name of this.known.keys()) if (!this.isEdited(name)) this.refuseForeign(name);
      appendFileSync(this.at(list), "");
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  /** The journal with the results so far. */
  get journal(): string {
    return this.at(".workbook-grade.jsonl");
  }

  /** Writes a file, if it does not have this content yet. */
  write(name: string, content: string): void {
    const hash = digest(content);
    this.written.set(name, hash);
    if (this.known.get(name)?.has(hash) && this.hashOf(name) === hash) return;
    if (!this.force && this.isEdited(name)) {
      this.edited.push(name);
      return;
    }
    this.refuseForeign(name);
    appendFileSync(this.at(list), `${hash}  ${name}\n`);
    this.remember(name, hash);
    makeFolder(this.at(dirname(name)));
    writeAtomically(this.at(name), content, this.at(unfinished));
  }

  /** Removes files of earlier runs that this one did not write, and rewrites the list. */
  finish(): void {
    for (const name of this.known.keys())
      if (!this.written.has(name) && this.isOurs(name)) {
        rmSync(this.at(name));
        removeIfEmpty(this.path, dirname(name));
      }
    const entries = [...this.written].sort(([a], [b]) => byCodeUnit(a, b));
    const lines = entries.map(([name, hash]) => `${hash}  ${name}\n`);
    writeAtomically(this.at(list), lines.join(""), this.at(unfinished));
  }

  /** Releases the folder. */
  close(): void {
    rmSync(this.at(unfinished), { force: true });
    this.unlock();
  }

  private at(name: string): string {
    return join(this.path, name);
  }

  /** Reads the list. A kill may have truncated its last line. */
  private readList(): void {
    const text = this.contentOf(list)?.toString("utf8") ?? "";
    // A line break turns a truncated entry into a line without meaning. Cutting it off could lose the rest.
    if (text !== "" && !text.endsWith("\n")) appendFileSync(this.at(list), "\n");
    const complete = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const [, hash = "", name = ""] of complete.matchAll(/^([0-9a-f]{64}) {2}([^./][^\n]*)$/gm))
      if (!name.split("/").includes("..")) this.remember(name, hash);
  }

  private remember(name: string, hash: string): void {
    this.known.set(name, (this.known.get(name) ?? new Set()).add(hash));
  }

  /** Whether a file contains what we wrote. */
  private isOurs(name: string): boolean {
    return this.known.get(name)?.has(this.hashOf(name) ?? "") === true;
  }

  /** Whether a file that we wrote has other contents now. */
  private isEdited(name: string): boolean {
    return this.known.has(name) && this.hashOf(name) !== undefined && !this.isOurs(name);
  }

  private refuseForeign(name: string): void {
    if (this.force || this.isOurs(name) || !lstatSync(this.at(name), { throwIfNoEntry: false })) return;
    throw new Error(
      `${this.at(name)} was not written by this command: move it away, or pass --force to replace it.`,
    );
  }

  private hashOf(name: string): string | undefined {
    const content = this.contentOf(name);
    return content && digest(content);
  }

  /** The contents of a regular file; undefined for links, folders and missing files. */
  private contentOf(name: string): Buffer | undefined {
    const isFile = lstatSync(this.at(name), { throwIfNoEntry: false })?.isFile();
    return isFile ? readFileSync(this.at(name)) : undefined;
  }
}

function lockOf(path: string): () => void {
  try {
    return takeLock(join(path, ".workbook-grade.lock"));
  } catch (error) {
    if (error instanceof Locked) throw new Error(`${path} is in use. ${error.message}`);
    throw error;
  }
}

/** The names in the folder of results, which is created if needed. */
function namesIn(path: string): readonly string[] {
  try {
    mkdirSync(path, { recursive: true });
    return readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EIO") throw error;
    throw new Error(`${path} cannot be created or read as a folder (${code}): choose another one for --out.`);
  }
}

/** Removes an empty folder below another one, and the empty folders around it. */
function removeIfEmpty(path: string, folder: string): void {
  if (folder === "." || readdirSync(join(path, folder)).length > 0) return;
  rmdirSync(join(path, folder));
  removeIfEmpty(path, dirname(folder));
}

/** Creates a folder. A link in its place is refused. */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  if (!lstatSync(path).isDirectory())
    throw new Error(`${path} is a link. Results are only written into real folders.`);
}
