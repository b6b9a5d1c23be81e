import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository, temporary } from "../temporary";

const cli = join(repository, "dist", "cli.js");

function experiment(out: string) {
  const tiny = ["--set", "steps=2", "--set", "N=10", "--set", "layers=1", "--seeds", "1"];
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, "experiment", "depth", ...tiny, "--workers", "1", "--out", out],
    { encoding: "utf8", timeout: 60_000 },
  );
  return { status, stderr };
}

describe("workbook experiment --out", () => {
  const refused = (out: string, sentence: string) =>
    expect(experiment(out)).toEqual({ status: 1, stderr: `${sentence}\n` });

  test("refuses a path below a file, and names the file", () => {
    const file = join(temporary({ file: "mine" }), "file");
    for (const out of [join(file, "x.json"), join(file, "a", "x.json")])
      refused(out, `${out} cannot be written (${file} is a file). Choose another file with --out.`);
  });

  test("refuses a folder", () => {
    const out = temporary();
    refused(out, `${out} is a folder. Name a file in it with --out.`);
  });

  test.skipIf(process.platform !== "linux")(
    "refuses a device, and a folder in which nothing can be created",
    () => {
      refused("/dev/null", "/dev/null is not an ordinary file. Choose another file with --out.");
      const out = "/proc/x/y.json";
      refused(out, `${out} cannot be written (ENOENT at /proc/x). Choose another file with --out.`);
    },
  );

  test("replaces results, and no other files", () => {
    const folder = temporary({ "mine.json": '{"x":1}', "empty.json": "" });
    const mine = join(folder, "mine.json");
    refused(
      mine,
      `${mine} holds something other than results of an experiment. Choose another file with --out.`,
    );
    expect(readFileSync(mine, "utf8")).toBe('{"x":1}');
    for (let time = 0; time < 2; time++)
      expect(experiment(join(folder, "empty.json"))).toEqual({ status: 0, stderr: "" });
  });

  test("creates missing folders", () => {
    const out = join(temporary(), "new", "and newer", "x.json");
    expect(experiment(out)).toEqual({ status: 0, stderr: "" });
    expect(existsSync(out)).toBe(true);
  });
});
