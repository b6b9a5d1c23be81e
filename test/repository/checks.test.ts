import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = resolve(__dirname, "../..");

/** The complaints of a tool, which runs without npm or a shell. */
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

describe("the repository", () => {
  test("is formatted and has no lint errors", async () => {
    expect(await complaints("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "--colors=off"])).toBe(
      "",
    );
  });

  test("passes the type check, including the tests", async () => {
    expect(await complaints("typescript/bin/tsc", ["-p", "test", "--pretty", "false"])).toBe("");
  }, 120_000);

  test("imports in one direction only", async () => {
    const cruise = "dependency-cruiser/bin/dependency-cruise.mjs";
    expect(await complaints(cruise, ["src", "--config", ".dependency-cruiser.cjs"])).toBe("");
  }, 60_000);

  test("has no unused code or dependency", async () => {
    expect(await complaints("knip/bin/knip.js", ["--no-progress"])).toBe("");
  }, 60_000);

  test("has no export or file in src that only tests use", async () => {
    const include = ["--include", "files,exports,types,dependencies"];
    expect(await complaints("knip/bin/knip.js", ["--no-progress", "--production", ...include])).toBe("");
  }, 60_000);

  test("keeps source files at a readable size: a median of 80 to 150 lines, and few below 40", () => {
    const lines = (readdirSync(join(root, "src"), { recursive: true }) as string[])
      .filter((file) => /(?<!\.d|-packed)\.(?:ts|cjs)$/.test(file))
      .map((file) => readFileSync(join(root, "src", file), "utf8").split("\n").length - 1)
      .sort((a, b) => a - b);
    const median = lines[lines.length >> 1];
    expect(median).toBeGreaterThanOrEqual(80);
    expect(median).toBeLessThanOrEqual(150);
    expect(lines.filter((count) => count < 40).length).toBeLessThanOrEqual(lines.length / 8);
  });
});
