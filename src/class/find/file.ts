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

/** Does not follow symbolic links, and does not wait for a pipe. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The reason to refuse a file or an entry that is too large. */
const tooLarge = (bytes: number): string =>
  `It has ${bytesText(bytes)}; a submission may have ${bytesText(limits.fileBytes)}.`;

/**
 * The bytes of a regular file.
 *
 * @throws Refusal if it is not one, is too large or cannot be read
 */
export async function bytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      error.code === "ELOOP"
        ? "It is a symbolic link; links are not followed."
        : `It cannot be read (${error.code}).`,
    );
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Refusal("It is not a regular file.");
    if (stat.size > limits.fileBytes) throw new Refusal(tooLarge(stat.size));
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`It cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  } finally {
    await file.close();
  }
}

/** A file in a zip archive. */
export interface ZippedFile {
  /** Its folders, from the outside in, and its name, without `..`. */
  readonly names: readonly string[];
  /** @throws Refusal if it is too large, damaged, locked or a link, or if its path leads out of the archive */
  bytes(): Promise<Uint8Array>;
}

const options = { autoClose: false, decodeStrings: false, lazyEntries: true };

/** An open archive. */
export interface Zip {
  /** Its files, sorted by path. */
  readonly files: readonly ZippedFile[];
  close(): void;
}

/**
 * Opens a zip archive. Nothing is unpacked to the disk. A file is unpacked into memory when its bytes are requested.
 *
 * @param from the archive's path, or its bytes if it is inside another archive
 * @throws Refusal if it is not an archive, is damaged or is a zip bomb
 */
export async function openZip(from: string | Uint8Array): Promise<Zip> {
  const zip = await opened(from);
  try {
    const files = (await entriesOf(zip)).map((entry) => zippedFile(zip, entry));
    return {
      files: files.filter((file) => file !== undefined).sort((a, b) => byCodeUnit(a.path, b.path)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const damaged = "It is not a zip file, or it is damaged.";

async function opened(from: string | Uint8Array): Promise<ZipFile> {
  try {
    if (typeof from === "string") return await openPromise(from, options);
    return await fromBufferPromise(Buffer.from(from.buffer, from.byteOffset, from.length), options);
  } catch {
    throw new Refusal(damaged);
  }
}

/** The archive's table of contents. Its sizes are checked before anything is unpacked. */
async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > limits.zipEntries)
    throw new Refusal(`It has ${zip.entryCount} files; an archive may have ${limits.zipEntries}.`);
  const entries: Entry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      total += entry.uncompressedSize;
    }
  } catch {
    throw new Refusal(damaged);
  }
  if (total > limits.zipBytes || total > Math.max(limits.fileBytes, limits.zipRatio * zip.fileSize))
    throw new Refusal(
      `It is a zip bomb: ${bytesText(zip.fileSize)} that would unpack to ${bytesText(total)}.`,
    );
  return entries;
}

const isLink = ({ versionMadeBy, externalFileAttributes }: Entry): boolean =>
  versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;

function zippedFile(zip: ZipFile, entry: Entry): (ZippedFile & { readonly path: string }) | undefined {
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  if (path.endsWith("/")) return undefined;
  const leadsOut = validateFileName(path) !== null;
  const names = path.split("/").filter((name) => name !== "" && name !== "." && name !== "..");
  const bytes = async () => {
    if (leadsOut) throw new Refusal("Its path leads out of the archive.");
    if (isLink(entry)) throw new Refusal("It is a symbolic link; links are not followed.");
    if (entry.isEncrypted()) throw new Refusal("It is locked with a password.");
    if (entry.uncompressedSize > limits.fileBytes) throw new Refusal(tooLarge(entry.uncompressedSize));
    try {
      return await buffer(await zip.openReadStreamPromise(entry));
    } catch {
      throw new Refusal("It is damaged in the archive.");
    }
  };
  return { path, names, bytes };
}
