import fc from "fast-check";
import { expect, test } from "vitest";
import { framesOf, message, messageFrom } from "../../../src/kernel/runner/message";

const json = fc.dictionary(fc.string(), fc.jsonValue());
const bytes = fc.uint8Array({ maxLength: 50 });

const sent = fc
  .tuple(fc.uuid(), fc.string({ minLength: 1 }), json, fc.array(bytes, { maxLength: 3 }))
  .map(([session, type, content, buffers]) => message(session, type, content, buffers));

test("what is encoded decodes to itself, buffers to the byte", () => {
  fc.assert(
    fc.property(sent, fc.string({ minLength: 1 }), (original, key) => {
      const { buffers, ...rest } = messageFrom(key, framesOf(key, original));
      expect(JSON.stringify(rest)).toBe(JSON.stringify({ ...original, buffers: undefined }));
      expect(buffers.map((buffer) => [...buffer])).toEqual(original.buffers.map((buffer) => [...buffer]));
    }),
  );
});

test("frames before the delimiter, as routers add them, do not matter", () => {
  const original = message("s", "status", { execution_state: "idle" });
  expect(messageFrom("k", [Buffer.from("status"), ...framesOf("k", original)]).content).toEqual(
    original.content,
  );
});

test("a message changed on its way is refused", () => {
  fc.assert(
    fc.property(sent, fc.integer({ min: 2, max: 5 }), (original, part) => {
      const frames = framesOf("key", original);
      frames[part] = Buffer.from(`${frames[part]} `);
      expect(() => messageFrom("key", frames)).toThrow("signature");
    }),
  );
});

test("a message signed with another key is refused", () => {
  expect(() => messageFrom("ours", framesOf("theirs", message("s", "t", {})))).toThrow("signature");
});

test("what is no Jupyter message is refused", () => {
  expect(() => messageFrom("key", [Buffer.from("hello")])).toThrow(
    "a signature and four parts, and this one has 1 frames",
  );
});
