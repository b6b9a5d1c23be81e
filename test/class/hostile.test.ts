import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { strToU8, type Zippable, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { type Answers, csv, notebook, write, zip } from "./generator";
import { bytesIn, type End, grade, gradesIn, temporaryForAll } from "./run";

const right = { b: "ypred - y" };
const script = "<script>window.pwned = 1</script>";
const image = '"><img src=x onerror="window.pwned=1">';
const spreadsheet = '=HYPERLINK("http://example.org";"x")';

/** A notebook with these cells. */
const cells = (...sources: readonly string[]) =>
  JSON.stringify({
    cells: sources.map((source) => ({ cell_type: "code", metadata: {}, outputs: [], source })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });

/** An archive whose only entry claims to be small. */
function lyingZip(): Uint8Array {
  const bytes = Buffer.from(zipSync({ "answers.json": new Uint8Array(3_000_000) }));
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(100, directory + 24);
  return bytes;
}

const link = (target: string): Zippable => ({
  "answers.json": [strToU8(target), { os: 3, attrs: 0o120777 * 2 ** 16 }],
});

const many = (count: number, bytes: number): Zippable =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.json`, new Uint8Array(bytes)]));

let folder = "";
let end: End;
let grades: ReadonlyMap<string, Readonly<Record<string, string>>>;
const pages = () =>
  readdirSync(join(folder, "out/feedback")).map((name) =>
    readFileSync(join(folder, "out/feedback", name), "utf8"),
  );

beforeAll(async () => {
  folder = temporaryForAll();
  write(folder, {
    "precious.txt": "precious",
    "in/right.json": JSON.stringify(right),
    "in/empty.ipynb": "",
    "in/truncated.ipynb": notebook(right).slice(0, -40),
    "in/deep.json": `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
    "in/deep-object.json": `{"b":${'{"x":'.repeat(100_000)}1${"}".repeat(100_000)}}`,
    "in/utf16.json": Buffer.from(`\ufeff${JSON.stringify(right)}`, "utf16le"),
    "in/latin1.md": Buffer.from("Student: Andr\u00e9\n(b) ypred - y\n", "latin1"),
    "in/bom.json": `\ufeff${JSON.stringify(right)}`,
    "in/picture.png": "PNG",
    "in/CON.json": JSON.stringify(right),
    "in/nul.ipynb": notebook(right),
    "in/Ada.json": JSON.stringify(right),
    "in/ada.json": JSON.stringify({ b: "y - ypred" }),
    "in/twice/answers.json": JSON.stringify({ b: "ypred - y", c: "dJ/dypred * df2/dz2" }),
    "in/twice/later.json": JSON.stringify({ b: "y - ypred", c: "dJ/dypred * df2/dz2 " }),
    "in/jan/part-b-output-gradient.ipynb": notebook(right),
    "in/jan/part-d-weight-gradient.ipynb": notebook(right).slice(0, 900),
    "in/runs.ipynb": cells(
      'require("node:fs").writeFileSync("pwned", "1")',
      'check("b", require("node:fs").writeFileSync("pwned", "1") ?? "ypred - y")',
      "check('c', `\u0024{process.exit(1)}`)",
      'import fs from "node:fs"; fs.rmSync("/", { recursive: true }); check("d", "dJ/dz2 a1^T")',
    ),
    "in/html.json": JSON.stringify({
      student: script,
      answers: { a: image, b: script, c: { answer: image }, f: { right: script, why: image }, [script]: "x" },
    }),
    "in/comma.csv": csv(new Map([["comma", { b: "1,5 (ypred - y)/1.5" }]]), ";"),
    "in/point.csv": csv(new Map([["point", { b: "1.5 (ypred - y)/1,5" }]]), ","),
    "in/formulas.csv": csv(
      new Map<string, Answers>([
        [spreadsheet, { b: "=1+1", f: "@SUM(A1)" }],
        ["+cmd|' /C calc'!A0", right],
      ]),
    ),
    "in/long.json": JSON.stringify({
      b: `${"(".repeat(5000)}y`,
      c: "y + ".repeat(200),
      d: "x".repeat(50_000),
    }),
    "in/climbs.zip": zip({
      "../../precious.txt.json": JSON.stringify(right),
      "/etc/answers.json": "{}",
      "C:\\answers.md": "(b) y",
    }),
    "in/bomb.zip": zipSync(many(40, 3_000_000)),
    "in/large.zip": zipSync({ "answers.json": new Uint8Array(26_000_000) }, { level: 0 }),
    "in/lies.zip": lyingZip(),
    "in/link.zip": zipSync(link("/etc/passwd")),
    "in/nothing.zip": zip({}),
    "in/broken.zip": zip({ "answers.json": "{}" }).slice(0, 60),
    "in/nested.zip": zipSync({ "one.zip": zip({ "answers.json": JSON.stringify(right) }) }),
    "in/nesting.zip": zipSync({ "one.zip": zipSync({ "two.zip": zip({ "answers.json": "{}" }) }) }),
    "in/crowd.json": `[${Array(20_001).fill("{}").join()}]`,
    "in/rows.csv": `b\n${"y\n".repeat(20_001)}`,
    "in/spaces.csv": `b,a.${" ".repeat(100_000)}!\nypred - y,1\n`,
    "in/gap.json": JSON.stringify({ a: `W${" ".repeat(9000)}!`, b: "ypred - y" }),
    "in/class.csv": 'student,b\nfine,ypred - y\nbroken,"ypred\n',
  });
  writeFileSync(join(folder, "in/huge.ipynb"), "");
  truncateSync(join(folder, "in/huge.ipynb"), 200_000_000);
  if (process.platform !== "win32") {
    symlinkSync("/etc/passwd", join(folder, "in/linked.json"));
    symlinkSync("..", join(folder, "in/around"));
    execFileSync("mkfifo", [join(folder, "in/pipe.json")]);
  }
  mkdirSync(join(folder, "in/hollow"));
  end = await grade(folder, ["in", "--out", "out", "--gradescope", "--workers", "2"]);
  grades = gradesIn(join(folder, "out"));
}, 120_000);

describe("a class of hostile submissions", () => {
  test("is graded to the end without error output", () => {
    expect(end).toMatchObject({ code: 1, stderr: "" });
    expect(end.stdout).not.toMatch(/^\s+at /m);
  });

  test.each([
    ["right", "1"],
    ["utf16", "1"],
    ["Andr\u00e9", "1"],
    ["bom", "1"],
    ["CON", "1"],
    ["nul", "1"],
    ["Ada", "1"],
    ["ada", "0"],
    ["comma", "1"],
    ["point", "1"],
    ["nested", "1"],
    ["spaces, row 2", "1"],
    ["gap", "1"],
    ["fine", "1"],
    ["'+cmd|' /C calc'!A0", "1"],
  ])("gives %s the right marks", (student, score) => {
    expect(grades.get(student)).toMatchObject({ status: "graded", score });
  });

  test.each([
    ["empty", "The file is empty"],
    ["truncated", "not complete JSON"],
    ["deep, entry 1", "not an object with answers"],
    ["huge", "200 MB; a file may have at most 25 MB"],
    ["picture.png", "not a file with answers"],
    ["climbs", "points outside the archive"],
    ["bomb", "zip bomb"],
    ["large", "26 MB; a file may have at most 25 MB"],
    ["lies", "in the archive is damaged"],
    ["link", "symbolic link"],
    ["nothing", "empty"],
    ["crowd", "more than 20000 rows or entries"],
    ["rows", "more than 20000 rows or entries"],
    ["broken", "damaged"],
    ["nesting", "nested in too many archives"],
    ...(process.platform === "win32"
      ? []
      : [
          ["linked", "symbolic link"],
          ["around", "symbolic link"],
          ["pipe", "not a regular file"],
        ]),
  ])("has a row for %s with the reason", (student, reason) => {
    expect(grades.get(student)).toMatchObject({
      status: "refused",
      score: "",
      notes: expect.stringContaining(reason ?? ""),
    });
    expect(end.stdout.includes(reason ?? "") || end.stdout.includes("more in grades.csv")).toBe(true);
  });

  test("lets a person choose between two answers of one student, unless they are equal", () => {
    expect(grades.get("twice")).toMatchObject({ "b is": "answers differ", b: "0", c: "1", open: "1" });
    expect(grades.get("twice")?.notes).toContain(
      "Different answers to (b) were handed in, in in/twice/answers.json and in/twice/later.json",
    );
  });

  test("keeps the marks of a part open if its notebook is truncated", () => {
    expect(grades.get("jan")).toMatchObject({
      b: "1",
      "d is": "not readable",
      d: "0",
      open: "2",
      "e is": "blank",
    });
    expect(grades.get("jan")?.notes).toMatch(
      /^in\/jan\/part-d-weight-gradient\.ipynb: It is not complete JSON[^·]*$/,
    );
  });

  test("writes separate pages for names that clash on some systems", () => {
    const names = readdirSync(join(folder, "out/feedback")).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(grades.size);
    for (const name of names) expect(name).not.toMatch(/^(?:con|nul)\./);
    expect(end.stdout).toContain("These names may belong to one student. They were kept separate: Ada, ada.");
  });

  test("never runs code, refuses computed answers and counts literal ones", () => {
    expect(existsSync(join(folder, "pwned"))).toBe(false);
    expect(grades.get("runs")).toMatchObject({ "b is": "not readable", "c is": "not readable", d: "2" });
  });

  test("writes nothing outside of the folder of results", () => {
    expect(readFileSync(join(folder, "precious.txt"), "utf8")).toBe("precious");
    expect(readdirSync(folder).sort()).toEqual(["in", "out", "precious.txt"]);
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      ".workbook-grade.sha256",
      "feedback",
      "grades.csv",
      "gradescope",
      "report.html",
    ]);
  });

  test("escapes students' markup on every page, and allows no script of theirs", () => {
    const report = readFileSync(join(folder, "out/report.html"), "utf8");
    for (const page of [...pages(), report]) {
      expect(page).not.toContain(script);
      expect(page).not.toContain("<img");
      expect(page).not.toMatch(/on\w+="window/);
      expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'/);
      expect(page).not.toContain("script-src 'unsafe-inline'");
    }
    expect(pages().join("")).toContain("&lt;script&gt;window.pwned = 1&lt;/script&gt;");
    for (const page of pages()) expect(page).not.toMatch(/<script/i);
  });

  test("writes no formula into grades.csv", () => {
    for (const row of grades.values())
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@|]/);
    expect([...grades.keys()]).toContain(`'${spreadsheet}`);
  });

  test("gives the same bytes when run again with one worker", async () => {
    await grade(folder, ["in", "--out", "again", "--gradescope"]);
    expect(bytesIn(join(folder, "again"))).toEqual(bytesIn(join(folder, "out")));
  }, 60_000);
});
