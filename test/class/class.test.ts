import type { ChildProcess } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { type PartId, parts } from "../../src/autoencoder/question";
import type { Graded } from "../../src/class/grade";
import { rubricIn } from "../../src/commands/rubric-yaml";
import { judge } from "../../src/grading/judge";
import type { AnswerInput } from "../../src/grading/verdict/verdict";
import { Journal } from "../../src/system/journal";
import { type Answers, csv, markdown, notebook, someClass, write, zip } from "./generator";
import { bytesIn, grade, gradesIn, temporary } from "./run";

/** The marks that the checker of one answer gives a student, part by part. */
function expected(answers: Answers): Readonly<Record<string, string>> {
  const earlier: Partial<Record<PartId, AnswerInput>> = {};
  return Object.fromEntries(
    parts.map(({ id }) => {
      const given = answers[id] ?? "";
      const answer = typeof given === "string" ? given.replace(/(\d),(\d)/g, "$1.$2") : given;
      const { score } = judge(id, answer, { earlier: { ...earlier } });
      earlier[id] = answer;
      return [id, String(score)];
    }),
  );
}

const total = (marks: Readonly<Record<string, string>>): string =>
  String(Object.values(marks).reduce((sum, mark) => sum + Number(mark), 0));

/** Kills a process as soon as it is time. It cannot clean up. */
async function killWhen(isTime: () => boolean, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && !isTime()) await pause(1);
  child.kill("SIGKILL");
}

/** The number of lines of a file; 0 if there is no file. */
const linesIn = (file: string): number =>
  existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;

// Each of these tests starts several processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

describe("workbook grade", () => {
  test("gives the same marks in every format as the checker of one answer", async () => {
    const folder = temporary();
    const students = someClass(24, 3);
    const forms: ((student: string, answers: Answers) => void)[] = [
      (student, answers) => write(folder, { [`in/${student}.ipynb`]: notebook(answers) }),
      (student, answers) => write(folder, { [`in/${student}/answers.json`]: JSON.stringify(answers) }),
      (student, answers) =>
        write(folder, { [`in/${student}.zip`]: zip({ "handout/notebooks/exam.ipynb": notebook(answers) }) }),
      (student, answers) =>
        write(folder, { [`in/group 1/${student}.md`.replace("group 1/", "")]: markdown(answers) }),
      (student, answers) => {
        for (const [part, answer] of Object.entries(answers))
          write(folder, {
            [`in/${student}/notebooks/part-${part}-name.ipynb`]: notebook({ [part]: answer }),
          });
        write(folder, {
          [`in/${student}/notebooks/index.ipynb`]: notebook({}),
          [`in/${student}/photo.png`]: "PNG",
        });
      },
      (student, answers) =>
        write(folder, { [`in/rows of ${student}.csv`]: csv(new Map([[student, answers]]), ";") }),
    ];
    for (const [i, [student, answers]] of [...students].entries())
      forms[i % forms.length]?.(student, answers);
    const { code, stdout, stderr } = await grade(folder, ["in", "--out", "out"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Graded 24 students: /);
    expect(code).toBe(0);
    const grades = gradesIn(join(folder, "out"));
    expect([...grades.keys()]).toEqual([...students.keys()]);
    for (const [student, answers] of students) {
      const marks = expected(answers);
      expect(grades.get(student)).toMatchObject({
        status: "graded",
        score: total(marks),
        max: "14",
        ...marks,
      });
    }
  });

  test("gives full marks to (d) if it builds correctly on an error in (c)", async () => {
    const folder = temporary();
    write(folder, {
      "in/ada.json": JSON.stringify({ c: "-dJ/dypred * df2/dz2", d: "(-dJ/dypred * df2/dz2) a1^T" }),
      "in/bob.json": JSON.stringify({ d: "(-dJ/dypred * df2/dz2) a1^T" }),
    });
    await grade(folder, ["in", "--out", "out"]);
    const grades = gradesIn(join(folder, "out"));
    expect(grades.get("ada")).toMatchObject({ c: "0", d: "2" });
    expect(grades.get("bob")).toMatchObject({ d: "0" });
    expect(readFileSync(join(folder, "out", "feedback", "ada.html"), "utf8")).toContain(
      "builds correctly on your answer to (c)",
    );
  });

  test("writes the same bytes with one worker, with three, and over an older run", async () => {
    const folder = temporary();
    for (const [student, answers] of someClass(30, 8))
      write(folder, { [`in/${student}.ipynb`]: notebook(answers, 300) });
    await grade(folder, ["in", "--out", "one", "--gradescope"]);
    await grade(folder, ["in", "--out", "three", "--workers", "3", "--gradescope"]);
    const reference = bytesIn(join(folder, "one"));
    expect(Object.keys(reference)).toHaveLength(30 + 30 + 3);
    expect(bytesIn(join(folder, "three"))).toEqual(reference);
    rmSync(join(folder, "in", "student-0007.ipynb"));
    await grade(folder, ["in", "--out", "one"]);
    expect(Object.keys(bytesIn(join(folder, "one")))).toHaveLength(29 + 3);
    expect(existsSync(join(folder, "one/gradescope"))).toBe(false);
    write(folder, { "in/student-0007.ipynb": notebook(someClass(7, 8).get("student-0007") ?? {}, 300) });
    for (let times = 0; times < 2; times++) {
      await grade(folder, ["in", "--out", "one", "--gradescope"]);
      expect(bytesIn(join(folder, "one"))).toEqual(reference);
    }
  });

  test("ends with the same bytes after it was killed at any moment and run again", async () => {
    const folder = temporary();
    for (const [student, answers] of someClass(60, 4))
      write(folder, { [`in/${student}.ipynb`]: notebook(answers) });
    const args = (out: string) => ["in", "--out", out, "--gradescope"];
    const killed = join(folder, "killed");
    const judged = () => linesIn(join(killed, ".workbook-grade.jsonl"));
    const written = () =>
      existsSync(join(killed, "feedback")) ? readdirSync(join(killed, "feedback")).length : 0;
    const moments: readonly (() => boolean)[] = [
      () => existsSync(killed),
      () => judged() > 5,
      () => judged() > 35,
      () => written() > 3,
      () => written() > 50,
    ];
    let kills = 0;
    for (const isTime of moments) {
      const { code } = await grade(folder, args("killed"), (child) => void killWhen(isTime, child));
      if (code === null) kills += 1;
    }
    // A quick run may end before it is killed.
    expect(kills).toBeGreaterThan(0);
    expect((await grade(folder, args("killed"))).code).toBe(0);
    await grade(folder, args("whole"));
    expect(bytesIn(killed)).toEqual(bytesIn(join(folder, "whole")));
  });

  test("keeps the complete lines of a truncated journal, and adds more", () => {
    const path = join(temporary(), "journal.jsonl");
    const result = {
      student: "ada",
      sources: [],
      parts: [],
      score: 7,
      maxScore: 14,
      open: 0,
      notes: [],
      refused: null,
    };
    const journal = new Journal<Graded>(path, { of: "workbook grade", build: "" });
    journal.add("one", result);
    journal.add("zwei", { ...result, student: "Zoë" });
    journal.close();
    appendFileSync(path, '["torn", {"stu');
    const again = new Journal<Graded>(path, { of: "workbook grade", build: "" });
    expect(["one", "zwei", "torn"].map((key) => again.has(key))).toEqual([true, true, false]);
    again.add("torn", { ...result, student: "bob" });
    expect(["one", "zwei", "torn"].map((key) => again.get(key).student)).toEqual(["ada", "Zoë", "bob"]);
    again.close();
    expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(4);
  });
});

describe("the folder of results", () => {
  const one = { "in/ada.json": JSON.stringify({ b: "ypred - y" }) };

  test("is not changed if it contains other files, except with --force", async () => {
    const folder = temporary();
    write(folder, { ...one, "out/grades.csv": "mine", "out/thesis.txt": "mine" });
    const { code, stderr } = await grade(folder, ["in", "--out", "out"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "out contains files that this command did not write: choose another folder for --out, or pass --force to write beside them.\n",
    });
    expect(readFileSync(join(folder, "out/grades.csv"), "utf8")).toBe("mine");
    expect((await grade(folder, ["in", "--out", "out", "--force"])).code).toBe(0);
    expect(readFileSync(join(folder, "out/thesis.txt"), "utf8")).toBe("mine");
    expect(gradesIn(join(folder, "out")).get("ada")?.score).toBe("1");
  });

  test("keeps files that were added to it", async () => {
    const folder = temporary();
    write(folder, one);
    await grade(folder, ["in", "--out", "out"]);
    write(folder, { "out/notes.txt": "mine", "in/eve.json": "{}", "out/feedback/eve.html": "not yours" });
    expect((await grade(folder, ["in", "--out", "out"])).stderr).toMatch(
      /eve\.html was not written by this command/,
    );
    rmSync(join(folder, "out/feedback/eve.html"));
    await grade(folder, ["in", "--out", "out"]);
    expect(readFileSync(join(folder, "out/notes.txt"), "utf8")).toBe("mine");
    expect(gradesIn(join(folder, "out")).size).toBe(2);
  });

  test("is not written through a link", async () => {
    const folder = temporary();
    write(folder, { ...one, "elsewhere/ada.html": "mine" });
    mkdirSync(join(folder, "out"));
    symlinkSync(join(folder, "elsewhere"), join(folder, "out/feedback"));
    expect((await grade(folder, ["in", "--out", "out", "--force"])).code).toBe(1);
    expect(readFileSync(join(folder, "elsewhere/ada.html"), "utf8")).toBe("mine");
  });

  test("must not be the graded folder, and is skipped inside of it", async () => {
    const folder = temporary();
    write(folder, one);
    expect(await grade(folder, ["in", "--out", "in", "--force"])).toMatchObject({ code: 2 });
    for (let times = 0; times < 2; times++)
      expect((await grade(folder, ["in", "--out", "in/out", "--gradescope"])).stdout).toMatch(
        /^Graded 1 student:/,
      );
  });
});

describe("an error on the command line", () => {
  test.each([
    [[], "Name what to grade"],
    [["in"], "--out DIR"],
    [["nowhere", "--out", "out"], "There is no file or folder nowhere."],
    [["in", "--out", "out", "--workers", "0"], "a whole number from 1"],
    [["in", "--print-rubric"], "leave out the submissions"],
  ])("is explained in a sentence for %j", async (args, meant) => {
    const folder = temporary();
    write(folder, { "in/ada.json": "{}" });
    const { code, stderr, stdout } = await grade(folder, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(meant);
    expect(stderr).not.toContain("    at ");
  });

  test("is explained for an empty folder", async () => {
    const folder = temporary();
    mkdirSync(join(folder, "in"));
    expect(await grade(folder, ["in", "--out", "out"])).toEqual({
      code: 1,
      stdout: "",
      stderr: "There is nothing to grade in these paths.\n",
    });
  });
});

describe("an instructor's rubric", () => {
  const answers = { "in/ada.json": JSON.stringify({ b: "y - ypred", e: "W2 - eta dJ/dW2" }) };

  test("changes nothing as printed, and changes marks and messages if it is edited", async () => {
    const folder = temporary();
    write(folder, answers);
    await grade(folder, ["in", "--out", "ours"]);
    const { stdout: printed } = await grade(folder, ["--print-rubric"]);
    write(folder, {
      "same.yaml": printed,
      "mine.yaml":
        "parts:\n  b: { fields: { answer: { correct: 1, sign: 0.25 } } }\nmessages:\n  sign: { message: Mind the sign. }\n",
    });
    await grade(folder, ["in", "--out", "same", "--rubric", "same.yaml"]);
    expect(bytesIn(join(folder, "same"))).toEqual(bytesIn(join(folder, "ours")));
    await grade(folder, ["in", "--out", "same", "--rubric", "mine.yaml"]);
    expect(gradesIn(join(folder, "same")).get("ada")).toMatchObject({
      b: "0.25",
      e: "1",
      "b is": "partly right",
    });
    expect(readFileSync(join(folder, "same/feedback/ada.html"), "utf8")).toContain("Mind the sign.");
  });

  test.each([
    [
      "parts:\n  b:\n    fields:\n      answer:\n        correct: many\n",
      "mine.yaml: line 5: .*parts\\.b\\.fields\\.answer\\.correct",
    ],
    ["parts:\n  b:\n    fields:\n      answr: {}\n", 'mine.yaml: line 4: .*"answr" at parts\\.b\\.fields'],
    ["messages:\n  sign:\n    tittle: x\n", 'mine.yaml: line 3: .*"tittle" at messages\\.sign'],
    ["parts: [\n", "mine.yaml: line 2: "],
    ["", "mine.yaml: .*null at its root"],
    [
      "parts:\n  f:\n    keyPoints:\n      - id: x\n        text: y\n",
      "mine.yaml: line 4: .*keyPoints\\[0\\]",
    ],
  ])("is refused with its line and key: %j", (text, meant) => {
    const folder = temporary();
    write(folder, { "mine.yaml": text });
    expect(() => rubricIn(join(folder, "mine.yaml"))).toThrow(new RegExp(`${meant}.*$`));
  });

  test("ends the command with a sentence before anything is written, if it is refused", async () => {
    const folder = temporary();
    write(folder, { ...answers, "mine.yaml": "parts: [\n" });
    const { code, stderr } = await grade(folder, ["in", "--out", "out", "--rubric", "mine.yaml"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mine\.yaml: line 2: .*\n$/);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

test("writes results.json at the top for one submission, as Gradescope specifies it", async () => {
  const folder = temporary();
  write(folder, {
    "in/ada.json": JSON.stringify({ b: "ypred - y", c: "dJ/dypred", f: { right: "no", why: "words" } }),
  });
  await grade(folder, ["in", "--out", "out", "--gradescope"]);
  const { score, tests } = JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8"));
  expect(score).toBe(Number(gradesIn(join(folder, "out")).get("ada")?.score));
  expect(tests).toHaveLength(9);
  expect(tests.map((one: { number: string }) => one.number).join("")).toBe("abcdefghi");
  expect(tests[1]).toEqual({
    name: "Gradient at the output",
    number: "b",
    score: 1,
    max_score: 1,
    status: "passed",
    output: "You wrote: ypred - y\nRead as: ypred - y (d×1)",
    output_format: "text",
  });
  expect(tests[2]).toMatchObject({ score: 0, status: "failed", output: expect.stringContaining("Hint: ") });
});

test("prints the same facts for programs with --json", async () => {
  const folder = temporary();
  write(folder, { "in/ada.json": JSON.stringify({ b: "ypred - y" }), "in/bob.ipynb": "{" });
  const { code, stdout } = await grade(folder, ["in", "--out", "out", "--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    students: [
      {
        student: "ada",
        score: 1,
        maxScore: 14,
        open: 0,
        refused: null,
        notes: [],
        page: "feedback/ada.html",
      },
      expect.objectContaining({
        student: "bob",
        refused: expect.stringMatching(/^in\/bob\.ipynb: It is not complete JSON/),
      }),
    ],
    remarks: [],
  });
});
