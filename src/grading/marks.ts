/** `½` and `1½`, as marks are written on paper. */
export const marksText = (marks: number): string =>
  Number.isInteger(marks * 2) && !Number.isInteger(marks) ? `${Math.floor(marks) || ""}½` : String(marks);
