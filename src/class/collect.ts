import { createHash } from "node:crypto";
import { findFiles } from "./find/find";
import { byCodeUnit, identifyIn } from "./find/identify";
import { emptySheet, type FileContent, type PartIds, Refusal } from "./read/sheet";
import { type Source, type Submission, submissionOf } from "./submission";
import type { Workers } from "./workers";

/** The longest name of a student. A longer one is cut and ends in its digest. */
const nameLength = 120;

/** A name on one line, without direction marks, with composed accents. */
function tidy(student: string): string {
  const line = student
    .normalize("NFC")
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  const digits = createHash("sha256").update(line).digest("hex").slice(0, 12);
  return line.length > nameLength ? `${line.slice(0, nameLength)} ${digits}` : line || "without a name";
}

/** Everything that was handed in. */
export interface Collected {
  /** Sorted by the students' names. */
  readonly submissions: readonly Submission[];
  /** Remarks on files: sentences that begin with a path. */
  readonly remarks: readonly string[];
}

/**
 * Reads everything that was handed in, and joins the files of each student.
 *
 * @param paths files and folders
 * @param skip a folder to leave out
 * @param ids the parts of the question
 * @param onFile is called after each file
 */
export async function collect(
  paths: readonly string[],
  skip: string,
  ids: PartIds,
  workers: Workers,
  onFile: () => void,
): Promise<Collected> {
  const { pMapIterable } = await import("p-map");
  const students = new Map<string, Source[]>();
  const remarks: string[] = [];
  const files = pMapIterable(
    findFiles(paths, skip, identifyIn(ids)),
    async ({ content, ...file }) => {
      const read: FileContent =
        content instanceof Refusal
          ? { sheets: [{ ...emptySheet, refused: content.message }], remarks: [] }
          : await workers.read(file.ending, content);
      onFile();
      return { ...file, ...read };
    },
    { concurrency: workers.threads },
  );
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
  return { submissions: inOrder(students, ids), remarks: [...remarks, ...nearlyAlike([...students.keys()])] };
}

const folded = (name: string): string => name.toLowerCase();

const inOrder = (students: ReadonlyMap<string, readonly Source[]>, ids: PartIds): readonly Submission[] =>
  [...students]
    .sort(([a], [b]) => byCodeUnit(folded(a), folded(b)) || byCodeUnit(a, b))
    .map(([name, sources]) => submissionOf(name, sources, ids));

/** A remark on each group of names that differ only in capitals, spaces and punctuation. */
function nearlyAlike(names: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of [...names].sort(byCodeUnit)) {
    const essence = folded(name).replace(/[^\p{L}\p{N}]+/gu, "");
    groups.set(essence, [...(groups.get(essence) ?? []), name]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => `These names may belong to one student. They were kept separate: ${group.join(", ")}.`);
}
