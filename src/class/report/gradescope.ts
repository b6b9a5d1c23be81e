import { answerText } from "../../grading/verdict/verdict";
import { marksText } from "../../grading/verdict/words";
import type { Question } from "../../question/question";
import type { Graded, PartResult } from "../grade";
import { worth } from "./answer";
import { outcomeOf } from "./statistics";

/** The output of one test: the answer, how it was read, and what is wrong. */
function output(result: PartResult): string {
  const { verdict, problem, answer } = result;
  const lines = [
    answer !== null && `You wrote: ${answerText(answer)}`,
    verdict.reading !== null &&
      `Read as: ${verdict.reading}${verdict.shape === null ? "" : ` (${verdict.shape})`}`,
    ...(problem === null ? verdict.feedback : [problem]),
    ...result.conflicts.map(
      (conflict) => `In ${conflict.places.join(", ")}: ${answerText(conflict.answer)} (${worth(conflict)})`,
    ),
    verdict.needsHuman &&
      `Up to ${marksText(verdict.needsHuman.marks)} more for your own words, which a person must mark.`,
    problem === null && verdict.hint !== null && `Hint: ${verdict.hint}`,
  ];
  return lines.filter((text) => typeof text === "string").join("\n");
}

/** One student's results.json for Gradescope. Source: Gradescope, "Autograder specifications". */
export function gradescopeResults(
  { parts }: Question,
  { score, refused, notes, parts: results }: Graded,
): string {
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
