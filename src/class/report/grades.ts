import Papa from "papaparse";
import { type Graded, remarksOn } from "../grade";
import type { PartIds } from "../read/sheet";
import { outcomeOf } from "./statistics";

/** Text that a spreadsheet reads as a formula, also after spaces and in full-width signs. */
const formula = /^[\s\u00a0]*[=+\-@|%＝＋－＠\t\r\n]/;

/** A cell that a spreadsheet shows unchanged: an apostrophe before what looks like a formula. */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

const line = (cells: readonly string[]): string =>
  `${Papa.unparse([cells.map((cell) => harmless(cell.replace(/[\r\n]+/g, " ")))])}\n`;

/** The first line of grades.csv, with a byte-order mark, so spreadsheets read it as UTF-8. */
export const gradesHeading = (ids: PartIds): string => {
  const columns = ["student", "status", "score", "max", "open", ...ids, ...ids.map((id) => `${id} is`)];
  return `\ufeff${line([...columns, "notes", "sources", "feedback"])}`;
};

/** Marks for a spreadsheet: 1.5, not 1½. */
const decimal = (marks: number): string => String(Number(marks.toFixed(3)));

/** A student's line of grades.csv. */
export function gradesLine(ids: PartIds, graded: Graded, page: string): string {
  const { student, score, maxScore, open, refused, sources, parts } = graded;
  const isGraded = refused === null;
  const results = ids.map((id) => (isGraded ? parts.find(({ part }) => part === id) : undefined));
  return line([
    student,
    isGraded ? "graded" : "refused",
    ...[score, maxScore, open].map((marks) => (isGraded ? decimal(marks) : "")),
    ...results.map((result) => (result ? decimal(result.verdict.score) : "")),
    ...results.map((result) => (result ? outcomeOf(result) : "")),
    refused ?? remarksOn(graded).join(" · "),
    sources.join(" · "),
    page,
  ]);
}
