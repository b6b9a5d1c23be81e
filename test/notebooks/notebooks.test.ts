import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exports } from "../../package.json";
import { parts } from "../../src/autoencoder/question";

interface Cell {
  readonly cell_type: "markdown" | "code";
  readonly source: string | readonly string[];
  readonly outputs?: readonly { readonly output_type: string; readonly name?: string }[];
}

const folder = join(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const cellsOf = (file: string): readonly Cell[] => JSON.parse(read(file)).cells;
const sourceOf = (cell: Cell) => [cell.source].flat().join("");
const code = (file: string) => cellsOf(file).filter((cell) => cell.cell_type === "code");
const prose = (file: string) =>
  cellsOf(file)
    .filter((cell) => cell.cell_type === "markdown")
    .map(sourceOf)
    .join("\n");

describe.each(files)("%s", (file) => {
  test("has 12 to 25 cells, none of them long", () => {
    const cells = cellsOf(file);
    expect(cells.length).toBeGreaterThanOrEqual(12);
    expect(cells.length).toBeLessThanOrEqual(25);
    for (const cell of code(file)) expect(sourceOf(cell).split("\n").length).toBeLessThanOrEqual(15);
  });

  test("is committed with the outputs of every cell, none of them an error or a warning", () => {
    for (const cell of code(file)) {
      const source = sourceOf(cell);
      expect(
        cell.outputs?.map((output) => output.name ?? output.output_type),
        source,
      ).not.toContain("stderr");
      expect(
        cell.outputs?.map((output) => output.output_type),
        source,
      ).not.toContain("error");
    }
    expect(code(file).filter((cell) => cell.outputs?.length).length).toBeGreaterThan(0);
  });

  test("is light: below 500 kB, without plotly.js in it", () => {
    expect(Buffer.byteLength(read(file))).toBeLessThan(500_000);
    expect(read(file)).not.toContain("plotly.js v");
  });

  test("imports only from mathjs and the entries of the library", () => {
    const imported = code(file).flatMap((cell) =>
      [...sourceOf(cell).matchAll(/from "([^"]+)"/g)].map(([, name]) => name),
    );
    const allowed = [
      "mathjs",
      ...Object.keys(exports).map((entry) => entry.replace(".", "autoencoder-workbook")),
    ];
    expect(imported.filter((name) => !allowed.includes(name ?? ""))).toEqual([]);
  });

  test("links only to notebooks that are there", () => {
    const links = [...prose(file).matchAll(/\]\(([^)]+\.ipynb)\)/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });

  test("names the workbook's own kernel", () => {
    expect(JSON.parse(read(file)).metadata.kernelspec).toEqual({
      display_name: "TypeScript (workbook)",
      language: "typescript",
      name: "tslab-workbook",
    });
  });
});

describe("the index", () => {
  test("gives every part the points that the exam's data give it", () => {
    const rows = [...prose("index.ipynb").matchAll(/^\| ([a-i]) \| .*? \| (\d+) \|/gm)].map(
      ([, id, points]) => [id, Number(points)],
    );
    expect(rows).toEqual(parts.map(({ id, points }) => [id, points]));
  });
});

describe.each(files.filter((file) => file.startsWith("part-")))("%s", (file) => {
  test("titles its part, asks to predict, and ends in the answer", () => {
    const id = /^part-(\w)-/.exec(file)?.[1];
    const part = parts.find((candidate) => candidate.id === id);
    const text = prose(file);
    expect(text).toMatch(new RegExp(`^# \\(${id}\\) `));
    expect(text).toContain(
      `${part?.points} ${part?.points === 1 ? "point" : "points"} of 14 (our own split)`,
    );
    for (const heading of ["**Predict.**", "### Your turn", "### Answer", "### Change one thing"])
      expect(text).toContain(heading);
  });
});
