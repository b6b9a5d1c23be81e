import { Command } from "commander";
import { answers } from "../autoencoder/answers";
import { errata } from "../autoencoder/errata";
import { parts, totalPoints } from "../autoencoder/parts";
import { isQuestionId, practice, type QuestionId, questionIds } from "../autoencoder/practice";
import { rubric } from "../autoencoder/rubric";
import { marksText } from "../grading/verdict/words";

/** Everything that the reference says about a part, in one object. */
const partReference = (part: (typeof parts)[number]) => ({
  ...part,
  ...answers[part.id],
  rubric: rubric.parts[part.id],
  errata: errata
    .filter((erratum) => erratum.part === part.id)
    .map(({ paper, workbook }) => ({ paper, workbook })),
});

const practiceReference = (one: (typeof practice)[number]) => ({
  ...one,
  notebook: "part-d-weight-gradient.ipynb",
});

const list = (heading: string, rows: readonly string[]) =>
  rows.length === 0 ? [] : [`    ${heading}`, ...rows.map((row) => `      - ${row}`)];

/** How a part is marked, a line for each field and one for the key points of a free explanation. */
function rubricRows({ fields, keyPoints }: ReturnType<typeof partReference>["rubric"]): readonly string[] {
  const worth = (marks: Readonly<Record<string, number>>) =>
    Object.entries(marks)
      .map(([outcome, mark]) => `${outcome} ${marksText(mark)}`)
      .join(", ");
  return [
    ...Object.entries(fields).map(([field, marks]) => `${field}: ${worth(marks)}`),
    ...(keyPoints.length === 0
      ? []
      : [`an explanation may mention: ${keyPoints.map(({ text }) => text).join(" ")}`]),
  ];
}

/** The reference of one part as a page for the terminal. */
function partPage(part: (typeof parts)[number]): string {
  const { id, title, points, question, answer, reason, accepted, commonMistakes, ...rest } =
    partReference(part);
  return [
    `(${id}) ${title} · ${points} ${points === 1 ? "point" : "points"}`,
    `    ${question}`,
    `    Answer: ${answer}`,
    `    Why: ${reason}`,
    ...list("Also accepted:", accepted),
    ...list("Marks:", rubricRows(rest.rubric)),
    ...list(
      "Common mistakes:",
      commonMistakes.map((mistake) => `${mistake.answer}: ${mistake.why}`),
    ),
    ...list(
      "The paper's own slips:",
      rest.errata.map((erratum) => `${erratum.paper} Here: ${erratum.workbook}`),
    ),
    `    Proven in: notebooks/${rest.notebook}`,
  ].join("\n");
}

function practicePage(one: (typeof practice)[number]): string {
  const { id, question, answer, reason, notebook } = practiceReference(one);
  return [
    `${id} · to practise on`,
    `    ${question}`,
    `    Answer: ${answer}`,
    `    Why: ${reason}`,
    `    Proven in: notebooks/${notebook}`,
  ].join("\n");
}

/** The reference of each question that is wanted, in the order of the paper. */
function pages(wanted: readonly QuestionId[], json: boolean): string {
  const isWanted = ({ id }: { readonly id: QuestionId }) => wanted.includes(id);
  const [chosen, beyond] = [parts.filter(isWanted), practice.filter(isWanted)];
  if (json) return JSON.stringify([...chosen.map(partReference), ...beyond.map(practiceReference)], null, 2);
  return [
    ...chosen.map(partPage),
    ...beyond.map(practicePage),
    `(${totalPoints} points in all; the split over the parts and within them is ours.)`,
  ].join("\n\n");
}

/** `workbook answers [part…]`: the reference with its rubric, in words or as JSON. */
export function answersCommand(): Command {
  return new Command("answers")
    .description("print the reference answers: why, how they are marked, common mistakes, the paper's errata")
    .argument("[part...]", "what to print, a to i or dJ/dW1 and its like (default: all)")
    .option("--json", "print JSON for a program to read")
    .addHelpText("after", "\nExample:\n  workbook answers c d")
    .action((wanted: string[], options: { json?: boolean }, command: Command) => {
      const unknown = wanted.find((id) => !isQuestionId(id));
      if (unknown !== undefined)
        command.error(`There is no part "${unknown}". Parts are ${questionIds.join(", ")}.`, { exitCode: 2 });
      const ids = wanted.length === 0 ? questionIds : wanted.filter(isQuestionId);
      console.log(pages(ids, options.json ?? false));
    });
}
