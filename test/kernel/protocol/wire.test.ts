import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hideContext } from "../../../src/kernel/cells/bundle";
import { pointsOf, unitsOf } from "../../../src/kernel/cells/task-runner";
import { History } from "../../../src/kernel/protocol/history";
import { decode, encode, toJson } from "../../../src/kernel/protocol/wire";

const anyText = fc.string({ unit: "binary" });

describe("cursor positions", () => {
  test("in code points and in UTF-16 units lead to each other", () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, n) => {
        const points = n % ([...text].length + 1);
        expect(pointsOf(text, unitsOf(text, points))).toBe(points);
      }),
    );
  });

  test("beyond the end are the end", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unitsOf(text, text.length + 1)).toBe(text.length);
      }),
    );
  });
});

describe("messages", () => {
  const signing = { key: "secret", signature_scheme: "hmac-sha256" };
  const header = JSON.stringify({ msg_id: randomUUID(), msg_type: "comm_msg" });
  const frames = (content: object, buffers: Uint8Array[], key = signing.key) =>
    encode(
      { ...signing, key },
      { identities: ["a", "b"], header, parent: "{}", metadata: "{}", content: toJson(content), buffers },
    ).map((frame) => Buffer.from(frame as Uint8Array));

  test("are read as they were written, buffers and all", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.json()), fc.array(fc.uint8Array()), (content, buffers) => {
        const read = decode(signing, frames(content, buffers));
        expect(read.content).toEqual(content);
        expect(read.parent).toBe(header);
        expect(read.identities.map(String)).toEqual(["a", "b"]);
        expect(read.buffers.map((buffer) => [...buffer])).toEqual(buffers.map((buffer) => [...buffer]));
      }),
    );
  });

  test("of which one signed bit is different are refused", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 7 }), (n, bit) => {
        const sent = frames({ code: "1 + 1" }, []);
        // All after the identities and the delimiter: the signature and what it signs.
        const signed = sent.slice(3).flatMap((frame) => [...frame.keys()].map((i) => [frame, i] as const));
        const [frame, i] = signed[n % signed.length] ?? [Buffer.alloc(1), 0];
        frame.writeUInt8(frame.readUInt8(i) ^ (1 << bit), i);
        expect(() => decode(signing, sent)).toThrow("signature");
      }),
    );
  });

  test("signed with another key are refused", () => {
    expect(() => decode(signing, frames({}, [], "guess"))).toThrow("signature");
  });
});

test("JSON text has no half characters, and is otherwise JSON.stringify's", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary" })),
      fc.array(fc.nat({ max: 0xffff })),
      (texts, units) => {
        const halves = String.fromCharCode(...units);
        expect(toJson(texts)).toBe(JSON.stringify(texts));
        const read: unknown = JSON.parse(toJson({ halves }));
        expect(read).toEqual({ halves: Buffer.from(halves).toString() });
      },
    ),
  );
});

test("what is printed loses Node's marks of asynchronous work, and nothing else", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(hideContext(text)).toBe(text);
    }),
  );
  const marked =
    "Promise {\n  1,\n  [Symbol(async_id_symbol)]: 12,\n  [Symbol(trigger_async_id_symbol)]: 5\n}";
  expect(hideContext(marked)).toBe("Promise { 1 }");
  expect(hideContext(marked.replace(/[[\]]/g, ""))).toBe("Promise { 1 }"); // as Node.js 24 has it
  expect(hideContext("{ a: 1, [Symbol(kResourceStore)]: <cell> }")).toBe("{ a: 1 }");
  expect(hideContext("{ [Symbol(mine)]: 1 }")).toBe("{ [Symbol(mine)]: 1 }");
});

describe("the history", () => {
  const history = new History();
  const inputs = ["a.b", "a*b", "axb", "a?b", "line\nbreak"];
  for (const [i, input] of inputs.entries()) history.add(i + 1, input);
  const found = (pattern: string) =>
    history.answer({ hist_access_type: "search", pattern }).map(([, , input]) => input);

  test("takes patterns' other characters as they are", () => {
    expect(found("a.b")).toEqual(["a.b"]);
    expect(found("a?b")).toEqual(["a.b", "a*b", "axb", "a?b"]);
    expect(found("*\n*")).toEqual(["line\nbreak"]);
    expect(found("*")).toEqual(inputs);
    expect(found("(")).toEqual([]);
  });

  test("is cut off at ten thousand cells", () => {
    const long = new History();
    for (let line = 1; line <= 10_001; line++) long.add(line, "x");
    expect(long.answer({ hist_access_type: "tail", n: 20_000 })).toHaveLength(10_000);
    expect(long.answer({ hist_access_type: "range", session: 0, start: 1, stop: 3 })).toEqual([[1, 2, "x"]]);
  });
});
