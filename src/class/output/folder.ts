import { createHash } from "node:crypto";
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { byCodeUnit } from "../find/order";
import { lock } from "./lock";

/** The list of what was written here, as `sha256sum` has it. It also says whose folder this is. */
const list = ".workbook-grade.sha256";

/** What is being written, until it is whole and takes its name. */
const unfinished = ".workbook-grade.new";

const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/**
 * A folder of results that overwrites nothing but its own results.
 *
 * What is written is entered into a list before it appears, so that a later run, also one after this one
 * was killed, knows its own files from those of others, and from its own that someone has changed since.
 */
export class ResultsFolder {
  /** The digests of whatever was written under a name. */
  private readonly known = new Map<string, Set<string>>();
  private readonly written = new Map<string, string>();
  /** Our files that someone has changed since: they stay as they are. */
  readonly kept: string[] = [];
  private readonly unlock: () => void;

  /**
   * @param force whether files of others may be replaced
   * @throws a sentence where the folder holds files of others, and that was not allowed
   */
  constructor(
    readonly path: string,
    private readonly force: boolean,
  ) {
    const names = namesIn(path);
    if (names.length > 0 && !names.some((name) => name.startsWith(".workbook-grade.")) && !force)
      throw new Error(
        `${path} holds files that this command did not write: choose another folder for --out, or pass --force to write beside them.`,
      );
    this.unlock = lock(join(path, ".workbook-grade.lock"));
    try {
      for (const [hash, name] of this.entries()) this.remember(name, hash);
      for (const name of this.known.keys()) if (!this.isChanged(name)) this.refuseForeign(name);
      appendFileSync(join(path, list), "");
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  /** Where the results so far are kept. */
  get journal(): string {
    return join(this.path, ".workbook-grade.jsonl");
  }

  /** Writes a file, unless it is there already with this content. */
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

  /** Takes away what earlier runs wrote and this one did not, and leaves the list as if it alone had run. */
  finish(): void {
    for (const name of this.known.keys())
      if (!this.written.has(name) && this.isOurs(name)) {
        rmSync(join(this.path, name));
        removeIfEmpty(this.path, dirname(name));
      }
    const lines = [...this.written].sort(([a], [b]) => byCodeUnit(a, b));
    this.replace(list, lines.map(([name, hash]) => `${hash}  ${name}\n`).join(""));
  }

  /** Lets others write here. */
  close(): void {
    rmSync(join(this.path, unfinished), { force: true });
    this.unlock();
  }

  private replace(name: string, content: string | Uint8Array): void {
    const fresh = join(this.path, unfinished);
    rmSync(fresh, { force: true });
    writeFileSync(fresh, content, { flag: "wx" });
    renameSync(fresh, join(this.path, name));
  }

  /** The list as it is. What stands behind its last line break was being written when someone was ended. */
  private entries(): (readonly [hash: string, name: string])[] {
    const text = this.contentOf(list)?.toString("utf8") ?? "";
    // A line break makes of what was torn a line that says nothing; cutting it off could lose the rest.
    if (text !== "" && !text.endsWith("\n")) appendFileSync(join(this.path, list), "\n");
    return [...text.slice(0, text.lastIndexOf("\n") + 1).matchAll(/^([0-9a-f]{64}) {2}([^./][^\n]*)$/gm)]
      .map(([, hash = "", name = ""]) => [hash, name] as const)
      .filter(([, name]) => !name.split("/").includes(".."));
  }

  private remember(name: string, hash: string): void {
    this.known.set(name, (this.known.get(name) ?? new Set()).add(hash));
  }

  /** Whether a name is free or holds what we wrote. */
  private isOurs(name: string): boolean {
    const hash = this.hashOf(name);
    return hash !== undefined && this.known.get(name)?.has(hash) === true;
  }

  /** Whether a plain file that we wrote holds something else now. */
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

  /** What a plain file holds; nothing for links, folders and where there is none. */
  private contentOf(name: string): Buffer | undefined {
    const place = join(this.path, name);
    return lstatSync(place, { throwIfNoEntry: false })?.isFile() ? readFileSync(place) : undefined;
  }
}

/** What lies in the folder of results, which is made if need be. */
function namesIn(path: string): readonly string[] {
  try {
    mkdirSync(path, { recursive: true });
    return readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EIO") throw error;
    throw new Error(`${path} cannot be made or read as a folder (${code}): choose another one for --out.`);
  }
}

/** Takes away a folder below another one, and those around it, as far as nothing is in them. */
function removeIfEmpty(path: string, folder: string): void {
  if (folder === "." || readdirSync(join(path, folder)).length > 0) return;
  rmdirSync(join(path, folder));
  removeIfEmpty(path, dirname(folder));
}

/** Makes a folder, and goes through no link that stands in its place. */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  if (!lstatSync(path).isDirectory())
    throw new Error(`${path} is a link: results are written into plain folders.`);
}
