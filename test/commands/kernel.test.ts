import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const cli = resolve(__dirname, "..", "..", "dist", "cli.js");
const root = mkdtempSync(join(tmpdir(), "kernel-command-test-"));
afterAll(() => rmSync(root, { recursive: true }));

/** `workbook kernel …` as a user runs it. */
function kernel(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const options = { env: { ...process.env, ...env } };
    const child = execFile(process.execPath, [cli, "kernel", ...args], options, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test.each([
  ["--prefix", ["--prefix", join(root, "prefix")], {}, join("prefix", "share", "jupyter")],
  ["--sys-prefix", ["--sys-prefix"], { VIRTUAL_ENV: join(root, "venv") }, join("venv", "share", "jupyter")],
  ["--user", ["--user"], { JUPYTER_DATA_DIR: join(root, "data") }, "data"],
  ["no option", [], { JUPYTER_DATA_DIR: join(root, "mine") }, "mine"],
] as const)(
  "%s: installs into the place it names, and takes out from there",
  async (_, options, env, place) => {
    const folder = join(root, place, "kernels", "tslab-workbook");
    expect(await kernel(["install", ...options], env)).toEqual({
      code: 0,
      stdout: `The kernel "TypeScript (workbook)" is in ${folder}.\n`,
      stderr: "",
    });
    expect(JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"))).toMatchObject({
      language: "typescript",
    });
    expect(existsSync(join(folder, "plotly.js"))).toBe(true);

    expect(await kernel(["uninstall", ...options], env)).toEqual({
      code: 0,
      stdout: `Removed ${folder}.\n`,
      stderr: "",
    });
    expect(existsSync(folder)).toBe(false);

    const again = await kernel(["uninstall", ...options], env);
    expect(again).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("The kernel is not in "),
    });
  },
);

test("rejects two places at once", async () => {
  const { code, stderr } = await kernel(["install", "--user", "--prefix", root]);
  expect(code).toBe(2);
  expect(stderr).toContain("cannot be used with");
});

test("names the folder that cannot be written", async () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  const { code, stderr } = await kernel(["install", "--prefix", file]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^.+ cannot be written \(ENOTDIR\)\. Choose another place with --user or --prefix\.\n$/,
  );
});
