import {
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build, isBuilt, isOutdated } from "../../src/setup/build.cjs";
import { isLinked, link } from "../../src/setup/link.cjs";
import { setUp } from "../../src/setup/set-up.cjs";
import { repository, temporary } from "../temporary";

const source = "export const answer = 6 * 7;\n";

/** A small clone with its own source files, and the repository's settings and compiler. */
function clone(): string {
  const root = temporary({
    "src/cli.ts": source,
    "src/room/old.ts": source,
    "tsconfig.json": readFileSync(join(repository, "tsconfig.json"), "utf8"),
    "package.json": '{ "name": "autoencoder-workbook", "type": "commonjs" }',
    "package-lock.json": '{ "packages": {} }',
  });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"), "junction");
  return root;
}

test("builds the current source files into dist, without stale files", async () => {
  const root = clone();
  const dist = (name: string) => join(root, "dist", name);
  expect(isBuilt(root)).toBe(false);
  await build(root);
  expect(isBuilt(root)).toBe(true);
  expect(readFileSync(dist("cli.js"), "utf8")).toContain("6 * 7");
  expect(existsSync(dist("room/old.js"))).toBe(true);

  rmSync(join(root, "src", "room", "old.ts"));
  writeFileSync(join(root, "src", "new.ts"), source);
  expect(isBuilt(root)).toBe(false);
  await build(root);
  expect(isBuilt(root)).toBe(true);
  expect(existsSync(dist("room"))).toBe(false);

  expect(isOutdated(root)).toBe(false);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, "src", "new.ts"), later, later);
  expect(isOutdated(root)).toBe(false);
  writeFileSync(join(root, "src", "new.ts"), "export const answer = 43;\n");
  utimesSync(join(root, "src", "new.ts"), later, later);
  expect(isOutdated(root)).toBe(true);

  writeFileSync(dist("cli.js"), "// by hand");
  expect(isBuilt(root)).toBe(false);
}, 60_000);

test("reports source files that do not compile, and leaves dist as it was", async () => {
  const root = clone();
  writeFileSync(join(root, "src", "cli.ts"), 'export const answer: number = "forty-two";\n');
  await expect(build(root)).rejects.toThrow(
    /^The source files do not compile:\nsrc\/cli\.ts\(1,14\): error TS2322/,
  );
  expect(existsSync(join(root, "dist"))).toBe(false);
  expect(existsSync(join(root, ".dist-new"))).toBe(false);
}, 60_000);

test("links the package under its own name, and its command for npx", () => {
  const root = temporary({ "dist/cli.js": "", "node_modules/.bin/other": "" });
  expect(isLinked(root)).toBe(false);
  link(root);
  expect(isLinked(root)).toBe(true);
  expect(realpathSync(join(root, "node_modules", "autoencoder-workbook"))).toBe(realpathSync(root));
  link(root);
  expect(isLinked(root)).toBe(true);
  expect(existsSync(join(root, "dist", "cli.js"))).toBe(true);
});

test("writes nothing if nothing is missing", async () => {
  const before = statSync(join(repository, "dist", ".stamp")).mtimeMs;
  await setUp(repository);
  expect(statSync(join(repository, "dist", ".stamp")).mtimeMs).toBe(before);
});
