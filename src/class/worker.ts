/** What runs beside the main thread: plain data in, plain data out, and no access to any file. */
import type { Rubric } from "../autoencoder/rubric";
import { type Graded, grade } from "./grade";
import { readFile } from "./read/read";
import type { FileContent } from "./read/sheet";
import type { Submission } from "./submission";

export const read = ({ ending, bytes }: { ending: string; bytes: Uint8Array }): FileContent =>
  readFile(ending, bytes);

export const judge = ({ submission, rubric }: { submission: Submission; rubric: Rubric }): Graded =>
  grade(submission, rubric);
