import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { areInstalled } from "../../src/setup/packages.cjs";
import { repository, temporary } from "../temporary";

type Packages = Readonly<Record<string, object>>;

/** A folder with these packages in its lock file and those in node_modules. */
const folder = (wanted: Packages, installed: Packages) =>
  temporary({
    "package-lock.json": JSON.stringify({ packages: { "": { name: "root" }, ...wanted } }),
    "node_modules/.package-lock.json": JSON.stringify({ packages: installed }),
    ...Object.fromEntries(Object.keys(installed).map((place) => [`${place}/package.json`, "{}"])),
  });

const one = { "node_modules/one": { version: "1.0.0", integrity: "sha512-1" } };
const here = { os: [process.platform], cpu: [process.arch] };
const elsewhere = { os: ["haiku"], cpu: ["vax"] };

describe("packages count as installed", () => {
  test("if npm has recorded what the lock file lists", () => {
    expect(areInstalled(folder(one, one))).toBe(true);
  });

  test("not without npm's record, which npm writes last", () => {
    expect(areInstalled(temporary({ "package-lock.json": JSON.stringify({ packages: one }) }))).toBe(false);
  });

  test("not if one is missing or has another version or content", () => {
    expect(areInstalled(folder(one, {}))).toBe(false);
    expect(
      areInstalled(folder(one, { "node_modules/one": { version: "1.0.1", integrity: "sha512-1" } })),
    ).toBe(false);
    expect(
      areInstalled(folder(one, { "node_modules/one": { version: "1.0.0", integrity: "sha512-2" } })),
    ).toBe(false);
  });

  test("not if a recorded one was deleted", () => {
    const root = temporary({
      "package-lock.json": JSON.stringify({ packages: one }),
      "node_modules/.package-lock.json": JSON.stringify({ packages: one }),
    });
    expect(areInstalled(root)).toBe(false);
  });

  test("without packages for other systems, but not without those for this one", () => {
    const optional = (place: object) => ({
      "node_modules/native": { version: "1.0.0", optional: true, ...place },
    });
    expect(areInstalled(folder(optional(elsewhere), {}))).toBe(true);
    expect(areInstalled(folder(optional({}), {}))).toBe(true);
    expect(areInstalled(folder(optional(here), {}))).toBe(false);
  });
});

test("package-lock.json lists every optional package, because `npm ci` needs that on every system", () => {
  const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const names = new Set(Object.keys(packages).map((place) => place.replace(/^.*node_modules\//, "")));
  const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies).filter((name) => !names.has(name)),
  );
  expect(missing).toEqual([]);
});

test("requirements.txt pins every package, for every Python from 3.9 on", () => {
  const lines = readFileSync(join(repository, ".binder", "requirements.txt"), "utf8")
    .trim()
    .split("\n");
  const pins = lines.filter((line) => !line.startsWith("#"));
  expect(pins.filter((line) => !/^[\w.-]+==[\w.]+( ; .+)?$/.test(line))).toEqual([]);
  expect(pins.filter((line) => line.startsWith("jupyterlab=="))).toEqual([
    expect.stringMatching(/python_full_version < '3\.10'$/),
    expect.stringMatching(/python_full_version >= '3\.10'$/),
  ]);
});
