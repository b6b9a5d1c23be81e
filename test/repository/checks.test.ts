import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = resolve(__dirname, "../..");

/** What a tool has to complain of; it runs without npm or a shell, as everywhere here. */
async function complaints(script: string, args: readonly string[]): Promise<string> {
  const options = { cwd: root, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" } };
  try {
    await promisify(execFile)(process.execPath, [join(root, "node_modules", script), ...args], options);
    return "";
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}\n${stderr}`.trim();
  }
}

describe("the house", () => {
  test("has one format and no lint", async () => {
    expect(await complaints("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "--colors=off"])).toBe(
      "",
    );
  });

  test("type-checks, tests included", async () => {
    expect(await complaints("typescript/bin/tsc", ["-p", "test", "--pretty", "false"])).toBe("");
  }, 120_000);

  test("has arrows that run one way", async () => {
    const cruise = "dependency-cruiser/bin/dependency-cruise.mjs";
    expect(await complaints(cruise, ["src", "--config", ".dependency-cruiser.cjs"])).toBe("");
  }, 60_000);

  test("has no dead code", async () => {
    expect(await complaints("knip/bin/knip.js", ["--no-progress"])).toBe("");
  }, 60_000);
});
