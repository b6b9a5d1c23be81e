/**
 * Limits on a submission, far above what an honest one needs. A larger one is refused before it costs
 * memory or time.
 */
export const limits = {
  /** Bytes of one file, unpacked. A notebook with many figures has about five million. */
  fileBytes: 25_000_000,
  /** Entries of one zip file: nine notebooks for each of ten thousand students. */
  zipEntries: 100_000,
  /** Bytes that an archive may unpack to in total … */
  zipBytes: 20_000_000_000,
  /** … and the most that is allowed relative to its own size, beyond one file. Text compresses to about a tenth. */
  zipRatio: 100,
  /** Zip files inside zip files: a class's archive of students' archives. */
  zipDepth: 2,
  /** Folders inside folders. */
  folderDepth: 12,
  /** Students in one file. */
  students: 20_000,
  /** Characters of one cell of a notebook. */
  cellLength: 200_000,
  /** Seconds to read one file or to judge one student. */
  seconds: 30,
  /** Megabytes of memory for each thread: many times the largest file. */
  megabytes: 1024,
} as const;

const units = [
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
] as const;

/** A number of bytes with a readable unit. */
export function bytesText(bytes: number): string {
  const [size, unit] = units.find(([least]) => bytes >= least) ?? [1, "bytes"];
  return `${Number((bytes / size).toPrecision(3))} ${unit}`;
}
