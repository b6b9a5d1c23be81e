import type { Json } from "./wire";

/** A request with a missing or wrong field. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  /** Converts any error to one that has a reply. */
  static from(error: unknown): ProtocolError {
    return error instanceof ProtocolError ? error : new ProtocolError(String(error));
  }

  /** The content of the error reply. */
  readonly answer = (): Json => ({ status: "error", ename: this.name, evalue: this.message, traceback: [] });
}

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads one field of a request. It must have the type of `example`, and may be missing if there is a
 * default.
 */
function entry<T>(content: Json, name: string, type: string, otherwise: T | undefined): T {
  const value = content[name] ?? otherwise;
  if (typeof value !== type)
    throw new ProtocolError(`${name} of the request is ${JSON.stringify(value)}, expected a ${type}`);
  return value as T;
}

export const text = (content: Json, name: string): string =>
  entry<string>(content, name, "string", undefined);
export const number = (content: Json, name: string, otherwise?: number): number =>
  entry<number>(content, name, "number", otherwise);
export const flag = (content: Json, name: string, otherwise: boolean): boolean =>
  entry<boolean>(content, name, "boolean", otherwise);
