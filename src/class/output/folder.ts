import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeAtomically } from "../../system/atomic-write";
import { Locked, takeLock } from "../../system/lock.cjs";
import { byCodeUnit } from "../find/identify";

/** Errors of a disk in words, each with what to do. */
const troubles: Readonly<Record<string, readonly [what: string, toDo: string]>> = {
  ENOSPC: ["the disk is full", "free some space"],
  EDQUOT: ["your share of the disk is used up", "free some space"],
  EACCES: ["you have no permission to write there", "change the permissions"],
  EPERM: ["you have no permission to write there", "change the permissions"],
  EROFS: ["the disk is read-only", "make it writable"],
  EIO: ["the disk reports an error", "check it"],
};

/**
 * An error of the disk in words. Any other error is returned unchanged.
 *
 * @param folder the folder of the results
 */
export function diskTrouble(folder: string, error: unknown): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  const trouble = Object.hasOwn(troubles, code) ? troubles[code] : undefined;
  if (!trouble) return error;
  const [what, toDo] = trouble;
  return new Error(
    `${folder} cannot be written to, ${what} (${code}): ${toDo}, or choose another folder for --out. The next run into ${folder} resumes.`,
    { cause: error },
  );
}

/** Names that Windows reserves, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** A name that is safe on every system. */
const plain = /^[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?$/;

/** The end of a name with its digest. No plain name may look like one. */
const digested = /-[0-9a-f]{12}$/;

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
  if (plain.test(student) && !reserved.test(student) && !digested.test(student)) return student;
  const readable = student
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  const short = [...readable]
    .slice(0, 40)
    .join("")
    .replace(/^-+|-+$/g, "");
  const digits = createHash("sha256").update(student).digest("hex").slice(0, 12);
  return `${short || "student"}-${digits}`;
}

/** The list of written files, in the format of `sha256sum`. It also marks the folder as ours. */
const list = ".workbook-grade.sha256";

/** The file being written, until it is complete and gets its name. */
const unfinished = ".workbook-grade.new";

const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/**
 * A folder of results that overwrites only its own results.
 *
 * Each file is entered into a list before it appears. So a later run, also after this one was killed, can tell its own
 * files from others, and from its own files that were changed since.
 */
export class ResultsFolder {
  /** The digests of everything that was written under a name. */
  private readonly known = new Map<string, Set<string>>();
  private readonly written = new Map<string, string>();
  /** Our files that were changed since. They are kept. */
  readonly kept: string[] = [];
  private readonly unlock: () => void;

  /**
   * @param force whether other files may be replaced
   * @throws if the folder contains other files, and that was not allowed
   */
  constructor(
    readonly path: string,
    private readonly force: boolean,
  ) {
    const names = namesIn(path);
    if (names.length > 0 && !names.some((name) => name.startsWith(".workbook-grade.")) && !force)
      throw new Error(
        `${path} contains files that this command did not write: choose another folder for --out, or pass --force to write beside them.`,
      );
    this.unlock = lockOf(path);
    try {
      for (const [hash, name] of this.entries()) this.remember(name, hash);
      for (const name of this.known.keys()) if (!this.isChanged(name)) this.refuseForeign(name);
      appendFileSync(join(path, list), "");
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  /** The journal with the results so far. */
  get journal(): string {
    return join(this.path, ".workbook-grade.jsonl");
  }

  /** Writes a file, unless it already has this content. */
  write(name: string, content: string | Uint8Array): void {
    const hash = digest(content);
    this.written.set(name, hash);
    if (this.known.get(name)?.has(hash) && this.hashOf(name) === hash) return;
    if (!this.force && this.isChanged(name)) {
      this.kept.push(name);
      return;
    }
    this.refuseForeign(name);
    appendFileSync(join(this.path, list), `${hash}  ${name}\n`);
    this.remember(name, hash);
    makeFolder(join(this.path, dirname(name)));
    this.replace(name, content);
  }

  /** Removes files of earlier runs that this one did not write, and rewrites the list. */
  finish(): void {
    for (const name of this.known.keys())
      if (!this.written.has(name) && this.isOurs(name)) {
        rmSync(join(this.path, name));
        removeIfEmpty(this.path, dirname(name));
      }
    const lines = [...this.written].sort(([a], [b]) => byCodeUnit(a, b));
    this.replace(list, lines.map(([name, hash]) => `${hash}  ${name}\n`).join(""));
  }

  /** Releases the folder. */
  close(): void {
    rmSync(join(this.path, unfinished), { force: true });
    this.unlock();
  }

  private replace(name: string, content: string | Uint8Array): void {
    writeAtomically(join(this.path, name), content, join(this.path, unfinished));
  }

  /** The entries of the list. A last line without a line break was truncated by a kill. */
  private entries(): (readonly [hash: string, name: string])[] {
    const text = this.contentOf(list)?.toString("utf8") ?? "";
    // A line break turns a truncated entry into a line without meaning. Cutting it off could lose the rest.
    if (text !== "" && !text.endsWith("\n")) appendFileSync(join(this.path, list), "\n");
    return [...text.slice(0, text.lastIndexOf("\n") + 1).matchAll(/^([0-9a-f]{64}) {2}([^./][^\n]*)$/gm)]
      .map(([, hash = "", name = ""]) => [hash, name] as const)
      .filter(([, name]) => !name.split("/").includes(".."));
  }

  private remember(name: string, hash: string): void {
    this.known.set(name, (this.known.get(name) ?? new Set()).add(hash));
  }

  /** Whether a file contains what we wrote. */
  private isOurs(name: string): boolean {
    const hash = this.hashOf(name);
    return hash !== undefined && this.known.get(name)?.has(hash) === true;
  }

  /** Whether a file that we wrote has other contents now. */
  private isChanged(name: string): boolean {
    return this.known.has(name) && this.hashOf(name) !== undefined && !this.isOurs(name);
  }

  private refuseForeign(name: string): void {
    if (this.force || this.isOurs(name) || !lstatSync(join(this.path, name), { throwIfNoEntry: false }))
      return;
    throw new Error(
      `${join(this.path, name)} was not written by this command: move it away, or pass --force to replace it.`,
    );
  }

  private hashOf(name: string): string | undefined {
    const content = this.contentOf(name);
    return content && digest(content);
  }

  /** The contents of a regular file; undefined for links, folders and missing files. */
  private contentOf(name: string): Buffer | undefined {
    const place = join(this.path, name);
    return lstatSync(place, { throwIfNoEntry: false })?.isFile() ? readFileSync(place) : undefined;
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
