import { parts } from "../../autoencoder/parts";
import { answerText } from "../../grading/verdict/verdict";
import type { Graded, PartResult } from "../grade";
import { worth } from "./answer";
import { outcomeOf } from "./statistics";

/** What a test of results.json says: the answer, how it was read, and what to think about. */
function output(result: PartResult): string {
  const { verdict, problem, answer } = result;
  const lines = [
    answer !== null && `You wrote: ${answerText(answer)}`,
    verdict.reading !== null &&
      `Read as: ${verdict.reading}${verdict.shape === null ? "" : ` (${verdict.shape})`}`,
    ...(problem === null ? verdict.feedback : [problem]),
    ...result.rivals.map(
      (rival) => `In ${rival.places.join(", ")}: ${answerText(rival.answer)} (${worth(rival)})`,
    ),
    verdict.needsHuman && `A person reads your own words: up to ${verdict.needsHuman.marks} more.`,
    problem === null && verdict.hint !== null && `Hint: ${verdict.hint}`,
  ];
  return lines.filter((text) => typeof text === "string").join("\n");
}

/**
 * One student's results as Gradescope's autograders hand them over, JSON for results.json.
 * Source: Gradescope, "Autograder specifications".
 */
export function gradescopeResults({ score, refused, notes, parts: results }: Graded): string {
  const tests = results.map((result) => ({
    name: parts.find(({ id }) => id === result.part)?.title,
    number: result.part,
    score: result.verdict.score,
    max_score: result.verdict.maxScore,
    status: outcomeOf(result) === "right" ? "passed" : "failed",
    output: output(result),
    output_format: "text",
  }));
  const remarks = refused === null ? notes : [refused];
  const head = { score, output: remarks.join("\n"), output_format: "text" };
  return `${JSON.stringify({ ...head, tests: refused === null ? tests : [] }, null, 2)}\n`;
}
