import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Notebook, plain } from "./fixture";

let notebook: Notebook;
let stderr: unknown[][];
const write = process.stderr.write;

beforeAll(() => {
  notebook = new Notebook({
    "package.json": "{}",
    "src/lib.ts": [
      "interface Options { deep?: boolean }",
      "export type Callback = () => void;",
      "export function fail(options: Options): never {",
      "  const inner = (): never => {",
      "    throw new RangeError('deep ' + options.deep);",
      "  };",
      "  return inner();",
      "}",
      "export const call = (f: Callback): void => f();",
    ].join("\n"),
    "broken.ts": "export const ok = 1;\nexport const broken: number = 'no';\n",
  });
  stderr = [];
  process.stderr.write = (...args: unknown[]) => stderr.push(args) > 0;
});
afterAll(() => {
  process.stderr.write = write;
  notebook.close();
});

const lines = (...expected: string[]) => expect.stringContaining(expected.join("\n"));

describe("a type error", () => {
  it("shows its place, its line and a caret under each of its characters", async () => {
    const error = await notebook.error("const fine = 1;\nconst wrong: number = fine.toFixed();", 3);
    expect(error).toEqual({
      ename: "TypeScriptError",
      evalue: "Cell [3]:2:7 Type 'string' is not assignable to type 'number'.",
      text: [
        "TypeScriptError TS2322 at Cell [3]:2:7",
        "> 2 | const wrong: number = fine.toFixed();",
        "    |       ^^^^^",
        "Type 'string' is not assignable to type 'number'.",
      ].join("\n"),
    });
  });

  it("comes with its whole chain, and with all the others", async () => {
    const { evalue, text } = await notebook.error(
      "const o: { a: { b: number } } = { a: { b: 'x' } };\nconst f: (x: string) => void = (x: number) => {};\nnope",
      4,
    );
    expect(evalue).toBe("Cell [4]:1:40 Type 'string' is not assignable to type 'number'. (and 2 more)");
    expect(text).toEqual(
      lines(
        "> 2 | const f: (x: string) => void = (x: number) => {};",
        "    |       ^",
        "Type '(x: number) => void' is not assignable to type '(x: string) => void'.",
        "  Types of parameters 'x' and 'x' are incompatible.",
        "    Type 'string' is not assignable to type 'number'.",
      ),
    );
    expect(text).toContain("Cannot find name 'nope'.");
  });

  it("keeps its column behind tabs, and stays on the first of its lines", async () => {
    const { text } = await notebook.error("\t\tconst s: string = {\n  a: 1 };", 5);
    expect(text).toEqual(lines("> 1 | \t\tconst s: string = {", "    | \t\t      ^"));
    expect((await notebook.error("console.log(\n1).x(\n2)")).text).toContain("    |    ^");
  });

  it("says how to get a package that is missing, and no place inside of a package's types", async () => {
    const advice = (name: string) =>
      `Install it beside the notebook (npm install ${name}), and run the cell again.`;
    expect((await notebook.error("import a from 'not-here/sub'", 61)).text).toContain(advice("not-here"));
    expect((await notebook.error("import b from '@not/here'", 62)).text).toContain(advice("@not/here"));
    for (const name of ["./nowhere", "node:nothing"])
      expect((await notebook.error(`import c from '${name}'`, 63)).text).not.toContain("npm install");
    const { text } = await notebook.error("parseInt()", 64);
    expect(text).toContain("An argument for 'string' was not provided.");
    expect(text).not.toContain(".d.ts");
  });

  it("points into a module beside the notebook", async () => {
    const { evalue, text } = await notebook.error("import { ok } from './broken'");
    expect(evalue).toMatch(/^broken\.ts:2:14 /);
    expect(text).toEqual(lines("> 2 | export const broken: number = 'no';", "    |              ^^^^^^"));
  });

  it("lists ten, and counts the rest", async () => {
    const { evalue, text } = await notebook.error(
      Array.from({ length: 13 }, (_, i) => `no${i};`).join("\n"),
      62,
    );
    expect(evalue).toContain("(and 12 more)");
    expect(text.match(/Cannot find name/g)).toHaveLength(10);
    expect(text).toMatch(/\n… and 3 more$/);
  });

  it("names files from the project, not from the machine", async () => {
    const { evalue } = await notebook.error("import * as lib from './src/lib'; lib.gone", 63);
    expect(evalue).toContain('typeof import("src/lib")');
  });

  it("keeps a cell from shutting itself out of its scope", async () => {
    expect((await notebook.error("const fine = 1, exports = 2", 64)).text).toEqual(
      lines("> 1 | const fine = 1, exports = 2", "    |                 ^^^^^^^"),
    );
  });

  it("of syntax is one, not its echoes as well", async () => {
    const { evalue } = await notebook.error("const = 1", 6);
    expect(evalue).toMatch(/^Cell \[6\]:1:7 /);
    expect((await notebook.error("foo(", 61)).evalue).toMatch(/^Cell \[61\]:1:5 '\)' expected/);
  });

  it("is coloured, and only the colours are", async () => {
    const outcome = await notebook.run("const c: number = ''", 7);
    const traceback = outcome.status === "error" ? outcome.traceback : [];
    expect(traceback.join("\n")).toContain("\u001b[31m");
    expect(plain(traceback)).not.toContain("\u001b");
  });
});

it("code too deep to parse is an error, and the next cell runs", async () => {
  expect((await notebook.error(`${"(".repeat(20_000)}1${")".repeat(20_000)}`)).ename).toBe("RangeError");
  expect(await notebook.value("1 + 1")).toBe(2);
});

it("of a very long line the part around the place is shown", async () => {
  const { text } = await notebook.error(`const many = [${"1, ".repeat(500)}nope, ${"1, ".repeat(500)}1]`, 66);
  const [, source = "", carets = ""] = text.split("\n");
  expect(source.length).toBeLessThan(180);
  expect(source.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("nope");
});

describe("a run-time error", () => {
  it("has the cell's own lines and columns, types and comments notwithstanding", async () => {
    const { ename, evalue, text } = await notebook.error(
      [
        "// a comment",
        "interface Point { x: number; y?: { z: number } }",
        "type Gone = string;",
        "function read<T extends Point>(p: T): number {",
        "  const shift: number = 1; return p.y!.z + shift;",
        "}",
        "const late = 1; read({ x: 1 } as Point);",
      ].join("\n"),
      10,
    );
    expect([ename, evalue]).toEqual(["TypeError", "Cannot read properties of undefined (reading 'z')"]);
    expect(text).toEqual(
      lines(
        "    at read (Cell [10]:5:40)",
        "          4 | function read<T extends Point>(p: T): number {",
        "        > 5 |   const shift: number = 1; return p.y!.z + shift;",
        "            |                                        ^",
        "          6 | }",
        "    at Cell [10]:7:17",
      ),
    );
    expect(text.split("\n").at(-1)).toBe("    at Cell [10]:7:17");
  });

  it("is placed exactly, whatever TypeScript leaves out before it", async () => {
    const line = fc.constantFrom(
      "interface Gone { a: string }",
      "type Also = { b: number };",
      "/* a comment */ let kept: number = 1; kept += 1;",
      "// another",
      "",
      "const o = { a: 1 as const, b: <T,>(x: T): T => x };",
      "import { sep } from 'path';",
      "export const e = `\n`;",
      "declare const never: unknown; namespace N { export const n = 1 }",
      "enum E { A = 1 }",
    );
    const inline = fc.constantFrom(
      "",
      "  ",
      "\t",
      "1 as number; ",
      "/* é */ ",
      "(0 as unknown as string)!; ",
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(line), inline, async (before, indent) => {
        const code = [...before, `${indent}throw new Error("here");`, "// end"].join("\n");
        const lineNumber = code.split("\n").length - 1;
        const { text } = await notebook.error(code);
        expect(text.split("\n")[1]).toMatch(
          new RegExp(`:${lineNumber}:${indent.length + "throw ".length + 1}$`),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("names the cell that the failing function comes from", async () => {
    await notebook.value("function boom() { throw new Error('bang') }");
    const { text } = await notebook.error("1;\n  boom();", 12);
    expect(text).toMatch(/at boom \(Cell \[.*:1:25\)/);
    expect(text).toEqual(lines("    at Cell [12]:2:3"));
  });

  it("in a library leads to its TypeScript source, and shows where the cell called it", async () => {
    const { text } = await notebook.error("import { fail } from './src/lib';\nfail({ deep: true });", 13);
    expect(text).toEqual(
      lines(
        "RangeError: deep true",
        "    at inner (src/lib.ts:5:11)",
        "          4 |   const inner = (): never => {",
        "        > 5 |     throw new RangeError('deep ' + options.deep);",
        "            |           ^",
        "          6 |   };",
        "    at fail (src/lib.ts:7:10)",
        "    at Cell [13]:2:1",
      ),
    );
  });

  it("shows nothing of Node or of the kernel", async () => {
    const { text } = await notebook.error(
      "import { call } from './src/lib';\nimport fs from 'fs';\ncall(() => [1].map(() => fs.readFileSync('/no/such/file')));",
      14,
    );
    expect(text).toMatch(/^Error: ENOENT/);
    expect(text).not.toMatch(/node:|tslab|kernel|vitest|evalmachine|cell-\d/);
    expect(text).toContain("at call (src/lib.ts:9:44)");
  });

  it("has a mapped stack of its own, too", async () => {
    expect(await notebook.value("function f() { return new Error('x').stack }\nf()")).toMatch(
      /^Error: x\n {4}at f \(Cell \[.*:1:23\)\n {4}at Cell \[.*:2:1$/,
    );
  });

  it("after an await is placed as well", async () => {
    const { text } = await notebook.error(
      "const wait = async () => { await null; throw new Error('waited') };\n\nawait wait();",
      15,
    );
    expect(text).toContain("at wait (Cell [15]:1:46)");
    expect(text).toContain("at async Cell [15]:3:1");
  });

  it("tells its causes and its parts", async () => {
    const { text } = await notebook.error(
      "throw new AggregateError([new TypeError('one'), 'two'], 'many', { cause: new Error('why', { cause: 3 }) })",
      16,
    );
    expect(text).toEqual(lines("Error 1 of 2:", "    TypeError: one", "        at Cell [16]:1:27"));
    expect(text).toEqual(lines("Error 2 of 2:", "    Uncaught: 'two'"));
    expect(text).toEqual(lines("Caused by:", "    Error: why"));
    expect(text).toEqual(lines("    Caused by:", "        Uncaught: 3"));
  });

  it.each<[string, string, string]>([
    ["throw 'text'", "Uncaught", "'text'"],
    ["throw null", "Uncaught", "null"],
    ["throw undefined", "Uncaught", "undefined"],
    ["throw { code: 1 }", "Uncaught", "{ code: 1 }"],
    ["throw Object.create(null)", "Uncaught", "[Object: null prototype] {}"],
    ["throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })", "Uncaught", "{}"],
    ["class Mine extends Error {}; throw new Mine('m')", "Mine", "m"],
    ["const own = new Error('m'); own.name = 'Own'; throw own", "Own", "m"],
    ["const loop = new Error('l'); loop.cause = loop; throw loop", "Error", "l"],
    ["throw Object.assign(new Error('e'), { stack: 5 })", "Error", "e"],
    ["throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } })", "Error", ""],
    ["throw new DOMException('d', 'AbortError')", "AbortError", "d"],
    ["await Promise.reject(new SyntaxError('s'))", "SyntaxError", "s"],
    ["const deep = (): number => deep() + 1; deep()", "RangeError", "Maximum call stack size exceeded"],
  ])("%s is %s: %s", async (code, ename, evalue) => {
    expect(await notebook.error(code)).toMatchObject({ ename, evalue });
  });

  it("of many frames shows some, and the cell's own", async () => {
    const { text } = await notebook.error(
      "const down = (n: number): void => { if (n === 0) throw new Error('far'); down(n - 1) };\ndown(40);",
      17,
    );
    expect(text.split("\n").length).toBeLessThan(25);
    expect(text).toMatch(/… \d+ more/);
  });

  it("that comes late, from a timer, is described alike", async () => {
    await notebook.value(
      "let later!: () => void; const thrown = new Promise((resolve) => { later = () => {\n  resolve(new Error('late')) } })",
    );
    await notebook.value("setTimeout(() => later(), 1)");
    const { traceback, ...rest } = notebook.language.describeError(await notebook.value("await thrown"));
    expect(rest).toEqual({ ename: "Error", evalue: "late" });
    expect(plain(traceback)).toMatch(/at later \(Cell \[.*:2:11\)/);
  });
});

it("nothing was written to stderr", () => {
  expect(stderr).toEqual([]);
});
