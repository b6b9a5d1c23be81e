import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeAtomically } from "../../src/system/atomic-write";
import { Journal } from "../../src/system/journal";
import { temporary } from "../temporary";

const owner = { of: { run: "ours" }, build: "one" };
const fresh = () => join(temporary(), "journal.jsonl");

function filled(): string {
  const file = fresh();
  const journal = new Journal(file, owner);
  journal.add("2", { value: 0.1 });
  journal.add("0", { value: "two\nlines, ½" });
  journal.close();
  return file;
}

describe("a journal", () => {
  it("keeps every complete line, wherever the file was truncated", () => {
    const text = readFileSync(filled());
    const ends = [...text.keys()].filter((at) => text[at] === 10).map((at) => at + 1);
    for (let length = 0; length <= text.length; length++) {
      const file = fresh();
      writeFileSync(file, text.subarray(0, length));
      const journal = new Journal(file, owner);
      expect(journal.keys()).toHaveLength(Math.max(0, ends.filter((end) => end <= length).length - 1));
      journal.add("5", { value: 5 });
      journal.close();
      const again = new Journal(file, owner);
      expect(again.keys().at(-1)).toBe("5");
      expect(again.get("5")).toEqual({ value: 5 });
      again.remove();
      expect(existsSync(file)).toBe(false);
    }
  });

  it("discards the results of another build, and says so", () => {
    const file = filled();
    const journal = new Journal(file, { ...owner, build: "two" });
    expect([journal.discarded, journal.keys()]).toEqual([true, []]);
    journal.close();
    const same = new Journal(file, { ...owner, build: "two" });
    expect(same.discarded).toBe(false);
    same.close();
  });

  it("does not touch the journal of other work, or another file", () => {
    const message = "does not belong to this run";
    expect(() => new Journal(filled(), { ...owner, of: { run: "theirs" } })).toThrow(message);
    const file = filled();
    appendFileSync(file, "some words\n");
    expect(() => new Journal(file, owner)).toThrow(message);
    const letter = fresh();
    writeFileSync(letter, "Dear reader");
    expect(() => new Journal(letter, owner)).toThrow(message);
    expect(readFileSync(letter, "utf8")).toBe("Dear reader");
  });
});

describe("an atomic write", () => {
  it("replaces a file and leaves nothing beside it", () => {
    const file = fresh();
    writeAtomically(file, "old");
    writeAtomically(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(existsSync(`${file}.${process.pid}.new`)).toBe(false);
  });
});
