import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Notebook } from "./fixture";

let notebook: Notebook;
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

const value = (code: string) => notebook.value(code);

describe("the last value of a cell", () => {
  it.each<[string, unknown]>([
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["1 + 1;;", 2],
    ["1 + 1 // two", 2],
    ["/* two */ 1 + 1 /* two */\n\n// end", 2],
    ["null", null],
    ["undefined", undefined],
    ["const x = 1", undefined],
    ["", undefined],
    ["// nothing", undefined],
    ["({ a: 1 })", { a: 1 }],
    ["{ a: 1 }", { a: 1 }],
    ["{ a: 1, b: [2] } // both", { a: 1, b: [2] }],
    ["{}", {}],
    ["{ const inner = 1; inner }", undefined],
    ["`a\nb`", "a\nb"],
    ["await Promise.resolve(3)", 3],
    ["let y = 4; y += 1", 5],
    ["'use strict'; 6", 6],
    ["const tsLastExpr = 7; tsLastExpr + 1", 8],
    ["tsLastExpr", 7],
  ])("%j is %j", async (code, expected) => {
    expect(await value(code)).toEqual(expected);
  });

  it("is the promise itself where nothing awaits it", async () => {
    expect(await notebook.run("Promise.resolve(1)")).toMatchObject({ value: expect.any(Promise) });
  });

  it("is left alone where it is null, but not shown where it is undefined", async () => {
    expect(await notebook.run("null")).toEqual({ status: "ok", value: null });
    expect(await notebook.run("undefined")).toEqual({ status: "ok" });
  });
});

describe("what one cell declares, later cells have", () => {
  it("values of every kind", async () => {
    await value(`
      const c = 1; let l = 2; var v = 3;
      const { p, q: [r], ...rest } = { p: 4, q: [5], s: 6, t: 7 };
      function f(x: number) { return x + l }
      async function g() { return 8 }
      function* h() { yield 9 }
      class K { constructor(readonly n: number) {} static of(n: number) { return new K(n) } }
      enum E { A, B }
      namespace N { export const n = 10 }
      const __a = 11, ___b = 12;`);
    expect(await value("[c, l, v, p, r, rest, f(1), await g(), ...h()]")).toEqual([
      ...[1, 2, 3, 4, 5, { s: 6, t: 7 }, 3, 8, 9],
    ]);
    expect(await value("[K.of(3).n, new K(4) instanceof K, E.B, E[0], N.n, __a, ___b]")).toEqual([
      ...[3, true, 1, "A", 10, 11, 12],
    ]);
    await value("0");
    expect(await value("[N.n, E.A, new K(1).n]")).toEqual([10, 0, 1]);
  });

  it("types, which are checked", async () => {
    await value("interface I<T> { a: T }; type U = I<number> | undefined; type Fn = (x: U) => string");
    await value("const i: I<number> = { a: 1 }; const fn: Fn = (x) => String(x?.a)");
    expect(await value("fn(i)")).toBe("1");
    expect(await notebook.error("const j: I<string> = i")).toMatchObject({ ename: "TypeScriptError" });
    expect((await notebook.error("fn('no')")).text).toContain("not assignable to parameter of type 'U'");
  });

  it("imports, as names and as types", async () => {
    await value("import path, { join as glue } from 'node:path'; import * as os from 'os'");
    await value("import type { Stats } from 'fs'; let stats: Stats | undefined");
    expect(await value("[typeof path.join, glue('a', 'b'), typeof os.cpus, stats]")).toEqual([
      ...["function", "a/b", "function", undefined],
    ]);
  });

  it("in shorthand properties, in calls without a this, and as assignment targets", async () => {
    await value("let a1 = 1, b1 = 2; function self(this: unknown) { return this === globalThis || !this }");
    expect(await value("({ a1, b1 })")).toEqual({ a1: 1, b1: 2 });
    expect(await value("self()")).toBe(true);
    expect(
      await value("({ a1, b1 = 4 } = { a1: 3 } as { a1: number; b1?: number }); [a1, b1] = [b1, a1]; a1"),
    ).toBe(4);
    expect(await value("a1++; a1 **= 2; [a1, b1]")).toEqual([25, 3]);
  });

  it("but not as the names of properties", async () => {
    await value("const part = 9, whole = { part: 1, inner: { part: 2 } }");
    expect(
      await value(
        "const { part: p1, inner: { part: p2 } } = whole; let p3; ({ part: p3 } = whole); [p1, p2, p3]",
      ),
    ).toEqual([1, 2, 1]);
    expect(
      await value(
        "class Q { part = part + 1; static part = 3 }; enum En { part = 4 }; [new Q().part, Q.part, En.part]",
      ),
    ).toEqual([10, 3, 4]);
    expect(
      await value("const f5 = ({ part }: { part: number }) => part; [f5(whole), f5({ part }), whole?.part]"),
    ).toEqual([1, 9, 1]);
  });

  it("one variable, seen from both sides", async () => {
    await value("let n = 1; const bump = () => ++n");
    expect(await value("n = 10; bump()")).toBe(11);
    expect(await value("bump(); n")).toBe(12);
  });

  it("what TypeScript cannot spell in a declaration is any", async () => {
    await value(
      "const Private = class { private x = 1 }; function make() { class L { private y = 2; z = 3 } return new L() }",
    );
    expect(await value("make().z + Object.keys(new Private()).length")).toBe(4);
  });
});

describe("a name may be declared again", () => {
  it("with another type, by every kind of declaration", async () => {
    for (const [code, expected] of [
      ["const again = 1; again", 1],
      ["let again = 'two'; again.length", 3],
      ["function again() { return 3 }; again()", 3],
      ["class again { static n = 4 }; again.n", 4],
      ["import { sep as again } from 'path'; again", "/"],
      ["enum again { Six = 6 }; again.Six", 6],
      ["var again = [7]; again[0]", 7],
    ] as const)
      expect(await value(code)).toBe(expected);
    expect(await value("again[0]")).toBe(7);
  });

  it("as a type beside a value of the same name", async () => {
    await value("const both = 1");
    await value("type both = string");
    expect(await value("const s: both = 'x'; [s, both]")).toEqual(["x", 1]);
  });

  it("while functions of other cells see the new one", async () => {
    await value("function helper() { return 'old' }");
    await value("const caller = () => helper()");
    await value("function helper() { return 'new' }");
    expect(await value("caller()")).toBe("new");
  });
});

describe("the syntax of a module is welcome", () => {
  it("export changes nothing", async () => {
    expect(
      await value(
        "export function e3() { return 3 }\nexport const e1 = 1; export { e1 as e2 }; export default e1",
      ),
    ).toBe(1);
    expect(await value("e1 + e3()")).toBe(4);
    await value("export * from 'node:path'; export { sep as slash } from 'node:path'; export type T = 1");
    expect(await value("const t: T = 1; slash")).toBe("/");
  });

  it("top-level await, in every place", async () => {
    await value("async function* count() { yield 1; yield 2 }; const seen: number[] = []");
    expect(await value("for await (const n of count()) seen.push(n); seen")).toEqual([1, 2]);
    expect(
      await value("const [w] = await Promise.all([5]); if (await Promise.resolve(true)) seen.push(w); seen"),
    ).toEqual([1, 2, 5]);
    expect((await notebook.error("function no() { await 1 }")).text).toContain("only allowed within async");
  });

  it("dynamic import, require and import.meta", async () => {
    expect(await value("(await import('node:path')).sep")).toBe("/");
    expect(await value("const { sep } = require('path'); sep")).toBe("/");
    expect(await value("new URL('x.csv', import.meta.url).pathname")).toMatch(/x\.csv$/);
  });

  it("decorators and generics", async () => {
    await value("const log: string[] = []; function dec(c: Function) { log.push(c.name) }");
    await value(
      "@dec class Box<T extends number> { constructor(readonly t: T) {} map<U>(f: (t: T) => U) { return f(this.t) } }",
    );
    expect(await value("[log, new Box(2).map((t) => t.toFixed(1))]")).toEqual([["Box"], "2.0"]);
  });

  it("declarations of globals", async () => {
    await value("declare global { var wide: number }\nglobalThis.wide = 5");
    expect(await value("wide")).toBe(5);
    await value("delete (globalThis as { wide?: number }).wide");
  });

  it("__dirname is not there, and the error says where it was asked for", async () => {
    expect(await notebook.error("1\n__dirname", 700)).toMatchObject({
      ename: "ReferenceError",
      text: expect.stringContaining("Cell [700]:2:1"),
    });
  });
});

describe("a cell that fails", () => {
  it("by its types has not run at all", async () => {
    await value("let runs = 0");
    await notebook.error("runs += 1; const bad: string = runs");
    expect(await value("runs")).toBe(0);
    expect((await notebook.error("bad")).evalue).toContain("Cannot find name 'bad'");
  });

  it("half-way keeps what it had come to, with its types, and no more", async () => {
    await value("const kept = 'before'; let early = 0; const later = 'before'");
    const { evalue } = await notebook.error(`
      interface Shape { sides: number }
      const first: Shape = { sides: 3 };
      let second = 2;
      import { sep as third, type ParsedPath } from "path";
      import { PathLike } from "fs";
      early = 1;
      throw new Error("half-way");
      const later = 4;
      let unreached = 5;
      class Nowhere {}`);
    expect(evalue).toBe("half-way");
    expect(await value("[first.sides, second, third, early, kept, later]")).toEqual([
      3,
      2,
      "/",
      1,
      "before",
      "before",
    ]);
    expect(await value("const square: Shape = { sides: 4 }; square.sides")).toBe(4);
    expect(await value("let p4: ParsedPath | undefined, p5: PathLike = 'x'; p5")).toBe("x");
    expect(await value("second += 1; second")).toBe(3);
    expect((await notebook.error("first.corners")).evalue).toContain("does not exist on type 'Shape'");
    for (const name of ["unreached", "Nowhere"])
      expect((await notebook.error(name)).evalue).toContain(`Cannot find name '${name}'`);
  });

  it("after an await keeps as much", async () => {
    await notebook.error(
      "const a2 = await Promise.resolve(1); await Promise.reject(new Error('no')); const b2 = 2",
    );
    expect(await value("a2")).toBe(1);
    expect((await notebook.error("b2")).evalue).toContain("Cannot find name 'b2'");
  });
});

describe("an interrupt", () => {
  it("ends the awaited cell with an error, and what the cell does later is lost", async () => {
    await value(
      "let open!: (n: number) => void; const gate = new Promise<number>((resolve) => { open = resolve })",
    );
    const pending = notebook.error("const before = 1; const after = await gate");
    await new Promise((resolve) => setTimeout(resolve, 20));
    notebook.language.interrupt();
    expect((await pending).ename).toBeTruthy();
    expect(await value("open(5); before")).toBe(1);
    expect((await notebook.error("after")).evalue).toContain("Cannot find name 'after'");
    expect(await value("const after = 'mine'; await gate; after")).toBe("mine");
  });
});

describe("strict", () => {
  it.each([
    "function f(x) { return x }",
    "const s: string = null",
    "let o: { a?: number } = {}; o.a.toFixed()",
  ])("%j does not compile", async (code) =>
    expect((await notebook.error(code)).ename).toBe("TypeScriptError"),
  );
});
