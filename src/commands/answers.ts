import { Command } from "commander";
import { answers } from "../exam/answers";
import { errata } from "../exam/errata";
import { type Part, parts, totalPoints } from "../exam/parts";

/** One part with everything the reference says about it. */
const reference = (part: Part) => ({
  ...part,
  ...answers[part.id],
  errata: errata
    .filter((erratum) => erratum.part === part.id)
    .map(({ paper, workbook }) => ({ paper, workbook })),
});

/** The reference of one part as a page for the terminal. */
function page(part: Part): string {
  const { id, title, points, question, answer, reason, accepted, commonMistakes, errata } = reference(part);
  const list = (heading: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : [`    ${heading}`, ...rows.map((row) => `      - ${row}`)];
  return [
    `(${id}) ${title} · ${points} ${points === 1 ? "point" : "points"}`,
    `    ${question}`,
    `    Answer: ${answer}`,
    `    Why: ${reason}`,
    ...list("Also accepted:", accepted),
    ...list(
      "Common mistakes:",
      commonMistakes.map((mistake) => `${mistake.answer}: ${mistake.why}`),
    ),
    ...list(
      "The paper's own slips:",
      errata.map((erratum) => `${erratum.paper} Here: ${erratum.workbook}`),
    ),
  ].join("\n");
}

/** `workbook answers [part…]`: the reference, in words or as JSON. */
export function answersCommand(): Command {
  return new Command("answers")
    .description("print the reference answers with their reasons, common mistakes and the paper's errata")
    .argument("[part...]", "parts to print, a to i (default: all)")
    .option("--json", "print JSON for a program to read")
    .addHelpText("after", "\nExample:\n  workbook answers c d")
    .action((wanted: string[], options: { json?: boolean }, command: Command) => {
      const known = parts.map(({ id }) => id);
      const unknown = wanted.find((id) => !known.some((part) => part === id));
      if (unknown !== undefined) {
        command.error(`There is no part "${unknown}". Parts are ${known.join(", ")}.`, { exitCode: 2 });
      }
      const chosen = parts.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
      console.log(
        options.json
          ? JSON.stringify(chosen.map(reference), null, 2)
          : [...chosen.map(page), `(${totalPoints} points in all; the split over the parts is ours.)`].join(
              "\n\n",
            ),
      );
    });
}
