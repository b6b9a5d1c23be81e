import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { rubric } from "../../src/autoencoder/question";
import type { Allowance } from "../../src/class/workers";
import { write } from "./generator";
import { gradesIn, temporary } from "./run";

// Threads load the built files, because they cannot load TypeScript.
const { gradeClass } = createRequire(__filename)(
  "../../dist/class/class.js",
) as typeof import("../../src/class/class");

/** The grades of a class that handed in these files. */
async function graded(files: Readonly<Record<string, string>>, allowance: Allowance) {
  const folder = temporary();
  write(join(folder, "in"), files);
  const out = join(folder, "out");
  const onProgress = () => undefined;
  const options = { rubric, workers: 1, gradescope: false, force: false, onProgress };
  await gradeClass({ paths: [join(folder, "in")], out, allowance, ...options });
  return gradesIn(out);
}

const notebook = (cells: string): string => `{"nbformat":4,"metadata":{},"cells":[${cells}]}`;
const ada = { "ada.json": '{"b": "ypred - y"}' };
const zoe = { "zoe.json": '{"b": "ypred - y"}' };

vi.setConfig({ testTimeout: 60_000 });

test("refuses a file that needs too much memory, and grades the others", async () => {
  // Ten characters turn into an object with a large index.
  const greedy = notebook(Array(400_000).fill('{"900":1}').join());
  const grades = await graded({ ...ada, "eve.ipynb": greedy, ...zoe }, { seconds: 30, megabytes: 64 });
  expect(grades.get("eve")).toMatchObject({
    status: "refused",
    score: "",
    notes: "in/eve.ipynb: It could not be read in 64 MB of memory.",
  });
  for (const student of ["ada", "zoe"])
    expect(grades.get(student)).toMatchObject({ status: "graded", score: "1" });
});

test("refuses a file that takes too long, and finishes the class", async () => {
  // As much code as a notebook may have, with a token every six characters.
  const cell = JSON.stringify({ cell_type: "code", source: 'check("b","y");'.repeat(13_000) });
  const slow = notebook(Array(100).fill(cell).join());
  // On a busy machine half a second may be too short for the other student, too.
  const grades = await graded({ "eve.ipynb": slow, ...zoe }, { seconds: 0.5, megabytes: 1024 });
  expect(grades.get("eve")).toMatchObject({
    status: "refused",
    score: "",
    // Whether it fails in reading or in judging depends on how soon the thread started.
    notes: expect.stringMatching(/It could not be (read|judged) within 0\.5 seconds\.$/),
  });
  expect([...grades.keys()]).toEqual(["eve", "zoe"]);
});
