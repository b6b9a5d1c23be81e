import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ResultsFolder } from "../../src/class/output/folder";
import { bytesIn, temporary } from "./run";

const list = ".workbook-grade.sha256";

/** A complete run that writes these files. */
function run(path: string, files: Readonly<Record<string, string>>): void {
  const folder = new ResultsFolder(path, false);
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  folder.finish();
  folder.close();
}

describe("a folder of results", () => {
  test("ends the same after an interrupted run, even with other results", () => {
    const [interrupted, whole] = [temporary(), temporary()];
    run(interrupted, { "grades.csv": "first", "feedback/ada.html": "ada" });
    const left = new ResultsFolder(interrupted, false);
    left.write("grades.csv", "second");
    left.write("feedback/bob.html", "bob");
    left.close();
    appendFileSync(join(interrupted, list), "0123abc  feedback/ey");
    writeFileSync(join(interrupted, ".workbook-grade.new"), "half of someth");
    run(interrupted, { "grades.csv": "third", "feedback/bob.html": "bob" });
    run(whole, { "grades.csv": "third", "feedback/bob.html": "bob" });
    expect(bytesIn(interrupted)).toEqual(bytesIn(whole));
  });

  test("does not replace a file that was edited since, and writes the others", () => {
    const path = temporary();
    run(path, { "grades.csv": "first" });
    writeFileSync(join(path, "grades.csv"), "by hand");
    for (const other of ["second", "third"]) {
      const folder = new ResultsFolder(path, false);
      folder.write("grades.csv", other);
      folder.write("report.html", other);
      folder.finish();
      folder.close();
      expect(folder.edited).toEqual(["grades.csv"]);
      expect(readFileSync(join(path, "grades.csv"), "utf8")).toBe("by hand");
      expect(readFileSync(join(path, "report.html"), "utf8")).toBe(other);
    }
    const forced = new ResultsFolder(path, true);
    forced.write("grades.csv", "fourth");
    forced.close();
    expect(forced.edited).toEqual([]);
    expect(readFileSync(join(path, "grades.csv"), "utf8")).toBe("fourth");
    rmSync(join(path, "report.html"));
    rmSync(join(path, "grades.csv"));
    run(path, {});
    expect(readdirSync(path)).toEqual([list]);
  });

  test("ignores files outside that its list names", () => {
    const path = temporary();
    run(path, { "grades.csv": "first" });
    writeFileSync(join(path, "../outside.txt"), "first");
    const [hash] = readFileSync(join(path, list), "utf8").split(" ");
    appendFileSync(join(path, list), `${hash}  ../outside.txt\n`);
    run(path, {});
    expect(readFileSync(join(path, "../outside.txt"), "utf8")).toBe("first");
    rmSync(join(path, "../outside.txt"));
  });
});
