import { createHash } from "node:crypto";
import { findFiles } from "./find/find";
import { byCodeUnit, identifyIn } from "./find/identify";
import { emptySheet, type FileContent, type PartIds, Refusal } from "./read/sheet";
import { type Source, submissionOf } from "./submission";
import type { Workers } from "./workers";

/** The longest name of a student. A longer one is cut and ends in its digest. */
const nameLength = 120;

/** A name on one line, without direction marks, with composed accents. */
function cleanName(student: string): string {
  const line = student
    .normalize("NFC")
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  const digits = createHash("sha256").update(line).digest("hex").slice(0, 12);
  return line.length > nameLength ? `${line.slice(0, nameLength)} ${digits}` : line || "without a name";
}

/** Reads everything that was handed in, except in the folder `skip`. Submissions are sorted by the students' names. */
export async function collect(
  paths: readonly string[],
  skip: string,
  ids: PartIds,
  workers: Workers,
  onFile: () => void,
) {
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
      const { student, path, part, foreign } = file;
      const at = (name: string) => (sheet.where === null ? name : `${name}, ${sheet.where}`);
      const name = cleanName(sheet.student ?? at(student));
      const source = { place: at(path), sheet, part, foreign };
      const known = students.get(name);
      if (known) known.push(source);
      else students.set(name, [source]);
    }
  }
  const submissions = [...students]
    .sort(([a], [b]) => byCodeUnit(a.toLowerCase(), b.toLowerCase()) || byCodeUnit(a, b))
    .map(([name, sources]) => submissionOf(name, sources, ids));
  return { submissions, remarks: [...remarks, ...similarNames([...students.keys()])] };
}

/** A remark on each group of names that differ only in capitals, spaces and punctuation. */
function similarNames(names: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of [...names].sort(byCodeUnit)) {
    const letters = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
    groups.set(letters, [...(groups.get(letters) ?? []), name]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => `These names may belong to one student. They were kept separate: ${group.join(", ")}.`);
}
