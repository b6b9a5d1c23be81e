import Papa from "papaparse";
import { type PartId, parts } from "../../autoencoder/parts";
import { type Graded, remarksOn } from "../grade";
import { marksText } from "./marks";
import { outcomeOf } from "./statistics";

/** What a spreadsheet takes for a formula, also behind spaces and in the wide signs of East Asian text. */
const formula = /^[\s\u00a0]*[=+\-@|%＝＋－＠\t\r\n]/;

/** A cell that a spreadsheet shows as it is: what looks like a formula gets an apostrophe before it. */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

const columns = [
  "student",
  "status",
  "score",
  "max",
  "open",
  ...parts.map(({ id }) => id),
  ...parts.map(({ id }) => `${id} is`),
  "notes",
  "sources",
  "feedback",
];

const line = (cells: readonly string[]): string =>
  `${Papa.unparse([cells.map((cell) => harmless(cell.replace(/[\r\n]+/g, " ")))])}\n`;

/** The first line of grades.csv, with the mark that tells spreadsheets that it is UTF-8. */
export const gradesHeading = `\ufeff${line(columns)}`;

/** A student's line of grades.csv. */
export function gradesLine(graded: Graded, page: string): string {
  const { student, score, maxScore, open, refused, sources } = graded;
  const of = (id: PartId) => graded.parts.find(({ part }) => part === id);
  const marked = (cell: (id: PartId) => string) => parts.map(({ id }) => (refused === null ? cell(id) : ""));
  return line([
    student,
    refused === null ? "graded" : "refused",
    refused === null ? marksText(score) : "",
    refused === null ? marksText(maxScore) : "",
    refused === null ? marksText(open) : "",
    ...marked((id) => marksText(of(id)?.verdict.score ?? 0)),
    ...marked((id) => {
      const result = of(id);
      return result ? outcomeOf(result) : "";
    }),
    refused ?? remarksOn(graded).join(" · "),
    sources.join(" · "),
    page,
  ]);
}
