import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { formatNotebook, type Notebook, parseNotebook } from "../../src/kernel/runner/notebook-file";

const cli = resolve(__dirname, "..", "..", "dist", "cli.js");
const root = mkdtempSync(join(tmpdir(), "run-test-"));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, "notebooks-"));
});

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `workbook run …` as a user runs it, in the folder of the test. */
function run(...args: readonly string[]): Promise<End> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [cli, "run", ...args], { cwd: folder }, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** Writes a notebook with these code cells, after a title, and gives its path. */
function write(name: string, ...sources: readonly string[]): string {
  const code = (source: string) => ({
    cell_type: "code",
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  });
  const title = { cell_type: "markdown", source: "# Title", metadata: {} };
  const notebook: Notebook = {
    cells: [title, ...sources.map(code)],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  const file = join(folder, name);
  writeFileSync(file, formatNotebook(notebook));
  return file;
}

const outputsOf = (file: string) =>
  parseNotebook(readFileSync(file, "utf8")).cells.flatMap(({ outputs }) => outputs ?? []);

describe("running a notebook", () => {
  test("writes the outputs and counts of a new kernel into the file; a second run changes nothing", async () => {
    const file = write("a.ipynb", "const x = 20;\nconsole.log('x =', x)", "", "x + 1");
    expect(await run("a.ipynb")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ a\.ipynb: refreshed/),
    });
    const cells = parseNotebook(readFileSync(file, "utf8")).cells;
    expect(cells.map(({ execution_count }) => execution_count)).toEqual([undefined, 1, null, 2]);
    expect(outputsOf(file)).toMatchObject([
      { output_type: "stream", text: "x = 20\n" },
      { output_type: "execute_result", data: { "text/plain": "21" }, execution_count: 2 },
    ]);
    const { mtimeMs } = statSync(file);
    expect((await run("a.ipynb")).stdout).toMatch(/^✓ a\.ipynb: unchanged/);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(folder)).toEqual(["a.ipynb"]);
  });

  test("stops at the first failing cell, says which, why and where, and does not change the file", async () => {
    const file = write(
      "a.ipynb",
      "1",
      "const f = () => {\n  throw new RangeError('too far');\n};\n\nf();",
      "2",
    );
    const before = readFileSync(file);
    const { code, stdout } = await run("a.ipynb");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ a\.ipynb, cell 3, line 2: RangeError: too far\n {4}2 \| throw new RangeError/);
    expect(readFileSync(file)).toEqual(before);
  });

  test("reports a type error at its line, before the cell has run", async () => {
    write("a.ipynb", "console.log('started');\n\nconst n: number = 'text';");
    const { code, stdout } = await run("a.ipynb", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        status: "failed",
        cells: 0,
        failure: { cell: 2, line: 3, message: expect.stringContaining("'string'") },
      },
    ]);
  });

  test("shows the error of a cell that is marked to raise one, and runs the next cell", async () => {
    const file = write("a.ipynb", "throw new Error('on purpose')", "1");
    const notebook = parseNotebook(readFileSync(file, "utf8"));
    const cells = notebook.cells.map((cell, i) =>
      i === 1 ? { ...cell, metadata: { tags: ["raises-exception"] } } : cell,
    );
    writeFileSync(file, formatNotebook({ ...notebook, cells }));
    expect((await run("a.ipynb")).code).toBe(0);
    expect(outputsOf(file)).toMatchObject([
      { ename: "Error", evalue: "on purpose" },
      { data: { "text/plain": "1" } },
    ]);
  });

  test("refreshes the other notebooks if one fails", async () => {
    write("a.ipynb", "throw new Error('no')");
    const file = write("b.ipynb", "1");
    const { code, stdout } = await run("a.ipynb", "b.ipynb", "--workers", "1");
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ a\.ipynb, cell 2.*\n[^✓]*✓ b\.ipynb: refreshed/);
    expect(outputsOf(file)).toHaveLength(1);
  });

  test("reports that the kernel ended in a cell", async () => {
    write("a.ipynb", 'process.kill(process.pid, "SIGKILL")');
    const { code, stdout } = await run("a.ipynb");
    expect(code).toBe(1);
    expect(stdout).toContain("The kernel ended");
  });

  test.skipIf(process.platform === "win32")(
    "interrupted, it changes no file and leaves no kernel",
    async () => {
      const file = write("a.ipynb", "require('fs').writeFileSync('pid', String(process.pid)); for (;;);");
      const before = readFileSync(file);
      const child = execFile(process.execPath, [cli, "run", "a.ipynb"], { cwd: folder });
      const ended = new Promise((done) => child.on("exit", done));
      while (!readdirSync(folder).includes("pid")) await pause(50);
      child.kill("SIGINT");
      expect(await ended).toBe(130);
      const kernel = Number(readFileSync(join(folder, "pid"), "utf8"));
      while (isAlive(kernel)) await pause(20);
      expect(readFileSync(file)).toEqual(before);
    },
  );
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("--check", () => {
  test("finds no difference after a refresh", async () => {
    write("a.ipynb", "({ a: [1, 2] })");
    await run("a.ipynb");
    expect(await run("a.ipynb", "--check")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("unchanged"),
    });
  });

  test("shows how an output differs, and changes nothing", async () => {
    const file = write("a.ipynb", "console.log('one\\ntwo\\nthree')");
    await run("a.ipynb");
    const changed = readFileSync(file, "utf8").replace('"two\\n"', '"2\\n"');
    writeFileSync(file, changed);
    const { code, stdout } = await run("a.ipynb", "--check");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ a\.ipynb: 1 difference \(1 cell, .*\n {2}cell 2, output 1, stdout:\n/);
    expect(stdout).toContain("     one\n    -2\n    +two\n     three\n");
    expect(readFileSync(file, "utf8")).toBe(changed);
  });
});

describe("plain tslab", () => {
  test("runs the same notebook and writes nothing", async () => {
    const file = write("a.ipynb", "const x = 20;", "x + 1");
    const before = readFileSync(file);
    expect(await run("a.ipynb", "--kernel", "plain")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("ran"),
    });
    expect(readFileSync(file)).toEqual(before);
  });

  test("fails if a cell fails", async () => {
    write("a.ipynb", "const n: number = 'text';");
    const { code, stdout } = await run("a.ipynb", "--kernel", "plain");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ a\.ipynb, cell 2, line 1: .*'string'/);
  });
});

describe("explains what is wrong and runs nothing for", () => {
  test.each([
    [["z"], 2, /There is no notebook "z"\. Use index, a, b, c, d, e,? .*or the path of an \.ipynb file\./],
    [["missing.ipynb"], 2, /There is no notebook "missing\.ipynb"/],
    [["--workers", "0"], 2, /It must be a whole number from 1/],
    [["--kernel", "python"], 2, /Allowed choices are workbook, plain/],
    [["--check", "--kernel", "plain"], 2, /Leave out --kernel plain/],
  ] as const)("%j", async (args, expected, sentence) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([expected, ""]);
    expect(stderr).toMatch(sentence);
  });

  test("a file that is not a notebook", async () => {
    writeFileSync(join(folder, "a.ipynb"), "# text");
    expect(await run("a.ipynb")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("is not a notebook"),
    });
  });

  test("a notebook in another language", async () => {
    const file = write("a.ipynb", "print(1)");
    const notebook = parseNotebook(readFileSync(file, "utf8"));
    writeFileSync(file, formatNotebook({ ...notebook, metadata: { kernelspec: { language: "python" } } }));
    expect(await run("a.ipynb")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("is written in python"),
    });
  });
});
