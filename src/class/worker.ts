/** Runs in a worker thread: plain data in, plain data out, no access to files. */
import type { Question, Rubric } from "../question/question";
import { type Graded, grade } from "./grade";
import { readFile } from "./read/read";
import type { FileContent } from "./read/sheet";
import type { Submission } from "./submission";

/** The question, which the pool hands to each thread once. Tinypool keeps it on `process`. */
const question = (): Question =>
  (process as unknown as { __tinypool_state__: { workerData: Question } }).__tinypool_state__.workerData;

export const read = ({ ending, bytes }: { ending: string; bytes: Uint8Array }): FileContent =>
  readFile(
    ending,
    bytes,
    question().parts.map(({ id }) => id),
  );

export const judge = ({ submission, rubric }: { submission: Submission; rubric: Rubric }): Graded =>
  grade(submission, rubric, question());
