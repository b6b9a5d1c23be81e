import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Rubric } from "../autoencoder/rubric";
import { gather } from "./gather";
import { remarksOn } from "./grade";
import { inTurns } from "./in-turns";
import { Journal } from "./journal";
import { limits } from "./limits";
import { diskTrouble } from "./output/disk";
import { ResultsFolder } from "./output/folder";
import { pageName } from "./output/page-name";
import { feedbackPage } from "./report/feedback";
import { gradesHeading, gradesLine } from "./report/grades";
import { gradescopeResults } from "./report/gradescope";
import { ClassReport } from "./report/report";
import type { Submission } from "./submission";
import { type Allowance, Workers } from "./workers";

/** What to grade, how, and where to. */
export interface ClassOptions {
  /** Files and folders with submissions. */
  readonly paths: readonly string[];
  /** The folder of the results. */
  readonly out: string;
  readonly rubric: Rubric;
  /** Names this version of the checker: what another version found is not gone on with. */
  readonly version: string;
  readonly workers: number;
  /** What a thread may use for one file or one student; `limits` unless given. */
  readonly allowance?: Allowance;
  /** Whether to write what Gradescope reads, too. */
  readonly gradescope: boolean;
  /** Whether files of others in the folder may be replaced. */
  readonly force: boolean;
  /** Is told what is being done, how far it is, and how far it will go if that is known. */
  readonly onProgress: (stage: "reading" | "judging" | "writing", done: number, total: number | null) => void;
}

/** What came out, student by student. */
export interface ClassResult {
  readonly students: readonly StudentSummary[];
  /** What there is to say about files as such, or about names. */
  readonly remarks: readonly string[];
}

/** One student in short. */
interface StudentSummary {
  readonly student: string;
  readonly score: number;
  readonly maxScore: number;
  readonly open: number;
  readonly refused: string | null;
  readonly notes: readonly string[];
  /** The student's page, seen from the folder of the results. */
  readonly page: string;
}

/**
 * Grades all that was handed in and writes grades.csv, a page for each student, and report.html.
 *
 * Killed at any moment and run again, it goes on with what it had found and ends with the same bytes.
 *
 * @throws a sentence where the folder of the results must not be written to
 */
export async function gradeClass(options: ClassOptions): Promise<ClassResult> {
  try {
    return await gradeInto(new ResultsFolder(options.out, options.force), options);
  } catch (error) {
    // What cannot be read is a refusal by now: only what is written can fail.
    throw diskTrouble(options.out, error);
  }
}

async function gradeInto(folder: ResultsFolder, options: ClassOptions): Promise<ClassResult> {
  const workers = await Workers.start(options.workers, options.allowance ?? limits);
  let journal: Journal | undefined;
  try {
    journal = new Journal(folder.journal);
    let read = 0;
    const { submissions, remarks } = await gather(options.paths, options.out, workers, () =>
      options.onProgress("reading", ++read, null),
    );
    if (submissions.length === 0) throw new Error("There is nothing to grade in what was given.");
    const keys = await judged(submissions, journal, workers, options);
    const students = publish(keys, journal, remarks, folder, options);
    folder.finish();
    journal.remove();
    const kept = folder.kept.map(
      (name) =>
        `${join(options.out, name)} was changed since it was written and stays as it is: --force replaces it.`,
    );
    return { students, remarks: [...remarks, ...kept] };
  } finally {
    // What ending the threads does to those still at work must not be taken for their results.
    journal?.close();
    folder.close();
    await workers.end();
  }
}

/** Sees to it that every submission has its result in the journal; gives the keys, in order. */
async function judged(
  submissions: readonly Submission[],
  journal: Journal,
  workers: Workers,
  { rubric, version, onProgress }: ClassOptions,
): Promise<readonly string[]> {
  const keyOf = (submission: Submission) =>
    createHash("sha256")
      .update(JSON.stringify([version, rubric, submission]))
      .digest("hex");
  let done = 0;
  const keys = inTurns(submissions, workers.threads, async (submission) => {
    const key = keyOf(submission);
    if (!journal.has(key)) journal.add(key, await workers.judge(submission, rubric));
    onProgress("judging", ++done, submissions.length);
    return key;
  });
  const all: string[] = [];
  for await (const key of keys) all.push(key);
  return all;
}

/** Writes everything that people look at, one student after the other. */
function publish(
  keys: readonly string[],
  journal: Journal,
  remarks: readonly string[],
  folder: ResultsFolder,
  { gradescope, onProgress }: ClassOptions,
): readonly StudentSummary[] {
  const report = new ClassReport(remarks);
  const grades = [gradesHeading];
  const students = keys.map((key, index): StudentSummary => {
    const graded = journal.get(key);
    const name = pageName(graded.student);
    const page = `feedback/${name}.html`;
    folder.write(page, feedbackPage(graded));
    // Gradescope hands over one submission at a time and expects its results at the top.
    if (gradescope)
      folder.write(
        keys.length === 1 ? "results.json" : `gradescope/${name}/results.json`,
        gradescopeResults(graded),
      );
    grades.push(gradesLine(graded, page));
    report.add(graded, page);
    onProgress("writing", index + 1, keys.length);
    const { student, score, maxScore, open, refused } = graded;
    return { student, score, maxScore, open, refused, notes: remarksOn(graded), page };
  });
  folder.write("grades.csv", grades.join(""));
  folder.write("report.html", String(report));
  return students;
}
