/** What a disk that cannot take the results says, in words, with what to do. */
const troubles: Readonly<Record<string, readonly [what: string, toDo: string]>> = {
  ENOSPC: ["the disk is full", "free some space"],
  EDQUOT: ["your share of the disk is used up", "free some space"],
  EACCES: ["writing is not allowed there", "allow it"],
  EPERM: ["writing is not allowed there", "allow it"],
  EROFS: ["the disk can only be read", "make it writable"],
  EIO: ["the disk reports an error", "look after it"],
};

/**
 * An error in words where a disk could not take the results; any other as it is.
 *
 * @param folder the folder of the results
 */
export function diskTrouble(folder: string, error: unknown): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  const trouble = Object.hasOwn(troubles, code) ? troubles[code] : undefined;
  if (!trouble) return error;
  const [what, toDo] = trouble;
  return new Error(
    `${folder} cannot be written to, ${what} (${code}): ${toDo}, or choose another folder for --out. The next run into ${folder} goes on from here.`,
    { cause: error },
  );
}
