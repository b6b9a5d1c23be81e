import { createHash } from "node:crypto";
import { join } from "node:path";
import { autoencoderQuestion } from "../autoencoder/question";
import type { Question, Rubric } from "../question/question";
import { buildFingerprint } from "../system/fingerprint.cjs";
import { Journal } from "../system/journal";
import { collect } from "./collect";
import { type Graded, remarksOn } from "./grade";
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
  /** The folder of the results. */
  readonly out: string;
  /** The question. Default: this workbook's. */
  readonly question?: Question;
  readonly rubric: Rubric;
  /** The fingerprint of the build. Default: that of the running one. */
  readonly build?: string;
  readonly workers: number;
  /** Limits of a thread for one file or one student. Default: `limits`. */
  readonly allowance?: Allowance;
  /** Whether to write Gradescope's files, too. */
  readonly gradescope: boolean;
  /** Whether other files in the folder may be replaced. */
  readonly force: boolean;
  /** Reports the stage, the number of items done, and the total if it is known. */
  readonly onProgress: (stage: "reading" | "judging" | "writing", done: number, total: number | null) => void;
}

/** The results, student by student. */
export interface ClassResult {
  readonly students: readonly StudentSummary[];
  /** Remarks on files and names. */
  readonly remarks: readonly string[];
}

/** A summary of one student. */
interface StudentSummary {
  readonly student: string;
  readonly score: number;
  readonly maxScore: number;
  readonly open: number;
  readonly refused: string | null;
  readonly notes: readonly string[];
  /** The student's page, relative to the folder of the results. */
  readonly page: string;
}

/**
 * Grades everything that was handed in, and writes grades.csv, a page for each student, and report.html.
 *
 * A run that was killed at any moment resumes and ends with the same bytes. To follow a zip file to grades.csv, read in
 * this order: this file, collect.ts, find/find.ts, find/file.ts, find/identify.ts, read/read.ts, read/notebook.ts,
 * submission.ts, worker.ts, grade.ts, report/grades.ts, output/folder.ts.
 *
 * @throws an error that says why the folder of the results cannot be written
 */
export async function gradeClass(options: ClassOptions): Promise<ClassResult> {
  try {
    return await gradeInto(new ResultsFolder(options.out, options.force), options);
  } catch (error) {
    // Unreadable input is a refusal, so only writing can fail.
    throw diskTrouble(options.out, error);
  }
}

async function gradeInto(folder: ResultsFolder, options: ClassOptions): Promise<ClassResult> {
  const { question = autoencoderQuestion } = options;
  const ids = question.parts.map(({ id }) => id);
  const workers = await Workers.start(options.workers, options.allowance ?? limits, question);
  let journal: Journal<Graded> | undefined;
  try {
    journal = new Journal<Graded>(folder.journal, {
      of: "workbook grade",
      build: options.build ?? buildFingerprint(),
    });
    let read = 0;
    const { submissions, remarks } = await collect(options.paths, options.out, ids, workers, () =>
      options.onProgress("reading", ++read, null),
    );
    if (submissions.length === 0) throw new Error("There is nothing to grade in these paths.");
    const keys = await judged(submissions, journal, workers, options);
    const students = publish(keys, journal, remarks, folder, { ...options, question });
    folder.finish();
    journal.remove();
    const kept = folder.kept.map(
      (name) =>
        `${join(options.out, name)} was changed after it was written and is kept. --force replaces it.`,
    );
    const again = journal.discarded
      ? ["The workbook's code has changed since the interrupted run, so every student was graded again."]
      : [];
    return { students, remarks: [...remarks, ...kept, ...again] };
  } finally {
    // Ending the threads fails their tasks. These failures must not be recorded as results.
    journal?.close();
    folder.close();
    await workers.end();
  }
}

/** Makes sure that every submission has its result in the journal. Returns the keys in order. */
async function judged(
  submissions: readonly Submission[],
  journal: Journal<Graded>,
  workers: Workers,
  { rubric, onProgress }: ClassOptions,
): Promise<readonly string[]> {
  const keyOf = (submission: Submission) =>
    createHash("sha256")
      .update(JSON.stringify([rubric, submission]))
      .digest("hex");
  let done = 0;
  const { default: pMap } = await import("p-map");
  return pMap(
    submissions,
    async (submission) => {
      const key = keyOf(submission);
      if (!journal.has(key)) journal.add(key, await workers.judge(submission, rubric));
      onProgress("judging", ++done, submissions.length);
      return key;
    },
    { concurrency: workers.threads },
  );
}

/** Writes the files for people, student by student. */
function publish(
  keys: readonly string[],
  journal: Journal<Graded>,
  remarks: readonly string[],
  folder: ResultsFolder,
  { gradescope, onProgress, question }: ClassOptions & { readonly question: Question },
): readonly StudentSummary[] {
  const report = new ClassReport(question, remarks);
  const ids = question.parts.map(({ id }) => id);
  const grades = [gradesHeading(ids)];
  const students = keys.map((key, index): StudentSummary => {
    const graded = journal.get(key);
    const name = pageName(graded.student);
    const page = `feedback/${name}.html`;
    folder.write(page, feedbackPage(question, graded));
    // Gradescope passes one submission at a time and expects its results at the top level.
    if (gradescope)
      folder.write(
        keys.length === 1 ? "results.json" : `gradescope/${name}/results.json`,
        gradescopeResults(question, graded),
      );
    grades.push(gradesLine(ids, graded, page));
    report.add(graded, page);
    onProgress("writing", index + 1, keys.length);
    const { student, score, maxScore, open, refused } = graded;
    return { student, score, maxScore, open, refused, notes: remarksOn(graded), page };
  });
  folder.write("grades.csv", grades.join(""));
  folder.write("report.html", String(report));
  return students;
}
