// The kernel has its own reader and writer of messages: each side is held to Jupyter's rules by the other.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The header of a Jupyter message: what it is and who sent it. */
interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A Jupyter message, protocol 5.3. */
export interface Message<Content = Json> {
  readonly header: Header;
  readonly parent_header: Partial<Header>;
  readonly metadata: Json;
  readonly content: Content;
  readonly buffers: readonly Uint8Array[];
}

const delimiter = Buffer.from("<IDS|MSG>");

/** A new message of our own. */
export const message = (
  session: string,
  type: string,
  content: Json,
  buffers: readonly Uint8Array[] = [],
): Message => ({
  header: {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "workbook",
    date: new Date().toISOString(),
    version: "5.3",
  },
  parent_header: {},
  metadata: {},
  content,
  buffers,
});

const signature = (key: string, parts: readonly Uint8Array[]): string => {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
};

/** The frames of a message on the wire, signed with the connection's key. */
export function encode(
  key: string,
  { header, parent_header, metadata, content, buffers }: Message,
): Buffer[] {
  const parts = [header, parent_header, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  // The signature covers the four JSON parts only: buffers travel unsigned, as Jupyter has it.
  return [
    delimiter,
    Buffer.from(signature(key, parts)),
    ...parts,
    ...buffers.map((part) => Buffer.from(part)),
  ];
}

/**
 * Reads the frames of a message.
 *
 * @throws where the frames are no Jupyter message or the signature is not by `key`
 */
export function decode(key: string, frames: readonly Buffer[]): Message {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  const [signed, ...rest] = frames.slice(start + 1);
  const parts = rest.slice(0, 4);
  if (start < 0 || signed === undefined || parts.length < 4)
    throw new Error(
      `a Jupyter message has a delimiter, a signature and 4 parts, not ${frames.length} frames`,
    );
  const expected = Buffer.from(signature(key, parts));
  if (signed.length !== expected.length || !timingSafeEqual(signed, expected))
    throw new Error("the signature of a Jupyter message does not fit the connection's key");
  const [header, parent_header, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
  return { header, parent_header, metadata, content, buffers: rest.slice(4) };
}
