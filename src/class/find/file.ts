import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { bytesText, limits } from "../limits";
import { Refusal } from "../read/sheet";

/** Never through a symbolic link, and never waiting for the other end of a pipe. Windows has neither. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The sentence for a file or an entry that is too large. */
export const tooLarge = (bytes: number): string =>
  `It has ${bytesText(bytes)}; a submission may have ${bytesText(limits.fileBytes)}.`;

/**
 * The bytes of a plain file.
 *
 * @throws Refusal where it is none, is too large or cannot be read
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
    if (!stat.isFile()) throw new Refusal("It is no plain file.");
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
