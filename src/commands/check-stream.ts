import { once } from "node:events";
import type { Writable } from "node:stream";
import { isQuestionId, questionIds } from "../autoencoder/question";
import { isObject } from "../class/read/json";
import { judge } from "../grading/judge";
import type { AnswerInput } from "../grading/verdict/verdict";
import type { Rubric } from "../question/question";

/** The maximum length of a line in characters. The checker reads answers of up to 600. */
const longest = 1_000_000;

/** The verdict on a line without an answer. */
const refusal = (line: number, reason: string) => ({
  part: null,
  verdict: "invalid",
  score: 0,
  maxScore: 0,
  expectedShape: null,
  shape: null,
  reading: null,
  feedback: [`Line ${line}: ${reason}`],
  misconception: null,
  problem: "line",
  line,
});

const isAnswer = (value: unknown): value is AnswerInput =>
  typeof value === "string" ||
  (isObject(value) && Object.values(value).every((text) => typeof text === "string"));

/** The verdict on one line, or why the line has none. */
function verdictOnLine(text: string, line: number, rubric: Rubric) {
  if (text === "") return refusal(line, "the line is empty.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refusal(line, 'this is not JSON. Expected {"part": "…", "answer": "…"}.');
  }
  if (!isObject(value)) return refusal(line, 'expected an object {"part": "…", "answer": "…"}.');
  const { part, answer, earlier = {} } = value;
  if (typeof part !== "string" || !isQuestionId(part))
    return refusal(
      line,
      `${part === undefined ? '"part" is missing' : `there is no part ${JSON.stringify(part).slice(0, 40)}`}. Use one of ${questionIds.join(", ")}.`,
    );
  if (!isAnswer(answer)) return refusal(line, `"answer" must be a string, or an object of strings.`);
  if (!isObject(earlier) || !Object.values(earlier).every(isAnswer))
    return refusal(line, `"earlier" must be an object with an answer for each part.`);
  const verdict = judge(part, answer, { rubric, earlier: earlier as Readonly<Record<string, AnswerInput>> });
  return { ...verdict, line };
}

/** The lines of a stream, each cut to a little more than `longest`, so an endless line does not fill the memory. */
async function* linesOf(input: AsyncIterable<unknown>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of input) {
    const pieces = String(chunk).split("\n");
    const last = pieces.pop() ?? "";
    for (const piece of pieces) {
      yield (rest + piece).slice(0, longest + 1);
      rest = "";
    }
    rest = (rest + last).slice(0, longest + 1);
  }
  if (rest !== "") yield rest;
}

/** Writes one verdict for each line, no faster than they are read. Returns whether every line held an answer. */
export async function checkStream(
  input: NodeJS.ReadableStream,
  output: Writable,
  rubric: Rubric,
): Promise<boolean> {
  input.setEncoding("utf8");
  let line = 0;
  let allAnswers = true;
  for await (const read of linesOf(input)) {
    line++;
    const text = read.replace(/^\ufeff/, "").trim();
    const verdict =
      read.length > longest
        ? refusal(line, `the line is longer than ${longest} characters.`)
        : verdictOnLine(text, line, rubric);
    if (verdict.part === null) allAnswers = false;
    if (!output.write(`${JSON.stringify(verdict)}\n`)) await once(output, "drain");
  }
  return allAnswers;
}
