import Papa from "papaparse";
import { type Graded, remarksOn } from "../grade";
import type { PartIds } from "../read/sheet";
import { outcomeOf } from "./statistics";

/** Text that a spreadsheet reads as a formula, also after spaces and in full-width signs. */
const formula = /^[\s\u00a0]*[=+\-@|%＝＋－＠\t\r\n]/;

/** A cell that a spreadsheet shows unchanged: an apostrophe before what looks like a formula. */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

const columnsOf = (ids: PartIds) => [
  "student",
  "status",
  "score",
  "max",
  "open",
  ...ids,
  ...ids.map((id) => `${id} is`),
  "notes",
  "sources",
  "feedback",
];

const line = (cells: readonly string[]): string =>
  `${Papa.unparse([cells.map((cell) => harmless(cell.replace(/[\r\n]+/g, " ")))])}\n`;

/** The first line of grades.csv, with a byte-order mark, so spreadsheets read it as UTF-8. */
export const gradesHeading = (ids: PartIds): string => `\ufeff${line(columnsOf(ids))}`;

/** Marks for a spreadsheet: 1.5, not 1½. */
const decimal = (marks: number): string => String(Number(marks.toFixed(3)));

/** A student's line of grades.csv. */
export function gradesLine(ids: PartIds, graded: Graded, page: string): string {
  const { student, score, maxScore, open, refused, sources } = graded;
  const of = (id: string) => graded.parts.find(({ part }) => part === id);
  const marked = (cell: (id: string) => string) => ids.map((id) => (refused === null ? cell(id) : ""));
  return line([
    student,
    refused === null ? "graded" : "refused",
    refused === null ? decimal(score) : "",
    refused === null ? decimal(maxScore) : "",
    refused === null ? decimal(open) : "",
    ...marked((id) => decimal(of(id)?.verdict.score ?? 0)),
    ...marked((id) => {
      const result = of(id);
      return result ? outcomeOf(result) : "";
    }),
    refused ?? remarksOn(graded).join(" · "),
    sources.join(" · "),
    page,
  ]);
}
