import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workbookKernel } from "../../../src/kernel/kernelspec";
import type { Json } from "../../../src/kernel/protocol/wire";
import { type ReadyKernel, startKernel } from "../../../src/kernel/runner/start";
import { plain } from "./fixture";

// What plain tslab gets wrong about the language, over real ZeroMQ, in a project with a notebooks' folder.
const project = realpathSync(mkdtempSync(join(tmpdir(), "project é-")));
let kernel: ReadyKernel;
let edits = 0;

function write(path: string, text: string): void {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  edits += 1;
  utimesSync(file, new Date(), new Date(Date.now() + edits));
}

beforeAll(async () => {
  write(
    "package.json",
    '{ "name": "house", "exports": { "source": "./src/index.ts", "default": "./dist.js" } }',
  );
  write(
    "src/index.ts",
    "/** Twice n. */\nexport const twice = (n: number): number => 2 * n;\nexport * from './fail'",
  );
  write("src/fail.ts", "export function fail(why: string): never {\n  throw new RangeError(why);\n}");
  write("notebooks/near.ts", "import { low } from './low'; export const near = () => low");
  write("notebooks/low.ts", "export const low = 1");
  mkdirSync(join(project, "node_modules"));
  const mathjs = dirname(require.resolve("mathjs/package.json"));
  symlinkSync(mathjs, join(project, "node_modules", "mathjs"), "junction");
  kernel = await startKernel(workbookKernel, { cwd: join(project, "notebooks") });
}, 60_000);
afterAll(async () => {
  await kernel.shutdown();
  rmSync(project, { recursive: true, force: true });
});

const run = (code: string) => kernel.execute(code, { timeout: 30_000 });

async function value(code: string): Promise<unknown> {
  const { outputs } = await run(code);
  const [shown] = outputs.flatMap((output) => (output.output_type === "execute_result" ? [output.data] : []));
  return shown?.["text/plain"] ?? outputs;
}

async function error(code: string): Promise<{ ename: unknown; evalue: unknown; text: string }> {
  const { outputs, reply } = await run(code);
  expect(outputs).toMatchObject([{ output_type: "error", traceback: reply.content.traceback }]);
  const { ename, evalue, traceback } = reply.content;
  return { ename, evalue, text: plain(traceback as string[]) };
}

const ask = async (type: string, content: Json): Promise<Json> =>
  (await kernel.request("shell", type, content, { timeout: 30_000 })).reply.content;

describe("imports", () => {
  it("the enclosing package by its name, live, and files above the notebook's folder", async () => {
    expect(
      await value("import { twice } from 'house'; import { twice as same } from '../src/index'; twice(4)"),
    ).toBe("8");
    expect(await value("same === twice")).toBe("true");
    expect(await value("process.cwd().endsWith('notebooks')")).toBe("true");
  });

  it("sub-paths of packages, and files with their extension", async () => {
    expect(
      await value(
        "import { sqrt } from 'mathjs/number'; import { near } from './near.ts'; sqrt(9) as number",
      ),
    ).toBe("3");
  });

  it("again, with every edit, also of what is imported in turn", async () => {
    expect(await value("import { near } from './near'; near()")).toBe("1");
    write("notebooks/low.ts", "export const low = 'edited'");
    expect(await value("import { near } from './near'; near().length")).toBe("6");
  });
});

describe("errors", () => {
  it("of types come as an error with line, caret and message, and nothing on stderr", async () => {
    const { ename, evalue, text } = await error("const a = 1;\nconst b: string = a;");
    expect(ename).toBe("TypeScriptError");
    expect(evalue).toMatch(/^Cell \[\d+\]:2:7 Type 'number' is not assignable to type 'string'/);
    expect(text).toContain("> 2 | const b: string = a;\n    |       ^\n");
    expect((await error("(x) => x")).evalue).toContain("implicitly has an 'any' type");
  });

  it("at run time lead to the cell's lines and to the library's", async () => {
    const { text } = await error("import { fail } from 'house';\n\ninterface Gone {}\n  fail('why');");
    expect(text).toMatch(/^RangeError: why\n {4}at fail \(src\/fail\.ts:2:9\)\n/);
    expect(text).toMatch(/at Cell \[\d+\]:4:3\n/);
    expect(text).not.toMatch(/node:|dist|tslab|worker/);
  });

  it("leave what the cell had declared before", async () => {
    await run("const reached = 5; throw new Error('here'); const never1 = 6");
    expect(await value("reached + 1")).toBe("6");
    expect((await error("never1")).evalue).toContain("Cannot find name 'never1'");
  });

  it("from a timer are told with their place as well", async () => {
    const late = await run(
      "setTimeout(() => {\n  throw new Error('too late') }, 10); await new Promise((f) => setTimeout(f, 100))",
    );
    expect(JSON.stringify(late.outputs)).toMatch(/too late.*Cell \[\d+\]:2:9/);
  });
});

describe("help", () => {
  it("completes with types, in code points", async () => {
    const code = "'😀'; [1].fla";
    const content = await ask("complete_request", { code, cursor_pos: [...code].length });
    expect(content).toMatchObject({ matches: ["flat", "flatMap"], cursor_start: 9, cursor_end: 12 });
    expect(content.metadata).toMatchObject({
      _jupyter_types_experimental: [{ text: "flat", type: "method" }, {}],
    });
  });

  it("knows the global jupyter", async () => {
    const content = await ask("complete_request", { code: "jupyter.", cursor_pos: 8 });
    expect(content.matches).toEqual(expect.arrayContaining(["display", "clearOutput", "page"]));
  });

  it("shows signature and documentation of the live source", async () => {
    const content = await ask("inspect_request", { code: "twice(1)", cursor_pos: 2, detail_level: 0 });
    expect(content).toMatchObject({ status: "ok", found: true });
    expect(JSON.stringify(content.data)).toMatch(/twice\(n: number\): number.*Twice n\./);
  });

  it("calls invalid code invalid", async () => {
    expect(await ask("is_complete_request", { code: "foo)" })).toEqual({ status: "invalid" });
    expect(await ask("is_complete_request", { code: "foo(" })).toEqual({
      status: "incomplete",
      indent: "  ",
    });
  });
});

it("the kernel has written nothing to its own streams", () => {
  expect(kernel.process.log).toBe("");
});
