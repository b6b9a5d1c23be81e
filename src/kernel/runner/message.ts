import { randomUUID } from "node:crypto";
import { decode, encode, type Header, type Json } from "../protocol/wire";

/** A Jupyter message, protocol 5.3. */
export interface Message<Content = Json> {
  readonly header: Header;
  readonly parent_header: Partial<Header>;
  readonly metadata: Json;
  readonly content: Content;
  readonly buffers: readonly Uint8Array[];
}

/** A new message from this client. */
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

/** The frames of a message, signed with the connection's key. */
export const framesOf = (
  key: string,
  { header, parent_header, metadata, content, buffers }: Message,
): Buffer[] =>
  encode(
    { key },
    {
      identities: [],
      header: JSON.stringify(header),
      parent: JSON.stringify(parent_header),
      metadata: JSON.stringify(metadata),
      content: JSON.stringify(content),
      buffers,
    },
  ).map((frame) => Buffer.from(frame as Uint8Array));

/**
 * Reads a message from its frames.
 *
 * @throws MalformedMessage if a frame is missing or corrupt, or the signature does not match the key
 */
export function messageFrom(key: string, frames: readonly Buffer[]): Message {
  const { header, parentHeader, metadata, content, buffers } = decode({ key }, frames);
  return { header, parent_header: parentHeader, metadata, content, buffers };
}
