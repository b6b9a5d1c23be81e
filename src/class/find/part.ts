import type { PartId } from "../../autoencoder/parts";
import { partOf } from "../read/sheet";

/** `part-d-weight-gradient.ipynb` as it was handed out, and what becomes of it: `ada_part-d (1).ipynb`. */
const named = /(?:^|[^\p{L}\p{N}])part[-_ ]?([a-i])(?![\p{L}\p{N}])/iu;

/**
 * The part that a file is for, by its own name; null where the name does not say.
 *
 * @example
 * import { partOfFile } from "../src/class/find/part";
 * partOfFile("part-d-weight-gradient.ipynb") // → "d"
 * partOfFile("exam.ipynb") // → null
 */
export const partOfFile = (name: string): PartId | null => partOf(named.exec(name)?.[1] ?? "") ?? null;
