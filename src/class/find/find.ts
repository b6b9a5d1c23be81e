import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { limits } from "../limits";
import { readable } from "../read/read";
import { Refusal } from "../read/sheet";
import { bytesOf, openZip, type ZippedFile } from "./file";
import { byCodeUnit, type Identify } from "./identify";

/** A file that was handed in, or why it could not be read. */
export interface Found {
  /** Its path from the argument on, with slashes: `submissions/ada.zip/part-c.ipynb`. */
  readonly path: string;
  /** The student, by its path. */
  readonly student: string;
  /** The part, by its name; null if unknown. */
  readonly part: string | null;
  /** The file extension in lower case. */
  readonly ending: string;
  readonly content: Uint8Array | Refusal;
  /** Whether its type cannot contain answers: a picture, a letter. */
  readonly foreign: boolean;
}

/** A position in the walk: the argument, the path below it, and the depth in archives. */
interface Place {
  readonly argument: string;
  readonly parent: string;
  readonly below: readonly string[];
  readonly zips: number;
  readonly identify: Identify;
}

/** Files that programs leave behind. */
const isLitter = (name: string): boolean =>
  name.startsWith(".") || /^(?:__MACOSX|__pycache__|node_modules|Thumbs\.db|desktop\.ini)$/i.test(name);

/** Finds all files of the submissions in a fixed order, also in zip files, except in the folder `skip`. */
export async function* findFiles(
  paths: readonly string[],
  skip: string,
  identify: Identify,
): AsyncGenerator<Found> {
  const left = await realpath(skip).catch(() => resolve(skip));
  for (const path of new Set(paths.map((one) => resolve(one)))) {
    const place = { argument: basename(path), parent: basename(dirname(path)), below: [], zips: 0, identify };
    // A path on the command line may be a link: it was given on purpose.
    yield* at(await realpath(path), place, left);
  }
}

async function* at(path: string, place: Place, skip: string): AsyncGenerator<Found> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat?.isDirectory()) {
    if (path !== skip) yield* inFolder(path, place, skip);
  } else if (stat?.isFile()) yield* inFile(path, place, () => bytesOf(path), path);
  else yield found(place, await bytesOf(path).catch(refusal));
}

/** A file in a folder or in an archive. An archive on the disk is not read as a whole, so its path is given, too. */
async function* inFile(
  name: string,
  place: Place,
  bytes: () => Promise<Uint8Array>,
  path?: string,
): AsyncGenerator<Found> {
  const ending = extname(name).toLowerCase();
  const isZip = ending === ".zip";
  if (!isZip && !readable.includes(ending)) yield found(place, notAnswers, true);
  else if (isZip && path !== undefined) yield* inZip(path, place);
  else {
    const content = await bytes().catch(refusal);
    if (isZip && !(content instanceof Refusal)) yield* inZip(content, place);
    else yield found(place, content);
  }
}

const tooDeep = new Refusal(`It is more than ${limits.folderDepth} folders deep.`);
const notAnswers = new Refusal(`It is not a file with answers: expected ${readable.join(", ")} or .zip.`);
const tooManyZips = new Refusal("It is nested in too many archives.");

function refusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

async function* inFolder(folder: string, place: Place, skip: string): AsyncGenerator<Found> {
  const isTooDeep = place.below.length > limits.folderDepth;
  const names = isTooDeep ? undefined : await readdir(folder).catch(() => undefined);
  if (!names) yield found(place, isTooDeep ? tooDeep : new Refusal("This folder cannot be read."));
  for (const name of (names ?? []).filter((one) => !isLitter(one)).sort(byCodeUnit))
    yield* at(join(folder, name), { ...place, below: [...place.below, name] }, skip);
}

async function* inZip(from: string | Uint8Array, place: Place): AsyncGenerator<Found> {
  const zip = place.zips >= limits.zipDepth ? tooManyZips : await openZip(from).catch(refusal);
  if (zip instanceof Refusal) {
    yield found(place, zip);
    return;
  }
  try {
    const files = zip.files.filter(({ names }) => !names.some(isLitter));
    if (files.length === 0) yield found(place, new Refusal("The archive is empty."));
    // The zip file is named after the student, and the folder inside it is the handout's.
    const wrapped = place.below.length === 0 && isWrapped(files);
    for (const { names, bytes } of files) {
      const below = [...place.below, ...(wrapped ? names.slice(1) : names)];
      const inside = { ...place, below, zips: place.zips + 1 };
      if (below.length > limits.folderDepth) yield found(inside, tooDeep);
      else yield* inFile(names.at(-1) ?? "", inside, bytes);
    }
  } finally {
    zip.close();
  }
}

/** Whether all files are in one folder. */
const isWrapped = (files: readonly ZippedFile[]): boolean =>
  files.every(({ names }) => names.length > 1 && names[0] === files[0]?.names[0]);

function found(place: Place, content: Found["content"], foreign = false): Found {
  const { argument, parent, below, identify } = place;
  const name = below.at(-1) ?? argument;
  return {
    path: [argument, ...below].join("/"),
    student: identify.student(argument, below, parent),
    part: identify.part(name),
    ending: extname(name).toLowerCase(),
    content,
    foreign,
  };
}
