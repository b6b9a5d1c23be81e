import Papa from "papaparse";
import { limits } from "../limits";
import {
  anyPart,
  type FileContent,
  type PartIds,
  partOf,
  Refusal,
  type Sheet,
  SheetBuilder,
  tooMany,
} from "./sheet";

/** The meaning of a column. */
type Column = { readonly part: string; readonly field: string | null } | "student" | null;

/** Headings of the column that identifies the student, best first. */
const identities =
  "student,student id,studentid,id,sid,email,email address,username,name,full name,student name".split(",");

/** Finds the part that a heading names. */
type Headings = (title: string, identity: string) => Column;

function headingsOf(ids: PartIds): Headings {
  const any = anyPart(ids);
  const start = String.raw`^(?:part\s+|question\s+)?`;
  // `c`, `(c)`, `Part c`, `c: your formula`, and with a field `a.W1`, `a W1`, `a_W1`.
  const heading = new RegExp(
    String.raw`${start}(?:\((${any})\)|(${any})(?![\p{L}\p{N}]))\s*(?:[._:/[-]\s*)?(\w+)?\]?$`,
    "iu",
  );
  // `(c) What is …?`, as in an online form.
  const question = new RegExp(String.raw`${start}\(?(${any})\)\s.*$`, "iu");
  return (title, identity) => {
    const text = title.trim();
    if (text.toLowerCase() === identity) return "student";
    const [, inParentheses, bare, field] = heading.exec(text) ?? [];
    const part = partOf(inParentheses ?? bare ?? question.exec(text)?.[1] ?? "", ids);
    return part ? { part, field: field ?? null } : null;
  };
}

/** The delimiter that splits the first line into the most known headings. */
function delimiterOf(text: string, columnOf: Headings): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const known = (delimiter: string) =>
    (Papa.parse<string[]>(first, { delimiter }).data[0] ?? []).filter(
      (title) => columnOf(title, "") !== null || identities.includes(title.trim().toLowerCase()),
    ).length;
  return [",", ";", "\t"].reduce((best, one) => (known(one) > known(best) ? one : best));
}

/** Answer sheets in a CSV file: a line of headings, and a row for each student. Refused if no column names a part. */
export function readCsv(text: string, ids: PartIds): FileContent {
  const columnOf = headingsOf(ids);
  const start = text.replace(/^(?:sep=.\r?\n|\s*\n)+/i, "");
  const skipped = text.slice(0, text.length - start.length).split("\n").length - 1;
  const { data, errors } = Papa.parse<string[]>(start, {
    delimiter: delimiterOf(start, columnOf),
    skipEmptyLines: false,
    preview: limits.students + 2,
  });
  if (data.length > limits.students + 1) throw new Refusal(tooMany);
  const [titles = [], ...rows] = data;
  const known = titles.map((title) => title.trim().toLowerCase());
  const identity = identities.find((name) => known.includes(name)) ?? "student";
  const columns = titles.map((title) => columnOf(title, identity));
  if (!columns.some((column) => column && column !== "student"))
    throw new Refusal(
      `Its first line names no part: expected headings such as student, ${ids.slice(1, 3).join(", ")}.`,
    );
  const broken = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
  const unread = titles.filter((title, i) => columns[i] === null && title.trim() !== "");
  const isEmpty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");
  const sheets = rows.flatMap((cells, i): Sheet[] => {
    if (isEmpty(cells)) return [];
    const where = `row ${i + 2 + skipped}`;
    const sheet = sheetOf(cells, columns, where);
    if (broken.has(i + 1))
      sheet.refuseAll(
        `A quotation mark in ${where} is unclosed or misplaced, so this row and the following ones cannot be split into columns.`,
      );
    if (!isEmpty(cells.slice(titles.length)))
      sheet.refuseAll(
        `There are ${cells.length} cells in ${where} under ${titles.length} headings: an answer that contains the delimiter needs quotation marks around it.`,
      );
    return [sheet.sheet];
  });
  if (sheets.length === 0) throw new Refusal("It has headings but no rows.");
  const remark = `These columns name no part and were not read: ${unread.join(", ").slice(0, 200)}.`;
  return { sheets, remarks: unread.length > 0 ? [remark] : [] };
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
