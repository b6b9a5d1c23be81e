import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Completeness } from "../../../src/kernel/language/base/types";
import { Notebook } from "./fixture";

let notebook: Notebook;
beforeAll(async () => {
  const globals = "declare const shown: {\n  /** Shows it. */\n  display(value: unknown): void;\n};";
  notebook = new Notebook({ "near/by.ts": "export const by = 1", "near.ts": "export {}" }, { globals });
  await notebook.value(
    "/**\n * Adds one.\n * @param n to it\n */ const addOne = (n: number) => n + 1; import * as path from 'path'",
  );
});
afterAll(() => notebook.close());

/** The code with its cursor, marked by a bar, taken out. */
function at(marked: string): [code: string, cursor: number] {
  return [marked.replace("|", ""), marked.indexOf("|")];
}

describe("completion", () => {
  const complete = (marked: string) => notebook.language.complete(...at(marked));

  it("offers members, with their kinds and types", () => {
    expect(complete("[1].ma|")).toMatchObject({
      matches: ["map", "flatMap"],
      start: 4,
      end: 6,
      types: [{ text: "map", type: "method", signature: expect.stringContaining("callbackfn") }, {}],
    });
    expect(complete("path.bas|ename").matches).toEqual(["basename"]);
  });

  it("replaces the whole name that the cursor is in", () => {
    expect(complete("const x = 1;\n[x].ma|p(String)")).toMatchObject({ start: 17, end: 20 });
    expect(complete("addO|")).toMatchObject({ matches: ["addOne"], start: 0, end: 4 });
    expect(complete("shown.|")).toMatchObject({ matches: ["display"], start: 6, end: 6 });
    expect(complete("import { base| } from 'path'")).toMatchObject({
      matches: ["basename"],
      start: 9,
      end: 13,
    });
  });

  it("offers names of this cell, of earlier ones, of the kernel and of the language", () => {
    const { matches } = complete("const mine = 1; |");
    expect(matches).toEqual(expect.arrayContaining(["mine", "addOne", "shown", "console", "const"]));
  });

  it("offers modules between quotes", () => {
    expect(complete("import {} from 'node:pa|'").matches).toContain("node:path");
    expect(complete("import {} from './ne|'")).toMatchObject({ matches: ["near"], start: 18, end: 20 });
    expect(complete("import {} from './near/|x'")).toMatchObject({ matches: ["by"], start: 23, end: 24 });
  });

  it("works in code that does not compile", () => {
    expect(complete("const y: number = 'no'; if (y { [1].ma|").matches).toContain("map");
    expect(complete("").matches).toContain("addOne");
  });
});

describe("inspection", () => {
  const inspect = (marked: string) => notebook.language.inspect(...at(marked), 0);

  it("shows signature and documentation, as Markdown", () => {
    expect(inspect("add|One(1)")).toBe(
      "```typescript\nconst addOne: (n: number) => number\n```\n\nAdds one.\n\n*@param* n to it",
    );
    expect(inspect("shown.dis|play")).toContain("Shows it.");
  });

  it("shows the documentation of libraries, too", () => {
    expect(inspect("[1].m|ap(String)")).toContain("Calls a defined callback function on each element");
    expect(inspect("path.join|('a')")).toContain("Join all arguments together");
  });

  it("finds nothing where nothing is", () => {
    expect(inspect("   |   ")).toBeUndefined();
    expect(inspect("|")).toBeUndefined();
  });
});

describe("whether code is complete", () => {
  const status = (code: string): Completeness => notebook.language.isComplete(code);

  it.each([
    "1",
    "const a = 1",
    "{}",
    "",
    "// c",
    "function f() {\n}",
    "await x",
    "`a\nb`",
    "import a from 'a'",
  ])("%j is", (code) => expect(status(code)).toEqual({ status: "complete" }));

  it.each([
    ["{", "  "],
    ["f(", "  "],
    ["if (x) {\n  [", "    "],
    ["`a", ""],
    ["/* a", ""],
    ["1 +", ""],
    ["x =>", "  "],
    ["class A { // c", "  "],
    ["for (const a of b)", ""],
    ["import { a } from", ""],
  ])("%j is not yet; the next line begins with %j", (code, indent) =>
    expect(status(code)).toEqual({ status: "incomplete", indent }),
  );

  it.each(["foo)", "'abc", "const a = ;", "} else {", "a b", "1 + ;\n{", "/abc"])("%j never is", (code) =>
    expect(status(code)).toEqual({ status: "invalid" }),
  );
});
