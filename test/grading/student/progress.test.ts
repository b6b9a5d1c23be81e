import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { check } from "../../../src/grading/student/check";
import { progress } from "../../../src/grading/student/progress";

describe("progress", () => {
  const before = process.cwd();
  let folder: string;
  const file = () => join(folder, ".progress.json");
  const rows = () =>
    Object.fromEntries(progress().rows.map(({ part, marks, state }) => [part, `${marks} ${state}`]));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "progress-"));
    process.chdir(folder);
    Reflect.set(globalThis, "jupyter", {});
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "jupyter");
    delete process.env.WORKBOOK_PROGRESS;
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });

  it("stores the best answer to each part next to the notebook", () => {
    expect(rows()).toMatchObject({ a: "0 of 2 ", d: "0 of 2 " });
    check("a", { W1: "m×d" });
    check("d", "dJ/dz2 a1^T");
    check("d", "dJ/dz2");
    expect(rows()).toMatchObject({ a: "½ of 2 ✗ not yet", d: "2 of 2 ✓ right", e: "0 of 1 " });
    expect(String(progress())).toContain("1 of 9 parts right, 2½ of 14 marks (our own split).");
    expect(readdirSync(folder)).toEqual([".progress.json"]);
  });

  it("ignores blank answers, unreadable answers and practice formulas", () => {
    check("d", "…");
    check("d", "(");
    check("dJ/dW1", "dJ/dz1 x^T");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does not read or write its file in a recorded run or outside a notebook", () => {
    writeFileSync(file(), JSON.stringify({ d: { score: 2, maxScore: 2, right: true, tries: 1 } }));
    expect(rows().d).toBe("2 of 2 ✓ right");
    process.env.WORKBOOK_PROGRESS = "off";
    check("e", "W2 - eta dJ/dW2");
    expect(rows()).toMatchObject({ d: "0 of 2 ", e: "0 of 1 " });
    delete process.env.WORKBOOK_PROGRESS;
    Reflect.deleteProperty(globalThis, "jupyter");
    check("e", "W2 - eta dJ/dW2");
    expect(rows().d).toBe("0 of 2 ");
    expect(Object.keys(JSON.parse(readFileSync(file(), "utf8")))).toEqual(["d"]);
  });

  it("ignores a truncated, corrupt or foreign file", () => {
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"d": 5}',
      '{"d": {"score": "x"}}',
      '{"__proto__": {"d": 1}}',
    ]) {
      writeFileSync(file(), text);
      expect(rows().d).toBe("0 of 2 ");
    }
    check("i", "forward");
    expect(rows().i).toBe("1 of 1 ✓ right");
  });

  it("leaves the verdict unchanged if its file cannot be written", () => {
    mkdirSync(file());
    writeFileSync(join(file(), "x"), "");
    expect(check("i", "forward").verdict).toBe("correct");
    expect(rows().i).toBe("0 of 1 ");
    expect(readdirSync(folder)).toEqual([".progress.json"]);
  });
});
