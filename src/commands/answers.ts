import { Command } from "commander";
import { autoencoderQuestion as question, rubric } from "../autoencoder/question";
import { counted, marksText } from "../grading/verdict/words";
import { isPractice, itemsOf, type Part, type PartRubric } from "../question/question";
import { UsageError } from "./terminal";

const list = (heading: string, rows: readonly string[]) =>
  rows.length === 0 ? [] : [`    ${heading}`, ...rows.map((row) => `      - ${row}`)];

/** How a part is marked: a line for each field, and one for the key points of a free explanation. */
function rubricRows({ fields, keyPoints }: PartRubric): readonly string[] {
  const rows = Object.entries(fields).map(([field, marks]) => {
    const worth = Object.entries(marks).map(([outcome, mark]) => `${outcome} ${marksText(mark)}`);
    return `${field}: ${worth.join(", ")}`;
  });
  const points = keyPoints.map(({ text }) => text).join(" ");
  return points === "" ? rows : [...rows, `an explanation may mention: ${points}`];
}

const errataOf = (id: string) =>
  question.errata
    .filter((erratum) => erratum.part === id)
    .map(({ paper, workbook }) => ({ paper, workbook }));

/** The reference of one part, or of a practice formula, as a page for the terminal. */
function pageOf(item: Part): string {
  const { id, title, points, question: asks, answer, reason, accepted = [], commonMistakes = [] } = item;
  const heading = isPractice(question, id)
    ? `${id} · for practice`
    : `(${id}) ${title} · ${counted(points, "point")}`;
  const marks = rubric.parts[id];
  return [
    heading,
    `    ${asks}`,
    `    Answer: ${answer}`,
    `    Why: ${reason}`,
    ...list("Also accepted:", accepted),
    ...list("Marks:", marks ? rubricRows(marks) : []),
    ...list(
      "Common mistakes:",
      commonMistakes.map((mistake) => `${mistake.answer}: ${mistake.why}`),
    ),
    ...list(
      "Errata of the paper:",
      errataOf(id).map((erratum) => `${erratum.paper} Here: ${erratum.workbook}`),
    ),
    `    Proven in: notebooks/${item.notebook}`,
  ].join("\n");
}

/** The reference of one part for a program. */
const referenceOf = ({ hints: _hints, marks: _marks, keyPoints: _points, ...item }: Part) =>
  isPractice(question, item.id)
    ? item
    : { ...item, rubric: rubric.parts[item.id], errata: errataOf(item.id) };

/** `workbook answers [part…]`: the reference with its rubric, in words or as JSON. */
export function answersCommand(): Command {
  return new Command("answers")
    .description("print the reference answers: reasons, marks, common mistakes, errata of the paper")
    .argument("[part...]", "letters of parts, or derivatives to practise such as dJ/dW1 (default: all)")
    .option("--json", "print JSON for a program to read")
    .addHelpText("after", "\nExample:\n  workbook answers c d")
    .action((wanted: string[], options: { json?: boolean }) => {
      const all = itemsOf(question);
      const ids = all.map(({ id }) => id);
      const unknown = wanted.find((id) => !ids.includes(id));
      if (unknown !== undefined)
        throw new UsageError(`There is no part "${unknown}". The parts are ${ids.join(", ")}.`);
      const chosen = all.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
      if (options.json) return console.log(JSON.stringify(chosen.map(referenceOf), null, 2));
      const total = `(${question.totalPoints} points in all. The split over the parts, and within them, is ours.)`;
      console.log([...chosen.map(pageOf), total].join("\n\n"));
    });
}
