import Papa from "papaparse";
import type { PartId } from "../../autoencoder/parts";
import { limits } from "../limits";
import { type FileContent, partOf, Refusal, type Sheet, SheetBuilder, tooMany } from "./sheet";

/** What a column holds. */
type Column = { readonly part: PartId; readonly field: string | null } | "student" | null;

/** What people call the column that says who it is, best first. */
const identities = [
  "student",
  "student id",
  "studentid",
  "id",
  "sid",
  "email",
  "email address",
  "username",
  "name",
  "full name",
  "student name",
];

/** `c`, `(c)`, `Part c`, `c: your formula`, and with a field `a.W1`, `a W1`, `a_W1`. */
const heading =
  /^(?:part\s+|question\s+)?(?:\(([a-i])\)|([a-i])(?![\p{L}\p{N}]))\s*(?:[._:/[-]\s*)?(\w+)?\]?$/iu;

/** `(c) What is …?`, as an online form has it. */
const question = /^(?:part\s+|question\s+)?\(?([a-i])\)\s.*$/i;

function columnOf(title: string, identity: string): Column {
  const text = title.trim();
  if (text.toLowerCase() === identity) return "student";
  const [, inParentheses, bare, field] = heading.exec(text) ?? [];
  const part = partOf(inParentheses ?? bare ?? question.exec(text)?.[1] ?? "");
  return part ? { part, field: field ?? null } : null;
}

/** The delimiter that cuts the first line into headings that mean something. */
function delimiterOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const meaningful = (delimiter: string) =>
    (Papa.parse<string[]>(first, { delimiter }).data[0] ?? []).filter(
      (title) => columnOf(title, "") !== null || identities.includes(title.trim().toLowerCase()),
    ).length;
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: meaningful(delimiter) }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/**
 * Answer sheets in a CSV file, one row a student, under a line of headings. Commas, semicolons and tabs may
 * divide it, as the language of the spreadsheet has it.
 *
 * @returns a sheet for each row, in order; a row that cannot be divided into columns is refused
 * @throws Refusal where there is no column of a part
 */
export function readCsv(text: string): FileContent {
  const start = text.replace(/^(?:sep=.\r?\n|\s*\n)+/i, "");
  const skipped = text.slice(0, text.length - start.length).split("\n").length - 1;
  const { data, errors } = Papa.parse<string[]>(start, {
    delimiter: delimiterOf(start),
    skipEmptyLines: false,
    preview: limits.students + 2,
  });
  if (data.length > limits.students + 1) throw new Refusal(tooMany);
  const [titles = [], ...rows] = data;
  const known = titles.map((title) => title.trim().toLowerCase());
  const identity = identities.find((name) => known.includes(name)) ?? "student";
  const columns = titles.map((title) => columnOf(title, identity));
  if (!columns.some((column) => column && column !== "student"))
    throw new Refusal("Its first line names no part: expected headings such as student, b, c, or a.W1.");
  const torn = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
  const unread = titles.filter((title, i) => columns[i] === null && title.trim() !== "");
  const sheets = rows.flatMap((cells, i): Sheet[] => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const where = `row ${i + 2 + skipped}`;
    const sheet = sheetOf(cells, columns, where);
    if (torn.has(i + 1))
      sheet.refuseAll(
        `A quotation mark in ${where} is not closed or stands where none may, so that the row, and what follows it, cannot be divided.`,
      );
    if (cells.length > titles.length && cells.slice(titles.length).some((cell) => cell.trim() !== ""))
      sheet.refuseAll(
        `There are ${cells.length} cells in ${where} under ${titles.length} headings: an answer that holds the dividing sign needs quotation marks around it.`,
      );
    return [sheet.sheet];
  });
  if (sheets.length === 0) throw new Refusal("It has headings and no rows.");
  const remarks =
    unread.length > 0 ? [`Columns that name no part were not read: ${unread.join(", ").slice(0, 200)}.`] : [];
  return { sheets, remarks };
}

function sheetOf(cells: readonly string[], columns: readonly Column[], where: string): SheetBuilder {
  const sheet = new SheetBuilder(null, where);
  columns.forEach((column, i) => {
    const cell = cells[i] ?? "";
    if (column === "student") sheet.student ||= cell;
    else if (column && cell.trim() !== "")
      sheet.add(column.part, column.field === null ? cell : { [column.field]: cell });
  });
  return sheet;
}
