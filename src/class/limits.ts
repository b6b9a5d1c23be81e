/**
 * What a submission may hold. An honest one is far below each of these; what is above is refused, with the
 * limit in the reason, before it can cost memory or time.
 */
export const limits = {
  /** Bytes of one file, unpacked. A notebook with many figures in its outputs has some five million. */
  fileBytes: 25_000_000,
  /** Entries of one zip file: nine notebooks for each of ten thousand students. */
  zipEntries: 100_000,
  /** Bytes that an archive may unpack to, in all … */
  zipBytes: 20_000_000_000,
  /** … and, beyond the size of one file, how many times its own size. Text shrinks to a tenth. */
  zipRatio: 100,
  /** Zip files inside zip files: a class's archive of students' archives. */
  zipDepth: 2,
  /** Folders inside folders. */
  folderDepth: 12,
  /** Students in one file, a row or an entry each. */
  students: 20_000,
  /** Characters of one cell of a notebook. */
  cellLength: 200_000,
  /** Seconds for reading one file, or for judging one student. */
  seconds: 30,
  /** Megabytes of memory for each of those who read and judge: the largest file, many times over. */
  megabytes: 1024,
} as const;

/** A number of bytes as people say it. */
export function bytesText(bytes: number): string {
  for (const [unit, size] of [
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
  ] as const)
    if (bytes >= size) return `${Number((bytes / size).toPrecision(3))} ${unit}`;
  return `${bytes} bytes`;
}
