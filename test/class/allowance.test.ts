import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { rubric } from "../../src/autoencoder/question";
import type { Allowance } from "../../src/class/workers";
import { write } from "./generator";
import { gradesIn, temporary } from "./run";

// Threads run what was built: TypeScript itself they could not load.
const { gradeClass } = createRequire(__filename)(
  "../../dist/class/class.js",
) as typeof import("../../src/class/class");

/** What becomes of a class in which these files were handed in. */
async function graded(files: Readonly<Record<string, string>>, allowance: Allowance) {
  const folder = temporary();
  write(join(folder, "in"), files);
  const out = join(folder, "out");
  const onProgress = () => undefined;
  const options = { rubric, version: "", workers: 1, gradescope: false, force: false, onProgress };
  await gradeClass({ paths: [join(folder, "in")], out, allowance, ...options });
  return gradesIn(out);
}

const notebook = (cells: string): string => `{"nbformat":4,"metadata":{},"cells":[${cells}]}`;
const ada = { "ada.json": '{"b": "ypred - y"}' };
const zoe = { "zoe.json": '{"b": "ypred - y"}' };

vi.setConfig({ testTimeout: 60_000 });

test("a file that takes more memory than it may is a row with the reason, and the rest go on", async () => {
  // Ten characters that become an object with an element far out.
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

test("a file that takes longer than it may is a row with the reason, and the class is graded to the end", async () => {
  // As much code as a notebook may have, every sixth character of it a token.
  const cell = JSON.stringify({ cell_type: "code", source: 'check("b","y");'.repeat(13_000) });
  const slow = notebook(Array(100).fill(cell).join());
  // Half a second may be too short for the honest too, on a busy machine where a thread is still starting.
  const grades = await graded({ "eve.ipynb": slow, ...zoe }, { seconds: 0.5, megabytes: 1024 });
  expect(grades.get("eve")).toMatchObject({
    status: "refused",
    score: "",
    // Read or judged: that depends on how soon the thread could start.
    notes: expect.stringMatching(/It could not be (read|judged) within 0\.5 seconds\.$/),
  });
  expect([...grades.keys()]).toEqual(["eve", "zoe"]);
});
