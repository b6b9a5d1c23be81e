import { createHash } from "node:crypto";
import { join } from "node:path";
import { autoencoderQuestion } from "../autoencoder/question";
import type { Question, Rubric } from "../question/question";
import { buildFingerprint } from "../system/fingerprint.cjs";
import { Journal } from "../system/journal";
import { collect } from "./collect";
import type { Graded, StudentSummary } from "./grade";
import { limits } from "./limits";
import { diskTrouble, pageName, ResultsFolder } from "./output/folder";
import { feedbackPage } from "./report/feedback";
import { gradesHeading, gradesLine } from "./report/grades";
import { gradescopeResults } from "./report/gradescope";
import { ClassReport } from "./report/report";
import type { Submission } from "./submission";
import { type Allowance, Workers } from "./workers";

/** What to grade, how, and where to write the results. */
export interface ClassOptions {
  /** Files and folders with submissions. */
  readonly paths: readonly string[];
  /** The folder for the results. */
  readonly out: string;
  /** Default: this workbook's question. */
  readonly question?: Question;
  readonly rubric: Rubric;
  readonly workers: number;
  /** Limits of a thread for one file or one student. Default: `limits`. */
  readonly allowance?: Allowance;
  /** Whether to write Gradescope's files, too. */
  readonly gradescope: boolean;
  /** Whether other files in the folder may be replaced. */
  readonly force: boolean;
  /** Receives the stage, the number of items done, and the total if it is known. */
  readonly onProgress: (stage: "reading" | "judging" | "writing", done: number, total: number | null) => void;
}

/** The results, student by student. */
export interface ClassResult {
  readonly students: readonly StudentSummary[];
  /** Remarks on files and names. */
  readonly remarks: readonly string[];
}

/**
 * Grades everything that was handed in, and writes grades.csv, a page for each student, and report.html.
 *
 * If a run is killed, the next one resumes it and writes the same bytes. To follow a zip file to grades.csv, read in this
 * order: this file, collect.ts, find/find.ts, find/file.ts, find/identify.ts, workers.ts, worker.ts, read/read.ts,
 * read/notebook.ts, read/sheet.ts, submission.ts, grade.ts, report/grades.ts, output/folder.ts.
 *
 * @throws an error that says why the folder of the results cannot be written
 */
export async function gradeClass(options: ClassOptions): Promise<ClassResult> {
  try {
    const folder = new ResultsFolder(options.out, options.force);
    return await gradeInto(folder, options).finally(() => folder.close());
  } catch (error) {
    // Unreadable input is a refusal, so only writing can fail.
    throw diskTrouble(options.out, error);
  }
}

async function gradeInto(folder: ResultsFolder, options: ClassOptions): Promise<ClassResult> {
  const { paths, out, question = autoencoderQuestion, onProgress } = options;
  const ids = question.parts.map(({ id }) => id);
  const journal = new Journal<Graded>(folder.journal, { of: "workbook grade", build: buildFingerprint() });
  const workers = await Workers.start(options.workers, options.allowance ?? limits, question);
  try {
    let read = 0;
    const onFile = () => onProgress("reading", ++read, null);
    const { submissions, remarks } = await collect(paths, out, ids, workers, onFile);
    if (submissions.length === 0) throw new Error("There is nothing to grade in these paths.");
    const keys = await judgeAll(submissions, journal, workers, options);
    const report = new ClassReport(question, remarks);
    writeAll(keys, journal, report, folder, { ...options, question });
    folder.finish();
    journal.remove();
    const edited = folder.edited.map(
      (name) => `${join(out, name)} was edited after it was written, so it stays. --force replaces it.`,
    );
    const again = journal.discarded
      ? ["The workbook's code has changed since the interrupted run, so every student was graded again."]
      : [];
    return { students: report.students, remarks: [...remarks, ...edited, ...again] };
  } finally {
    // Ending the threads fails their tasks. These failures must not be recorded as results.
    journal.close();
    await workers.end();
  }
}

/** Judges every submission that has no result in the journal yet. Returns the keys of the results in order. */
async function judgeAll(
  submissions: readonly Submission[],
  journal: Journal<Graded>,
  workers: Workers,
  { rubric, onProgress }: ClassOptions,
): Promise<readonly string[]> {
  let done = 0;
  const { default: pMap } = await import("p-map");
  return pMap(
    submissions,
    async (submission) => {
      const work = JSON.stringify([rubric, submission]);
      const key = createHash("sha256").update(work).digest("hex");
      if (!journal.has(key)) journal.add(key, await workers.judge(submission, rubric));
      onProgress("judging", ++done, submissions.length);
      return key;
    },
    { concurrency: workers.threads },
  );
}

/** Writes the files for people, student by student. */
function writeAll(
  keys: readonly string[],
  journal: Journal<Graded>,
  report: ClassReport,
  folder: ResultsFolder,
  { gradescope, onProgress, question }: ClassOptions & { readonly question: Question },
): void {
  const ids = question.parts.map(({ id }) => id);
  const grades = [gradesHeading(ids)];
  for (const [index, key] of keys.entries()) {
    const graded = journal.get(key);
    const name = pageName(graded.student);
    const page = `feedback/${name}.html`;
    folder.write(page, feedbackPage(question, graded));
    // Gradescope passes one submission at a time and expects its results at the top level.
    const results = keys.length === 1 ? "results.json" : `gradescope/${name}/results.json`;
    if (gradescope) folder.write(results, gradescopeResults(question, graded));
    grades.push(gradesLine(ids, graded, page));
    report.add(graded, page);
    onProgress("writing", index + 1, keys.length);
  }
  folder.write("grades.csv", grades.join(""));
  folder.write("report.html", String(report));
}
