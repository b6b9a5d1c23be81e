/** Marks as people write them: 2, 0.5, 1.25. */
export const marksText = (marks: number): string => String(Number(marks.toFixed(3)));

/** A number of marks with its word. */
export const marksOf = (marks: number): string => `${marksText(marks)} ${marks === 1 ? "mark" : "marks"}`;

/** A count with its word, `1 student`, `2 students`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
