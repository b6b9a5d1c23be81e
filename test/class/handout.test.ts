import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { equalFormulas, parseFormula, readFormula } from "../../src/autoencoder/notation";
import { parts } from "../../src/autoencoder/question";
import { checkHandout } from "../../src/grading/student/check";
import { parseNotebook } from "../../src/kernel/runner/notebook-file";
import { expressionIn } from "../../src/notation/tree";
import { answers } from "../autoencoder/fixture";
import { type Answers, call, someClass, write, zip } from "./generator";
import { grade, gradesIn, temporary, temporaryForAll } from "./run";

const cli = resolve(__dirname, "../../dist/cli.js");
const handout = (cwd: string, ...args: string[]) =>
  execFileSync(process.execPath, [cli, "handout", ...args], { cwd, encoding: "utf8", stdio: "pipe" });

let folder = "";
beforeAll(() => {
  folder = temporaryForAll();
  handout(folder, "--out", "handout");
});

const textOf = (name: string): string => readFileSync(join(folder, "handout", name), "utf8");
const notebookOf = (name: string) => parseNotebook(textOf(name));

/** The handout's notebooks with a student's answers typed in, by file name. */
function filledIn(
  given: Answers,
  change: (cells: readonly object[]) => readonly object[] = (cells) => cells,
) {
  return Object.fromEntries(
    parts.map(({ id, notebook }): [string, string] => {
      const { cells, ...rest } = notebookOf(notebook);
      const filled = cells.map((cell) =>
        (cell.metadata.workbook as { answer?: string } | undefined)?.answer === id && given[id] !== undefined
          ? { ...cell, source: call(id, given[id]) }
          : cell,
      );
      return [notebook, JSON.stringify({ ...rest, cells: change(filled) })];
    }),
  );
}

describe("workbook handout", () => {
  test("writes the index and a notebook for each part, without outputs and with one marked answer cell", () => {
    expect(readdirSync(join(folder, "handout")).sort()).toEqual(
      ["index.ipynb", ...parts.map(({ notebook }) => notebook)].sort(),
    );
    for (const { id, notebook, title } of parts) {
      const { cells, metadata } = notebookOf(notebook);
      expect(metadata.kernelspec).toMatchObject({ name: "tslab-workbook" });
      expect(cells[0]?.source).toContain(`# (${id}) ${title}`);
      expect(cells.flatMap(({ outputs }) => outputs ?? [])).toEqual([]);
      const marked = cells.filter((cell) => cell.metadata.tags?.includes("answer"));
      expect(marked.map((cell) => cell.metadata.workbook)).toEqual([{ answer: id }]);
      expect(marked[0]?.source).toMatch(new RegExp(`^check\\("${id}", `));
    }
  });

  test("states which penalties are meant, what their average is, and what part (i) adds to the loss", () => {
    const [h, i] = ["part-h-sparsity.ipynb", "part-i-forward-pass.ipynb"].map(
      (name) => notebookOf(name).cells[0]?.source ?? "",
    );
    for (const name of ["hinge", "NLL", "squared", "l2"])
      expect(h).toMatch(new RegExp(`^\\| ${name} \\| .*\\$`, "m"));
    expect(h).toContain(String.raw`\hat p_j = \frac1N\sum_i a_{1,j}(x_i)`);
    expect(i).toContain(String.raw`\beta\sum_j g(\hat p_j)`);
    for (const source of [h, i]) expect(source).not.toContain("<details>");
  });

  test("gives no answer away, in words or in formulas", () => {
    const references = (["b", "c", "d", "e"] as const).map((id) => readFormula(answers[id].answer));
    const all = readdirSync(join(folder, "handout")).flatMap((name) => notebookOf(name).cells);
    for (const { source } of all) {
      expect(source).not.toMatch(/solution\s*\(/);
      for (const { answer } of Object.values(answers)) expect(source).not.toContain(answer);
      const spans = source.matchAll(/\$\$?([^$]+)\$\$?|`([^`]+)`|\(([^()]*)\)/g);
      for (const [, latex, code, inParentheses] of spans) {
        const piece = latex ?? code ?? inParentheses ?? "";
        const read = parseFormula(piece);
        if (read.ok && read.tree.type !== "name")
          for (const reference of references)
            expect(equalFormulas(expressionIn(read.tree), expressionIn(reference)), piece).not.toBe(true);
      }
    }
  });

  test("shows cards that offer hints and no solution", () => {
    for (const { id, notebook } of parts) {
      expect(notebookOf(notebook).cells.map(({ source }) => source)).toContain(
        'import { checkHandout as check, hint } from "autoencoder-workbook/grading";',
      );
      for (const answer of ["", "wrong", "(y"]) {
        const card = String(checkHandout(id, answer));
        expect(card).toContain(`hint("${id}") gives another hint.`);
        expect(card).not.toContain("solution");
      }
    }
  });

  test("folds the hints", () => {
    for (const { notebook } of parts) {
      const hints = notebookOf(notebook).cells.at(-1)?.source ?? "";
      expect(hints.match(/<details><summary>/g)).toHaveLength(2);
      expect(hints.replace(/<details>.*?<\/details>/g, "").trim()).toBe("");
    }
  });

  test("grades returned notebooks like the typed answers, also with moved and added cells", async () => {
    const students = someClass(6, 21);
    const other = {
      cell_type: "code",
      metadata: {},
      outputs: [],
      source: 'const mine = "no answer";\nmine',
      id: "mine",
    };
    for (const [i, [student, given]] of [...students].entries()) {
      const files = filledIn(given, (cells) => (i % 2 === 0 ? cells : [other, ...[...cells].reverse()]));
      if (i % 3 === 0)
        write(folder, {
          [`back/${student}.zip`]: zip(
            Object.fromEntries(Object.entries(files).map(([name, text]) => [`handout/${name}`, text])),
          ),
        });
      else write(join(folder, "back", student), { ...files, "index.ipynb": textOf("index.ipynb") });
      write(folder, { [`sheets/${student}.json`]: JSON.stringify(given) });
    }
    expect(await grade(folder, ["back", "--out", "graded"])).toMatchObject({ code: 0, stderr: "" });
    await grade(folder, ["sheets", "--out", "expected"]);
    const [found, expected] = [gradesIn(join(folder, "graded")), gradesIn(join(folder, "expected"))];
    expect([...found.keys()]).toEqual([...students.keys()]);
    for (const [student, row] of expected) {
      const { score, max, open, a, b, c, d, e, f, g, h, i, status, notes } = row;
      expect(found.get(student)).toMatchObject({
        score,
        max,
        open,
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        i,
        status,
        notes,
      });
    }
  }, 90_000);

  test("grades an unchanged handout as blank, not as wrong", async () => {
    write(join(folder, "blank/ada"), filledIn({}));
    await grade(folder, ["blank", "--out", "blank-out"]);
    const row = gradesIn(join(folder, "blank-out")).get("ada");
    expect(row).toMatchObject({ status: "graded", score: "0", notes: "" });
    for (const { id } of parts) expect(row?.[`${id} is`]).toBe("blank");
  });

  test("replaces only its own files, except with --force", () => {
    const own = temporary();
    const [first] = parts;
    handout(own, "--out", "out");
    expect(handout(own, "--out", "out")).toBe("10 notebooks are in out.\n");
    write(own, { [`out/${first?.notebook}`]: "my answers" });
    expect(() => handout(own, "--out", "out")).toThrow(
      /has notebooks with other content \(part-a-dimensions\.ipynb\)/,
    );
    expect(readFileSync(join(own, "out", first?.notebook ?? ""), "utf8")).toBe("my answers");
    handout(own, "--out", "out", "--force");
    expect(readFileSync(join(own, "out", first?.notebook ?? ""), "utf8")).toBe(textOf(first?.notebook ?? ""));
    expect(() => handout(own)).toThrow(/--out DIR/);
    expect(existsSync(join(own, "undefined"))).toBe(false);
  });
});
