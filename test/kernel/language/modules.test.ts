import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Notebook } from "./fixture";

let notebook: Notebook;
afterEach(() => notebook.close());

const json = (value: unknown) => JSON.stringify(value);
const value = (code: string) => notebook.value(code);

describe("a notebook inside a project imports", () => {
  it("what lies beside it and above it, however the file is named", async () => {
    notebook = new Notebook(
      {
        "package.json": "{}",
        "src/deep/x.ts": "import { y } from '../y'; export const x: number = y + 1",
        "src/y.ts": "export const y = 1",
        "notebooks/helper.ts": "export const helper = (n: number): string => 'h' + n",
        "notebooks/folder/index.ts": "export default 'folder'",
        "notebooks/plain.js": "export const plain = 3; export default function () { return 4 }",
        "notebooks/common.cjs": "module.exports = { common: 5 }",
        "notebooks/modern.mjs": "export const modern = 6",
        "notebooks/data.json": json({ rows: [1, 2] }),
      },
      { folder: "notebooks" },
    );
    await value(`
      import { x } from "../src/deep/x";
      import { helper } from "./helper";
      import { helper as same } from "./helper.ts";
      import { helper as emitted } from "./helper.js";
      import folder from "./folder";
      import four, { plain } from "./plain.js";
      import { common } from "./common.cjs";
      import { modern } from "./modern.mjs";
      import data from "./data.json";
      import * as whole from "./data.json";`);
    expect(
      await value("[x, helper(1), folder, four(), plain, common, modern, data.rows, whole.rows]"),
    ).toEqual([...[2, "h1", "folder", 4, 3, 5, 6, [1, 2], [1, 2]]]);
    expect(
      await value("[same === helper, emitted === helper, require('./helper').helper === helper]"),
    ).toEqual([...[true, true, true]]);
    expect(await value("(await import('./helper')).helper === helper")).toBe(true);
    expect((await notebook.error("helper('no')")).text).toContain("parameter of type 'number'");
    expect((await notebook.error("data.columns")).text).toContain("'columns' does not exist");
  });

  it("its own package by name, live and typed, through the condition `source`", async () => {
    notebook = new Notebook(
      {
        "package.json": json({
          name: "house",
          exports: {
            ".": { source: "./src/index.ts", default: "./dist/index.js" },
            "./part": { source: "./src/part.ts" },
          },
        }),
        "src/index.ts": "export * from './part'; export const where = 'source'",
        "src/part.ts": "/** Doubles. */\nexport function double(n: number) { return 2 * n }",
        "dist/index.js": "exports.where = 'dist'",
      },
      { folder: "notebooks" },
    );
    await value("import { double, where } from 'house'; import * as part from 'house/part'");
    expect(await value("[where, double(2), part.double === double]")).toEqual(["source", 4, true]);
    expect(notebook.language.inspect("double", 1, 0)).toContain("Doubles.");
    expect(notebook.language.complete("import { dou } from 'house'", 12).matches).toEqual(["double"]);
    expect((await notebook.error("double('x')")).text).toContain("parameter of type 'number'");
    notebook.write("src/part.ts", "export function double(n: number) { return n + n + 1 }");
    expect(await value("import { double } from 'house'; double(2)")).toBe(5);
  });

  it("packages: linked ones live, ES-only ones, sub-paths, untyped ones", async () => {
    notebook = new Notebook({
      "package.json": "{}",
      "linked/package.json": json({ name: "linked", exports: { source: "./main.ts", default: "./main.js" } }),
      "linked/main.ts": "export const linked: 'live' = 'live'",
      "node_modules/inside/package.json": json({ name: "inside", exports: { ".": { source: "./a.ts" } } }),
      "node_modules/inside/a.ts": "export const inside: number = 1",
      "node_modules/esm/package.json": json({
        name: "esm",
        type: "module",
        exports: { ".": "./a.js", "./sub": "./b.js" },
      }),
      "node_modules/esm/a.js": "export const esm = 1; export default 'd'",
      "node_modules/esm/a.d.ts":
        "export declare const esm: number; declare const d: string; export default d",
      "node_modules/esm/b.js": "export const sub = 2",
      "node_modules/esm/b.d.ts": "export declare const sub: number",
      "node_modules/slow/package.json": json({ name: "slow", type: "module", exports: "./a.js" }),
      "node_modules/slow/a.js": "export const slow = await Promise.resolve(4)",
      "node_modules/untyped/index.js": "exports.anything = () => 3",
    });
    symlinkSync(join(notebook.root, "linked"), join(notebook.root, "node_modules", "linked"), "junction");
    await value("import { linked } from 'linked'; import { inside } from 'inside'");
    await value(
      "import d, { esm } from 'esm'; import { sub } from 'esm/sub'; import { anything } from 'untyped'",
    );
    expect(await value("[linked, inside, d, esm, sub, anything()]")).toEqual(["live", 1, "d", 1, 2, 3]);
    expect(
      await value(
        "const { slow } = await import('slow'); const dual = await import('esm'); [slow, dual.default]",
      ),
    ).toEqual([4, "d"]);
    expect((await notebook.error("import { slow as s } from 'slow'")).evalue).toContain("top-level await");
    expect((await notebook.error("sub.length")).evalue).toContain("does not exist on type 'number'");
  });

  it("a missing module not at all, and finds it once it is there", async () => {
    notebook = new Notebook({ "a.ts": "import { b } from './b'; export const a: number = b" });
    expect((await notebook.error("import { a } from './a'; a")).text).toContain("Cannot find module './b'");
    notebook.write("b.ts", "export const b = 2");
    expect(await value("import { a } from './a'; a")).toBe(2);
  });
});

it("a package whose live source is broken is reported where it is imported, with place and line", async () => {
  notebook = new Notebook({
    "package.json": json({ name: "house", exports: { ".": { source: "./src/index.ts" } } }),
    "src/index.ts": "export { part } from './part'",
    "src/part.ts": "export const part = () => {\n  return Math.max(1, 2;\n}",
  });
  const { ename, evalue, text } = await notebook.error("import { part } from 'house'");
  expect([ename, evalue]).toEqual(["TypeScriptError", "src/part.ts:2:23 ')' expected."]);
  expect(text).toContain("> 2 |   return Math.max(1, 2;\n    |                       ^\n");
  expect(await value("await import('house').catch((error) => error.message)")).toBe("')' expected.");
  notebook.write("src/part.ts", "export const part = () => 2");
  expect(await value("import { part } from 'house'; part()")).toBe(2);
});

describe("a package with live source and a build", () => {
  const files = {
    "package.json": json({
      name: "house",
      exports: { ".": { source: "./src/index.ts", types: "./dist/index.d.ts" } },
    }),
    "src/index.ts": "export { twice } from './part';\nexport { one } from './one'",
    "src/part.ts": "import { one } from './one';\nexport const twice: number = one + one",
    "src/one.ts": "export const one = 1",
    "src/aside.ts": "export const never: string = 0",
    "dist/index.d.ts": "export { twice } from './part';\n/** As built. */\nexport declare const one: number",
    "dist/part.d.ts": "export declare const twice: number",
  };

  it("runs live, and its types come from the build until a source is edited", async () => {
    notebook = new Notebook(files, { folder: "notebooks" });
    expect(await value("import { one, twice } from 'house'; [one, twice]")).toEqual([1, 2]);
    expect(notebook.language.inspect("one", 1, 0)).toContain("As built.");
    notebook.write("src/one.ts", "/** As edited. */\nexport const one = 5");
    expect(await value("import { one, twice } from 'house'; [one, twice]")).toEqual([5, 10]);
    expect(notebook.language.inspect("one", 1, 0)).toContain("As edited.");
    expect((await notebook.error("one.length")).text).toContain("'length' does not exist");
    notebook.write("src/new.ts", "export const fresh = 'fresh'");
    notebook.write("src/index.ts", `${files["src/index.ts"]}; export { fresh } from './new'`);
    expect(await value("import { fresh } from 'house'; fresh")).toBe("fresh");
    expect((await notebook.error("import { gone } from 'house'")).text).toContain("no exported member");
    expect(notebook.warnings).toEqual([]);
  });

  it("warns at its import of what an edit has broken, there and where that is imported", async () => {
    notebook = new Notebook(files, { folder: "notebooks" });
    const cell = "import { twice } from 'house'; twice";
    notebook.write("src/one.ts", "export const one: number = 'two'");
    expect(await value(cell)).toBe("twotwo");
    expect(notebook.warnings).toHaveLength(1);
    expect(notebook.warnings[0]).toContain("at src/one.ts:1:14\n> 1 | export const one: number = 'two'");
    expect(await value("twice")).toBe("twotwo");
    expect(notebook.warnings).toHaveLength(1);

    notebook.write("src/one.ts", "export const one = [2]");
    await value(cell);
    expect(notebook.warnings[1]).toContain("at src/part.ts:2:30\n");

    notebook.write("src/one.ts", "export const two = 2");
    await value(cell);
    expect(notebook.warnings[2]).toContain("at src/index.ts:2:10\n");
    expect(notebook.warnings[2]).toMatch(/no exported member 'one'[\s\S]*at src\/part\.ts:1:10/);

    notebook.write("src/one.ts", "export const one = ;");
    expect((await notebook.error(cell)).evalue).toMatch(/^src\/one\.ts:1:20 /);
    notebook.write("src/one.ts", "export const one = 7");
    expect(await value(cell)).toBe(14);
    expect(notebook.warnings).toHaveLength(3);
  });
});

describe("a notebook outside of any project imports", () => {
  it("what is installed with the kernel, live and typed, and its own packages before those", async () => {
    notebook = new Notebook({
      "node_modules/ohm-js/package.json": json({ name: "ohm-js", main: "index.js" }),
      "node_modules/ohm-js/index.js": "exports.own = true",
    });
    await value(
      `import { digit } from "autoencoder-workbook"; import { sum } from "mathjs"; import * as ohm from "ohm-js"`,
    );
    expect(await value("[Number(sum(digit(0))) > 1, ohm.own, (await import('mathjs')).sum === sum]")).toEqual(
      [...[true, true, true]],
    );
    expect((await notebook.error("digit('3')")).text).toContain("parameter of type 'number'");
    expect((await notebook.error("digit(3.5)")).text).toContain("src/data/digits.ts:");
    expect((await notebook.error("import 'no-such-package'")).text).toContain("Cannot find module");
  });

  it("a file that it has just written, although it was missing before", async () => {
    notebook = new Notebook();
    expect(
      await value(`const find = () => import("./late" + ".ts").then((late) => late.one, () => "missing");
        const before = await find();
        require("node:fs").writeFileSync(${json(join(notebook.root, "late.ts"))}, "export const one: number = 1");
        [before, await find()]`),
    ).toEqual([...["missing", 1]]);
  });
});

describe("an edit is seen when the import runs again", () => {
  it("in the file itself and in what it imports, types and all", async () => {
    notebook = new Notebook({
      "top.ts": "import { middle } from './middle'; export const top = (): number => middle() + 1",
      "middle.ts": "import { low } from './low'; export const middle = () => low",
      "low.ts": "export const low = 1",
      "aside.ts": "export class Aside {}; export const token = Symbol()",
    });
    const imports = "import { top } from './top'; import { Aside, token } from './aside'";
    await value(`${imports}; const first = { top, token, made: new Aside() }; top()`);
    expect(
      await value(
        `${imports}; [top(), top === first.top, token === first.token, first.made instanceof Aside]`,
      ),
    ).toEqual([2, true, true, true]);
    notebook.write("low.ts", "export const low = 10");
    expect(await value("top()")).toBe(2);
    expect(
      await value(
        `${imports}; [top(), top === first.top, token === first.token, first.made instanceof Aside]`,
      ),
    ).toEqual([11, false, true, true]);
    notebook.write("low.ts", "export const low = 'text'");
    expect((await notebook.error(imports)).text).toContain("top.ts:1:");
    notebook.write("middle.ts", "import { low } from './low'; export const middle = () => low.length");
    expect(await value(`${imports}; top()`)).toBe(5);
  });

  it("in data, and when a file is saved twice at once", async () => {
    notebook = new Notebook({ "data.json": json({ n: 1 }), "m.ts": "export const m = 1" });
    for (let n = 2; n < 6; n++) {
      notebook.write("data.json", json({ n }));
      notebook.write("m.ts", "export const m = 0");
      notebook.write("m.ts", `export const m = ${n}`);
      expect(await value("import data from './data.json'; import { m } from './m'; data.n + m")).toBe(2 * n);
    }
  });

  it("after an edit that did not compile, and one that threw", async () => {
    notebook = new Notebook({ "m.ts": "export const m = 1" });
    const cell = "import { m } from './m'; m";
    expect(await value(cell)).toBe(1);
    notebook.write("m.ts", "export const m = ;");
    expect((await notebook.error(cell)).text).toMatch(/m\.ts:1:18.*\n> 1 \| export const m = ;/);
    notebook.write("m.ts", "export const m: string = 2");
    expect((await notebook.error(cell)).text).toContain("m.ts:1:14");
    notebook.write("m.ts", "throw new Error('at load'); export const m = 1");
    expect((await notebook.error(cell)).text).toMatch(/at load\n\s+at .*m\.ts:1:7/);
    notebook.write("m.ts", "export const m = 3");
    expect(await value(cell)).toBe(3);
  });

  it("modules that import one another are loaded once", async () => {
    notebook = new Notebook({
      "even.ts":
        "import { odd } from './odd'; export const even = (n: number): boolean => n === 0 || odd(n - 1)",
      "odd.ts":
        "import { even } from './even'; export const odd = (n: number): boolean => n !== 0 && even(n - 1)",
    });
    expect(await value("import { even } from './even'; [even(10), even(7)]")).toEqual([true, false]);
    notebook.write("odd.ts", "export const odd = (n: number): boolean => true");
    expect(await value("import { even } from './even'; even(7)")).toBe(true);
  });
});

describe("tslab's own cells", () => {
  it("define modules in memory", async () => {
    notebook = new Notebook();
    await value("/** @module mem */ export const inner: number = 1");
    expect(await value("import { inner } from './mem'; inner")).toBe(1);
    await value("/** @module mem */ export const inner: number = 2");
    expect(await value("import { inner } from './mem'; inner")).toBe(2);
  });

  it("import tslab from anywhere", async () => {
    notebook = new Notebook();
    expect(await value("import * as tslab from 'tslab'; typeof tslab.display.html")).toBe("function");
  });
});
