import { parts } from "../../autoencoder/parts";

/** What a part is about, in two or three words. */
export const titleOf = (part: string): string => parts.find(({ id }) => id === part)?.title ?? "";
