import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { Command, InvalidArgumentError } from "commander";
import type { ClassOptions, ClassResult } from "../class/class";

interface Options {
  readonly out?: string;
  readonly rubric?: string;
  readonly printRubric?: boolean;
  readonly gradescope?: boolean;
  readonly force?: boolean;
  readonly workers: number;
  readonly json?: boolean;
}

const { version } = require("../../package.json") as { version: string };

/** Of many refused submissions this many are printed. */
const shownRefusals = 20;

/** Prints what the class did, as a person reads it. */
function tell({ students, remarks }: ClassResult, out: string): void {
  const graded = students.filter(({ refused }) => refused === null);
  const refused = students.filter((student) => student.refused !== null);
  const mean = graded.reduce((sum, { score }) => sum + score, 0) / graded.length;
  const plural = (count: number) => `${count} student${count === 1 ? "" : "s"}`;
  console.log(
    graded.length > 0
      ? `Graded ${plural(graded.length)}: ${Number(mean.toFixed(2))} of ${graded[0]?.maxScore} marks on average.`
      : "Nothing could be graded.",
  );
  const noted = graded.filter(({ notes }) => notes.length > 0).length;
  if (noted > 0) console.log(`There are notes on ${plural(noted)}: see grades.csv.`);
  for (const remark of remarks) console.log(remark);
  for (const { student, refused: reason } of refused.slice(0, shownRefusals))
    console.log(`✗ ${student}: ${reason}`);
  if (refused.length > shownRefusals)
    console.log(`✗ … and ${refused.length - shownRefusals} more: see grades.csv.`);
  console.log(`The class is in ${join(out, "report.html")}, the marks are in ${join(out, "grades.csv")}.`);
}

/** A line that shows how far the work is, where a person watches. */
function progress(): { show: ClassOptions["onProgress"]; stop: () => void } {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream: process.stderr,
    format: "{bar} {text} · {duration_formatted}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0, { text: "" });
  return {
    show: (stage, done, total) => {
      // How many files there are is known when the last one is read.
      bar.setTotal(total ?? done + 1);
      bar.update(done, { text: `${stage} ${done}${total === null ? " files" : ` of ${total} students`}` });
    },
    stop: () => bar.stop(),
  };
}

function endOnSignals(before: () => void): void {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const)
    process.once(signal, () => {
      before();
      console.error("Interrupted: run the same command again to go on from here.");
      process.exit(128 + number);
    });
}

async function grade(paths: readonly string[], out: string, options: Options): Promise<ClassResult> {
  const { gradeClass } = await import("../class/class.js");
  const { rubricIn } = await import("../grading/rubric-yaml.js");
  const rubric = rubricIn(options.rubric);
  const { show, stop } = progress();
  endOnSignals(stop);
  try {
    return await gradeClass({
      paths,
      out,
      rubric,
      version,
      workers: options.workers,
      gradescope: options.gradescope ?? false,
      force: options.force ?? false,
      onProgress: show,
    });
  } finally {
    stop();
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be 1, 2, 3 …");
  return number;
}

/** What is wrong with the command line, as a sentence; nothing if all is well. */
function misuse(paths: readonly string[], { out, printRubric }: Options): string | undefined {
  if (printRubric) return paths.length > 0 ? "--print-rubric stands alone: it grades nothing." : undefined;
  if (paths.length === 0) return "Say what to grade: notebooks, answer sheets, folders or zip files.";
  if (out === undefined) return "Say where the results go: --out DIR.";
  const real = (path: string) => {
    try {
      return realpathSync(path);
    } catch {
      return undefined;
    }
  };
  const missing = paths.find((path) => real(path) === undefined);
  if (missing !== undefined) return `There is no file or folder ${missing}.`;
  const own = real(out);
  if (own !== undefined && paths.some((path) => real(path) === own))
    return `The results cannot go into ${out}, which is to be graded: choose another folder for --out.`;
  return undefined;
}

/** `workbook grade SUBMISSIONS… --out DIR`: a class, without running a line of anybody's code. */
export function gradeCommand(): Command {
  return new Command("grade")
    .description("grade a class: marks, a page for each student and a report, without running anybody's code")
    .argument(
      "[submissions...]",
      "notebooks, answer sheets (.json, .csv, .md), folders and .zip files of them",
    )
    .option("--out <dir>", "the folder for grades.csv, feedback/ and report.html")
    .option("--rubric <file>", "marks, key points and messages of your own (begin with --print-rubric)")
    .option("--print-rubric", "print the rubric that is used unless there is another, to be changed")
    .option(
      "--gradescope",
      "write what Gradescope's autograder reads, too: results.json, or gradescope/STUDENT/results.json each",
    )
    .option("--workers <n>", "threads that read and judge", positive, availableParallelism())
    .option("--force", "write into a folder that holds files of others, and replace changed ones")
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      `
Whose a file is, its place says: the first folder or file name below SUBMISSIONS that is not everybody's
(notebooks, part-c-…, answers, …). In answer sheets "student" says it. Several files of one student are put
together. Stopped and started again, it goes on where it was.

Exits with 1 when a submission could not be read; the others are graded all the same.

Examples:
  workbook grade submissions --out results
  workbook grade --print-rubric > rubric.yaml
  workbook grade submissions --out results --rubric rubric.yaml`,
    )
    .action(async (paths: string[], options: Options, command: Command) => {
      const wrong = misuse(paths, options);
      if (wrong) command.error(wrong, { exitCode: 2 });
      if (options.printRubric) {
        const { rubricText } = await import("../grading/rubric-yaml.js");
        process.stdout.write(rubricText());
        return;
      }
      const out = options.out ?? "";
      const result = await grade(paths, out, options);
      if (options.json) console.log(JSON.stringify(result, null, 2));
      else tell(result, out);
      process.exitCode = result.students.some(({ refused }) => refused !== null) ? 1 : 0;
    });
}
