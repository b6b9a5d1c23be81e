import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/kernel/protocol/wire";
import { message } from "../../../src/kernel/runner/message";
import { OutputArea } from "../../../src/kernel/runner/outputs";

/** What a front end shows after these messages, given as type and content. */
function fold(...messages: readonly (readonly [string, Json])[]) {
  const area = new OutputArea(new Map());
  for (const [type, content] of messages) area.add(message("session", type, content));
  return area.outputs;
}

const out = (text: string) => ["stream", { name: "stdout", text }] as const;
const err = (text: string) => ["stream", { name: "stderr", text }] as const;
const text = (value: string, display_id?: string) =>
  [
    "display_data",
    { data: { "text/plain": value }, metadata: {}, ...(display_id && { transient: { display_id } }) },
  ] as const;
const shown = (value: string) => ({
  output_type: "display_data",
  data: { "text/plain": value },
  metadata: {},
});

describe("streams", () => {
  test("it does not matter in which pieces a text was printed", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r", "\b") })), (pieces) => {
        expect(fold(...pieces.map(out))).toEqual(pieces.length === 0 ? [] : fold(out(pieces.join(""))));
      }),
    );
  });

  test("stdout and stderr stay apart and in order", () => {
    expect(fold(out("a"), err("b"), out("c"))).toMatchObject([{ text: "a" }, { text: "b" }, { text: "c" }]);
  });

  test("a carriage return overwrites its line, also when the rest comes later", () => {
    expect(fold(out("10 %\r"), out("20 %\r"), out("done\n"))).toMatchObject([{ text: "done\n" }]);
    expect(fold(out("one\r\ntwo"))).toMatchObject([{ text: "one\r\ntwo" }]);
  });

  test("a backspace takes back one character and never a line's end", () => {
    expect(fold(out("abc\b\bd"))).toMatchObject([{ text: "ad" }]);
    expect(fold(out("a\n\bb"))).toMatchObject([{ text: "a\n\bb" }]);
  });

  test("a line as long as a book, and as many lines as it has letters, are folded at once", () => {
    const long = "x".repeat(2_000_000);
    expect(fold(out(long), out(`${"\b".repeat(2_000_000)}y`))).toMatchObject([{ text: "y" }]);
    const lines = Array.from({ length: 2000 }, () => out("line\n".repeat(1000)));
    expect(fold(...lines)).toMatchObject([{ text: "line\n".repeat(2_000_000) }]);
  });
});

describe("clearing", () => {
  test("takes away what is there", () => {
    expect(fold(out("a"), ["clear_output", { wait: false }])).toEqual([]);
  });

  test("waits for what comes next, when told so", () => {
    expect(fold(out("a"), ["clear_output", { wait: true }])).toMatchObject([{ text: "a" }]);
    expect(fold(out("a"), ["clear_output", { wait: true }], out("b"))).toMatchObject([{ text: "b" }]);
    expect(fold(out("a"), ["clear_output", { wait: true }], text("b"))).toEqual([shown("b")]);
  });
});

describe("displays", () => {
  test("an update changes every display of that id, in whichever cell, and no other", () => {
    const displays = new Map();
    const [first, second] = [new OutputArea(displays), new OutputArea(displays)];
    first.add(message("s", ...text("old", "x")));
    first.add(message("s", ...text("other", "y")));
    second.add(message("s", ...text("old", "x")));
    second.add(message("s", "update_display_data", text("new", "x")[1]));
    expect(first.outputs).toEqual([shown("new"), shown("other")]);
    expect(second.outputs).toEqual([shown("new")]);
  });

  test("an update of an unknown display shows nothing", () => {
    expect(fold(["update_display_data", text("new", "x")[1]])).toEqual([]);
  });

  test("a cell's value keeps its count, an error its traceback", () => {
    const result = { data: { "text/plain": "1" }, metadata: {}, execution_count: 7 };
    const error = { ename: "TypeError", evalue: "no", traceback: ["a", "b"] };
    expect(fold(["execute_result", result], ["error", error])).toEqual([
      { output_type: "execute_result", ...result },
      { output_type: "error", ...error },
    ]);
  });
});
