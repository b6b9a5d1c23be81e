import { existsSync, realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import type { ClassResult } from "../class/class";
import { counted } from "../grading/verdict/words";
import { exitOnStop, progressBar, UsageError, wholeNumber } from "./terminal";

interface Options {
  readonly out?: string;
  readonly rubric?: string;
  readonly printRubric?: boolean;
  readonly gradescope?: boolean;
  readonly force?: boolean;
  readonly workers: number;
  readonly json?: boolean;
}

/** How many refused submissions are printed. */
const shownRefusals = 20;

/** Prints the result for a person. */
function report({ students, remarks }: ClassResult, out: string): void {
  const graded = students.filter((student) => student.refused === null);
  const refused = students.filter((student) => student.refused !== null);
  const mean = graded.reduce((sum, { score }) => sum + score, 0) / graded.length;
  console.log(
    graded.length > 0
      ? `Graded ${counted(graded.length, "student")}: ${Number(mean.toFixed(2))} of ${graded[0]?.maxScore} marks on average.`
      : "Nothing could be graded.",
  );
  const noted = graded.filter(({ notes }) => notes.length > 0).length;
  if (noted > 0) console.log(`There are notes on ${counted(noted, "student")} in grades.csv.`);
  for (const remark of remarks) console.log(remark);
  for (const { student, refused: reason } of refused.slice(0, shownRefusals))
    console.log(`✗ ${student}: ${reason}`);
  if (refused.length > shownRefusals)
    console.log(`✗ … and ${refused.length - shownRefusals} more in grades.csv.`);
  console.log(`The report is ${join(out, "report.html")}. The marks are in ${join(out, "grades.csv")}.`);
}

async function grade(paths: readonly string[], out: string, options: Options): Promise<ClassResult> {
  const { gradeClass } = await import("../class/class.js");
  const { rubricIn } = await import("./rubric-yaml.js");
  const rubric = rubricIn(options.rubric);
  const bar = progressBar();
  exitOnStop("Interrupted. Run the same command again to resume.", bar.stop);
  return gradeClass({
    paths,
    out,
    rubric,
    workers: options.workers,
    gradescope: options.gradescope ?? false,
    force: options.force ?? false,
    // The number of files is known only when the last one is read.
    onProgress: (stage, done, total) => {
      const what = total === null ? "files" : `of ${total} students`;
      bar.update(done, total ?? done + 1, `${stage} ${done} ${what}`);
    },
  }).finally(bar.stop);
}

/** What is wrong with the command line, as a sentence; undefined if nothing is. */
function misuse(paths: readonly string[], { out, printRubric }: Options): string | undefined {
  if (printRubric) return paths.length > 0 ? "With --print-rubric, leave out the submissions." : undefined;
  if (paths.length === 0) return "Name what to grade: notebooks, answer sheets, folders or zip files.";
  if (out === undefined) return "Name the folder for the results: --out DIR.";
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return `There is no file or folder ${missing}.`;
  if (existsSync(out) && paths.some((path) => realpathSync(path) === realpathSync(out)))
    return `${out} holds the submissions, so it cannot hold the results. Choose another folder for --out.`;
  return undefined;
}

/** `workbook grade SUBMISSIONS… --out DIR`: grades a class without running any student's code. */
export function gradeCommand(): Command {
  return new Command("grade")
    .description("grade a class: marks, a feedback page for each student, a report; runs no student's code")
    .argument("[submissions...]", "notebooks, answer sheets (.json, .csv, .md), folders and .zip files")
    .option("--out <dir>", "the folder for grades.csv, feedback/ and report.html")
    .option("--rubric <file>", "use your own marks, key points and messages (start with --print-rubric)")
    .option("--print-rubric", "print the default rubric as a file that you can edit")
    .option(
      "--gradescope",
      "also write results.json for Gradescope (for a class: gradescope/STUDENT/results.json)",
    )
    .option("--workers <n>", "how many threads to use", wholeNumber(1), availableParallelism())
    .option("--force", "write into a folder with other files, and replace results that you have edited")
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      `
The first folder or file name below SUBMISSIONS identifies the student. Common names are skipped: notebooks,
answers, a part's notebook and so on. In an answer sheet the field "student" comes first. Several files of
one student are merged. If you interrupt the command, run it again to resume.

Exit codes: 0 if everything was graded, 1 if a submission could not be read (the others are graded).

Examples:
  workbook grade submissions --out results
  workbook grade --print-rubric > rubric.yaml
  workbook grade submissions --out results --rubric rubric.yaml`,
    )
    .action(async (paths: string[], options: Options) => {
      const wrong = misuse(paths, options);
      if (wrong) throw new UsageError(wrong);
      if (options.printRubric) {
        const { rubricText } = await import("./rubric-yaml.js");
        process.stdout.write(rubricText());
        return;
      }
      const out = options.out ?? "";
      const result = await grade(paths, out, options);
      if (options.json) console.log(JSON.stringify(result, null, 2));
      else report(result, out);
      process.exitCode = result.students.some(({ refused }) => refused !== null) ? 1 : 0;
    });
}
