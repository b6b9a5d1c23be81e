import { createHash } from "node:crypto";
import { findFiles } from "./find/find";
import { byCodeUnit } from "./find/order";
import { inTurns } from "./in-turns";
import { emptySheet, type FileContent, Refusal } from "./read/sheet";
import { type Source, type Submission, submissionOf } from "./submission";
import type { Workers } from "./workers";

/** Characters of a student's name that are kept; what is longer ends in its digest. */
const nameLength = 120;

/** A name on one line, in one direction, with accents put together one way. */
function tidy(student: string): string {
  const line = student
    .normalize("NFC")
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  const digits = createHash("sha256").update(line).digest("hex").slice(0, 12);
  return line.length > nameLength ? `${line.slice(0, nameLength)} ${digits}` : line || "without a name";
}

/** What was handed in. */
export interface Gathered {
  /** In the order of the students' names. */
  readonly submissions: readonly Submission[];
  /** What there is to say about files as such: sentences that begin with their place. */
  readonly remarks: readonly string[];
}

/**
 * Reads everything that was handed in, and puts it together student by student.
 *
 * @param paths files and folders
 * @param skip a folder that is left out
 * @param onFile is called after each file
 */
export async function gather(
  paths: readonly string[],
  skip: string,
  workers: Workers,
  onFile: () => void,
): Promise<Gathered> {
  const students = new Map<string, Source[]>();
  const remarks: string[] = [];
  const files = inTurns(findFiles(paths, skip), workers.threads, async ({ content, ...file }) => {
    const read: FileContent =
      content instanceof Refusal
        ? { sheets: [{ ...emptySheet, refused: content.message }], remarks: [] }
        : await workers.read(file.ending, content);
    onFile();
    return { ...file, ...read };
  });
  for await (const file of files) {
    remarks.push(...file.remarks.map((remark) => `${file.path}: ${remark}`));
    for (const sheet of file.sheets) {
      const { where } = sheet;
      const name = tidy(sheet.student ?? (where === null ? file.student : `${file.student}, ${where}`));
      const source = {
        place: where === null ? file.path : `${file.path}, ${where}`,
        sheet,
        part: file.part,
        foreign: file.foreign,
      };
      const known = students.get(name);
      if (known) known.push(source);
      else students.set(name, [source]);
    }
  }
  return { submissions: inOrder(students), remarks: [...remarks, ...nearlyAlike([...students.keys()])] };
}

const folded = (name: string): string => name.toLowerCase();

const inOrder = (students: ReadonlyMap<string, readonly Source[]>): readonly Submission[] =>
  [...students]
    .sort(([a], [b]) => byCodeUnit(folded(a), folded(b)) || byCodeUnit(a, b))
    .map(([name, sources]) => submissionOf(name, sources));

/** A remark on each group of names that differ in nothing but capitals, spaces and signs. */
function nearlyAlike(names: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of [...names].sort(byCodeUnit)) {
    const essence = folded(name).replace(/[^\p{L}\p{N}]+/gu, "");
    groups.set(essence, [...(groups.get(essence) ?? []), name]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map(
      (group) => `These may be one student under several names, and were kept apart: ${group.join(", ")}.`,
    );
}
