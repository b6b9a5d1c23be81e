import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import {
  type Entry,
  fromBufferPromise,
  getFileNameLowLevel,
  openPromise,
  validateFileName,
  type ZipFile,
} from "yauzl";
import { bytesText, limits } from "../limits";
import { Refusal } from "../read/sheet";
import { byCodeUnit } from "./identify";

/** Opens without following symbolic links or waiting for a pipe. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The reason to refuse a file or an entry that is too large. */
const tooLarge = (bytes: number): string =>
  `It has ${bytesText(bytes)}; a file may have at most ${bytesText(limits.fileBytes)}.`;

/** The bytes of a regular file. Any other file, one that is too large and one that cannot be read are refused. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, flags);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw new Refusal("It is not a regular file.");
      if (stat.size > limits.fileBytes) throw new Refusal(tooLarge(stat.size));
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      code === "ELOOP" ? "It is a symbolic link; links are not followed." : `It cannot be read (${code}).`,
    );
  }
}

const options = { autoClose: false, decodeStrings: false, lazyEntries: true };

/**
 * A file in a zip archive. Reading is refused if it is too large, damaged, encrypted, a link, or points
 * outside the archive.
 */
export interface ZippedFile {
  /** Its path in the archive. */
  readonly path: string;
  /** Its folders, from the outside in, and its name, without `..`. */
  readonly names: readonly string[];
  bytes(): Promise<Uint8Array>;
}

/** Lists the files of a zip archive, sorted by path. Nothing is unpacked to the disk. Zip bombs are refused. */
export async function openZip(from: string | Uint8Array) {
  const opened =
    typeof from === "string"
      ? openPromise(from, options)
      : fromBufferPromise(Buffer.from(from.buffer, from.byteOffset, from.length), options);
  const zip = await opened.catch(() => undefined);
  if (!zip) throw new Refusal(damaged);
  try {
    const files = (await entriesOf(zip)).flatMap((entry) => zippedFile(zip, entry));
    return { files: files.sort((a, b) => byCodeUnit(a.path, b.path)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const damaged = "It is not a zip file, or it is damaged.";

/** The archive's table of contents. Its sizes are checked before anything is unpacked. */
async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > limits.zipEntries)
    throw new Refusal(`It has ${zip.entryCount} files; an archive may have at most ${limits.zipEntries}.`);
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch {
    throw new Refusal(damaged);
  }
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > limits.zipBytes || total > Math.max(limits.fileBytes, limits.zipRatio * zip.fileSize))
    throw new Refusal(
      `It looks like a zip bomb: ${bytesText(zip.fileSize)} would unpack to ${bytesText(total)}.`,
    );
  return entries;
}

const isLink = ({ versionMadeBy, externalFileAttributes }: Entry): boolean =>
  versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;

function zippedFile(zip: ZipFile, entry: Entry): ZippedFile | readonly [] {
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  if (path.endsWith("/")) return [];
  const leadsOut = validateFileName(path) !== null;
  const names = path.split("/").filter((name) => name !== "" && name !== "." && name !== "..");
  const bytes = async () => {
    if (leadsOut) throw new Refusal("Its path points outside the archive.");
    if (isLink(entry)) throw new Refusal("It is a symbolic link; links are not followed.");
    if (entry.isEncrypted()) throw new Refusal("It is locked with a password.");
    if (entry.uncompressedSize > limits.fileBytes) throw new Refusal(tooLarge(entry.uncompressedSize));
    try {
      return await buffer(await zip.openReadStreamPromise(entry));
    } catch {
      throw new Refusal("Its data in the archive is damaged.");
    }
  };
  return { path, names, bytes };
}
