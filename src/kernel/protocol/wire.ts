import { createHmac, timingSafeEqual } from "node:crypto";

/** The header of a Jupyter message: what it is and who sent it. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** A request as it came. */
export interface Received {
  /** Who sent it, for ZeroMQ to find the way back. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  /** The header as it was written, to be sent back as the parent of everything that comes of it. */
  readonly parent: string;
  /** The header of the message that this one belongs to; empty for a request. */
  readonly parentHeader: Partial<Header>;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Buffer[];
  /** How large it was on the wire. */
  readonly bytes: number;
}

/** A message to send, its parts as JSON text. */
export interface Sent {
  readonly identities: readonly (Buffer | string)[];
  readonly header: string;
  readonly parent: string;
  readonly metadata: string;
  readonly content: string;
  readonly buffers?: readonly Uint8Array[] | undefined;
}

/** The connection's key, and its scheme such as "hmac-sha256". */
export interface Signing {
  readonly key: string;
  readonly signature_scheme?: string;
}

/** Frames that are no Jupyter message, or not one for this kernel. */
class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

const delimiter = Buffer.from("<IDS|MSG>");

/** The signature covers the four JSON parts only: buffers travel unsigned, as Jupyter has it. */
function signature(
  { key, signature_scheme = "hmac-sha256" }: Signing,
  parts: readonly (Buffer | string)[],
): string {
  if (key === "") return "";
  const hmac = createHmac(signature_scheme.replace(/^hmac-/, ""), key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** The frames of a message, signed. */
export function encode(signing: Signing, message: Sent): (Buffer | Uint8Array | string)[] {
  const parts = [message.header, message.parent, message.metadata, message.content];
  const buffers = message.buffers ?? [];
  return [...message.identities, delimiter, signature(signing, parts), ...parts, ...buffers];
}

/**
 * Reads the frames of a request.
 *
 * @throws MalformedMessage where they are not signed with the key, torn or incomplete
 */
export function decode(signing: Signing, frames: readonly Buffer[]): Received {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  const [signed, header, parent, metadata, content, ...buffers] = frames.slice(start + 1);
  if (start < 0 || !signed || !header || !parent || !metadata || !content)
    throw new MalformedMessage(
      `${frames.length} frames are no message: a delimiter, a signature and four parts make one`,
    );
  const expected = Buffer.from(signature(signing, [header, parent, metadata, content]));
  if (expected.length !== signed.length || !timingSafeEqual(expected, signed))
    throw new MalformedMessage("the signature does not fit the connection's key");
  const fields = json("header", header);
  if (typeof fields.msg_id !== "string" || typeof fields.msg_type !== "string")
    throw new MalformedMessage("the header lacks msg_id or msg_type");
  return {
    identities: frames.slice(0, start),
    header: fields as unknown as Header,
    parent: header.toString(),
    parentHeader: json("parent header", parent),
    metadata: json("metadata", metadata),
    content: json("content", content),
    buffers,
    bytes: frames.reduce((sum, frame) => sum + frame.length, 0),
  };
}

function json(name: string, frame: Buffer): Json {
  let value: unknown;
  try {
    value = JSON.parse(frame.toString());
  } catch {
    throw new MalformedMessage(`the ${name} is no JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MalformedMessage(`the ${name} is no JSON object`);
  return value as Json;
}

/** As it is before any cell has run: one may replace it, and must still get its answer. */
const { stringify } = JSON;

/**
 * JSON text that every reader takes. Half a surrogate pair, as a cut-off emoji leaves it, is legal in
 * JavaScript and in JSON, but Python cannot write it to a file: it becomes the replacement character.
 */
export function toJson(value: unknown): string {
  const text = stringify(value);
  if (!/\\ud[89a-f]/.test(text)) return text;
  return stringify(value, (_, part: unknown) =>
    typeof part === "string" ? Buffer.from(part).toString() : part,
  );
}
