import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { PartId } from "../../autoencoder/parts";
import { limits } from "../limits";
import { readable } from "../read/read";
import { Refusal } from "../read/sheet";
import { bytesOf } from "./file";
import { byCodeUnit } from "./order";
import { partOfFile } from "./part";
import { studentOf } from "./student";
import { openZip, type ZippedFile } from "./zip";

/** A file that was handed in, or why it could not be taken. */
export interface Found {
  /** Its place, from the argument's name on, with slashes: `submissions/ada.zip/part-c.ipynb`. */
  readonly path: string;
  /** Whose it is, by its place. */
  readonly student: string;
  /** The part that it is for, by its name; null where that is not known. */
  readonly part: PartId | null;
  /** How its name ends, in small letters. */
  readonly ending: string;
  readonly content: Uint8Array | Refusal;
  /** Whether it is of a kind that holds no answers: a picture, a letter. */
  readonly foreign: boolean;
}

/** Where the walk is: the argument, what lies between, and how deep in archives. */
interface Place {
  readonly argument: string;
  readonly parent: string;
  readonly below: readonly string[];
  readonly zips: number;
}

/** What programs leave behind, and nobody hands in. */
const isLitter = (name: string): boolean =>
  name.startsWith(".") || /^(?:__MACOSX|__pycache__|node_modules|Thumbs\.db|desktop\.ini)$/i.test(name);

/**
 * Every file in what was handed in, one after the other in a fixed order: folders and zip files are gone
 * through, links are not followed. Each is read when it is asked for.
 *
 * @param paths files and folders
 * @param skip a folder that is left out: the one that the results go to
 */
export async function* findFiles(paths: readonly string[], skip: string): AsyncGenerator<Found> {
  const left = await realpath(skip).catch(() => resolve(skip));
  for (const path of new Set(paths.map((one) => resolve(one)))) {
    const place = { argument: basename(path), parent: basename(dirname(path)), below: [], zips: 0 };
    // What is named on the command line may be a link: whoever wrote it there meant it.
    yield* at(await realpath(path), place, left);
  }
}

async function* at(path: string, place: Place, skip: string): AsyncGenerator<Found> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isDirectory()) {
    if (path === skip) return;
    if (place.below.length > limits.folderDepth) yield found(place, tooDeep);
    else yield* inFolder(path, place, skip);
  } else if (extname(path).toLowerCase() === ".zip" && stat?.isFile()) yield* inZip(path, place);
  else if (!isReadable(path) && stat?.isFile()) yield found(place, notAnswers, true);
  else yield found(place, await bytesOf(path).catch(refusal));
}

const tooDeep = new Refusal(`It lies more than ${limits.folderDepth} folders deep.`);
const notAnswers = new Refusal(`It is no file that holds answers: ${readable.join(", ")} or .zip.`);
const tooManyZips = new Refusal("It lies too deep, archives inside archives.");

const isReadable = (name: string): boolean => readable.includes(extname(name).toLowerCase());

function refusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

async function* inFolder(folder: string, place: Place, skip: string): AsyncGenerator<Found> {
  const names = await readdir(folder).catch(() => undefined);
  if (!names) yield found(place, new Refusal("This folder cannot be read."));
  for (const name of (names ?? []).filter((one) => !isLitter(one)).sort(byCodeUnit))
    yield* at(join(folder, name), { ...place, below: [...place.below, name] }, skip);
}

async function* inZip(from: string | Uint8Array, place: Place): AsyncGenerator<Found> {
  if (place.zips >= limits.zipDepth) {
    yield found(place, tooManyZips);
    return;
  }
  const zip = await openZip(from).catch(refusal);
  if (zip instanceof Refusal) {
    yield found(place, zip);
    return;
  }
  try {
    const files = zip.files.filter(({ names }) => !names.some(isLitter));
    if (files.length === 0) yield found(place, new Refusal("The archive is empty."));
    // A student who packs a folder named like everybody's hands in a file of his or her own name.
    const wrapped = place.below.length === 0 && isWrapped(files);
    for (const file of files) {
      const below = [...place.below, ...(wrapped ? file.names.slice(1) : file.names)];
      yield* inArchive(file, { ...place, below, zips: place.zips + 1 });
    }
  } finally {
    zip.close();
  }
}

/** Whether all files lie in one folder. */
const isWrapped = (files: readonly ZippedFile[]): boolean =>
  files.every(({ names }) => names.length > 1 && names[0] === files[0]?.names[0]);

async function* inArchive(file: ZippedFile, place: Place): AsyncGenerator<Found> {
  const name = file.names.at(-1) ?? "";
  const isZip = extname(name).toLowerCase() === ".zip";
  if (place.below.length > limits.folderDepth) yield found(place, tooDeep);
  else if (!isZip && !isReadable(name)) yield found(place, notAnswers, true);
  else {
    const content = await file.bytes().catch(refusal);
    if (isZip && !(content instanceof Refusal)) yield* inZip(content, place);
    else yield found(place, content);
  }
}

function found(place: Place, content: Found["content"], foreign = false): Found {
  const { argument, parent, below } = place;
  const name = below.at(-1) ?? argument;
  return {
    path: [argument, ...below].join("/"),
    student: studentOf(argument, below, parent),
    part: partOfFile(name),
    ending: extname(name).toLowerCase(),
    content,
    foreign,
  };
}
