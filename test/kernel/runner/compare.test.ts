import { expect, test } from "vitest";
import { differences } from "../../../src/kernel/runner/compare";
import type { Notebook } from "../../../src/kernel/runner/notebook-file";
import type { Output } from "../../../src/kernel/runner/outputs";

const notebook = (...outputs: readonly Output[]): Notebook => ({
  cells: [
    { cell_type: "markdown", source: "text", metadata: {} },
    { cell_type: "code", source: "1", metadata: {}, outputs, execution_count: 1 },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});
const shows = (data: Record<string, unknown>, execution_count = 1): Output => ({
  output_type: "execute_result",
  data,
  metadata: {},
  execution_count,
});
const prints = (text: string): Output => ({ output_type: "stream", name: "stdout", text });

test("equal outputs do not differ, whatever the cells' counts", () => {
  const data = { "text/plain": "1", "application/json": { a: [1] }, "image/png": "QUJD" };
  expect(differences(notebook(shows(data, 1)), notebook(shows(data, 9)))).toEqual([]);
});

test("a difference tells cell, output, kind and lines", () => {
  const before = "one\ntwo\nthree\nfour\nfive\n";
  expect(differences(notebook(prints(before)), notebook(prints(before.replace("three", "3"))))).toEqual([
    { cell: 2, output: 1, what: "stdout", diff: "@@ line 2 @@\n two\n-three\n+3\n four" },
  ]);
});

test("one space is a difference", () => {
  expect(differences(notebook(prints("a\n")), notebook(prints("a \n")))).toHaveLength(1);
});

test("each kind of a bundle is compared by itself", () => {
  const found = differences(
    notebook(shows({ "text/plain": "1", "text/html": "<b>1</b>" })),
    notebook(shows({ "text/plain": "1", "text/html": "<b>2</b>" })),
  );
  expect(found.map(({ what }) => what)).toEqual(["text/html"]);
});

test("JSON is shown line by line", () => {
  const [found] = differences(
    notebook(shows({ "application/json": { a: 1, b: 2 } })),
    notebook(shows({ "application/json": { a: 1, b: 3 } })),
  );
  expect(found?.diff).toContain('- "b": 2\n+ "b": 3');
});

test("images are compared by their bytes, however their base64 is broken into lines", () => {
  const image = (base64: string) => notebook(shows({ "image/png": base64 }));
  expect(differences(image("QUJDREVG\n"), image("QUJD\nREVG"))).toEqual([]);
  expect(differences(image("QUJD"), image("QUJE"))[0]?.diff).toMatch(/-3 bytes, SHA-256 \w+\n\+3 bytes/);
});

test("an output that is gone, or new, differs", () => {
  expect(differences(notebook(prints("a\n")), notebook())[0]?.diff).toContain("-a");
  expect(differences(notebook(), notebook(prints("a\n")))[0]?.diff).toContain("+a");
});

test("an output of another kind differs as both", () => {
  const found = differences(notebook(prints("1")), notebook(shows({ "text/plain": "1" })));
  expect(found.map(({ what }) => what)).toEqual(["stdout", "text/plain"]);
});

test("of a long line the place of the difference is shown", () => {
  const line = (mark: string) => `${"x".repeat(5000)}${mark}${"y".repeat(5000)}`;
  const [found] = differences(notebook(prints(line("A"))), notebook(prints(line("B"))));
  expect(found?.diff).toMatch(/-…x+Ay+…\n\+…x+By+…/);
  expect(found?.diff.length).toBeLessThan(500);
});

test("of a long difference the beginning is shown, and how much more there is", () => {
  const lines = (letter: string) => Array.from({ length: 50 }, (_, i) => `${letter}${i}\n`).join("");
  const [found] = differences(notebook(prints(lines("a"))), notebook(prints(lines("b"))));
  expect(found?.diff.split("\n")).toHaveLength(17);
  expect(found?.diff).toContain("… and 85 lines more");
});
