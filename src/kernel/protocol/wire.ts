import { createHmac, timingSafeEqual } from "node:crypto";

/** The header of a Jupyter message. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** A received message. */
export interface Received {
  /** The sender, which ZeroMQ needs to route the reply. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  /** The header as received, to be sent as the parent of all replies. */
  readonly parent: string;
  /** The header of the message that this one belongs to; empty for a request. */
  readonly parentHeader: Partial<Header>;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Buffer[];
  /** Its size on the wire. */
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

/** Frames that are not a Jupyter message for this kernel. */
class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

const delimiter = Buffer.from("<IDS|MSG>");

/** The signature covers the four JSON parts only: Jupyter does not sign buffers. */
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
 * Reads the frames of a message.
 *
 * @throws MalformedMessage if a frame is missing or corrupt, or the signature does not match the key
 */
export function decode(signing: Signing, frames: readonly Buffer[]): Received {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  const [signed, header, parent, metadata, content, ...buffers] = frames.slice(start + 1);
  if (start < 0 || !signed || !header || !parent || !metadata || !content)
    throw new MalformedMessage(
      `a message has a delimiter, a signature and four parts, and this one has ${frames.length} frames`,
    );
  const expected = Buffer.from(signature(signing, [header, parent, metadata, content]));
  if (expected.length !== signed.length || !timingSafeEqual(expected, signed))
    throw new MalformedMessage("the signature does not match the connection's key");
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
    throw new MalformedMessage(`the ${name} is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MalformedMessage(`the ${name} is not a JSON object`);
  return value as Json;
}

/** Saved before any cell runs: a cell may replace it, and must still get its reply. */
const { stringify } = JSON;

/**
 * JSON text without lone surrogates, such as a truncated emoji leaves. They are legal in JavaScript and
 * JSON, but Python cannot write them to a file. They become the replacement character.
 */
export function toJson(value: unknown): string {
  const text = stringify(value);
  if (!/\\ud[89a-f]/.test(text)) return text;
  return stringify(value, (_, part: unknown) =>
    typeof part === "string" ? Buffer.from(part).toString() : part,
  );
}
