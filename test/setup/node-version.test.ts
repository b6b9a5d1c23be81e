import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { engines } from "../../package.json";
import { repository, temporary } from "../temporary";

const entry = join(repository, "src", "setup.cjs");

describe("the set-up on an old Node", () => {
  test.each(["12.22.9", "18.20.8", "20.9.0", "20.18.3"])(
    "says in a sentence that %s is too old",
    (version) => {
      const folder = temporary({
        "old.cjs": `Object.defineProperty(process.versions, "node", { value: "${version}" });`,
      });
      const { status, stderr } = spawnSync(process.execPath, ["-r", join(folder, "old.cjs"), entry], {
        encoding: "utf8",
      });
      expect(status).toBe(1);
      expect(stderr).toMatch(
        new RegExp(`^The workbook needs Node 20\\.19 or newer, but this is Node ${version}\\. .*\\n$`),
      );
    },
  );

  test("can be parsed: its first file has no syntax newer than ES2018", () => {
    const spelled = (target: ts.ScriptTarget) =>
      ts.transpile(readFileSync(entry, "utf8"), { target, module: ts.ModuleKind.CommonJS });
    expect(spelled(ts.ScriptTarget.ES2018)).toBe(spelled(ts.ScriptTarget.ESNext));
  });

  test("requires the same version as package.json", () => {
    expect(readFileSync(entry, "utf8")).toContain(`const needed = "${engines.node.replace(">=", "")}"`);
  });
});
