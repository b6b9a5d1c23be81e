import type { Json } from "./wire";

/** A request without what it must have. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";

  /** Any error, as one that can be answered. */
  static from(error: unknown): ProtocolError {
    return error instanceof ProtocolError ? error : new ProtocolError(String(error));
  }

  /** The content of the reply to such a request. */
  readonly answer = (): Json => ({ status: "error", ename: this.name, evalue: this.message, traceback: [] });
}

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One entry of a request's content, which must be of the type of `example` and may be left out if there is a default. */
function entry<T>(content: Json, name: string, type: string, otherwise: T | undefined): T {
  const value = content[name] ?? otherwise;
  if (typeof value !== type)
    throw new ProtocolError(`the request's ${name} is ${JSON.stringify(value)}, expected a ${type}`);
  return value as T;
}

export const text = (content: Json, name: string): string =>
  entry<string>(content, name, "string", undefined);
export const number = (content: Json, name: string, otherwise?: number): number =>
  entry<number>(content, name, "number", otherwise);
export const flag = (content: Json, name: string, otherwise: boolean): boolean =>
  entry<boolean>(content, name, "boolean", otherwise);
