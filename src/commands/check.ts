import { Command } from "commander";
import { UsageError } from "./terminal";

interface Options {
  readonly json?: boolean;
  readonly stdin?: boolean;
  readonly rubric?: string;
}

const exitCodes = { correct: 0, incorrect: 1, invalid: 3 };

/** The rubric in a file, or the default one. Modules are loaded only when needed, so `--help` is fast. */
async function rubricOf(file: string | undefined) {
  if (file === undefined) return (await import("../autoencoder/question.js")).rubric;
  return (await import("./rubric-yaml.js")).rubricIn(file);
}

async function checkOne(part: string, answer: string, options: Options): Promise<number> {
  const { autoencoderQuestion, isQuestionId, questionIds } = await import("../autoencoder/question.js");
  if (!isQuestionId(part))
    throw new UsageError(`There is no part "${part}". The parts are ${questionIds.join(", ")}.`);
  const { judge } = await import("../grading/judge.js");
  const { verdictCard } = await import("../grading/verdict/card.js");
  const verdict = judge(part, answer, { rubric: await rubricOf(options.rubric) });
  console.log(options.json ? JSON.stringify(verdict) : String(verdictCard(autoencoderQuestion, verdict)));
  return exitCodes[verdict.verdict];
}

async function checkLines(options: Options): Promise<number> {
  const { checkStream } = await import("./check-stream.js");
  return (await checkStream(process.stdin, process.stdout, await rubricOf(options.rubric))) ? 0 : 1;
}

async function check(part: string | undefined, answer: string | undefined, options: Options): Promise<void> {
  if (options.stdin && part !== undefined)
    throw new UsageError(
      "With --stdin, parts and answers come from standard input. Leave out PART and ANSWER.",
    );
  if (!options.stdin && (part === undefined || answer === undefined))
    throw new UsageError('Give a part and an answer, for example: workbook check d "dJ/dz2 a1".');
  if (answer !== undefined && /^--[a-z]{2,}$/.test(answer))
    throw new UsageError(
      `There is no option ${answer}. If it is the answer, write it in parentheses: "(${answer})".`,
    );
  process.exitCode =
    part === undefined || answer === undefined
      ? await checkLines(options)
      : await checkOne(part, answer, options);
}

/** `workbook check PART "ANSWER"`: checks one answer, or a stream of answers. */
export function checkCommand(): Command {
  return (
    new Command("check")
      .description("check an answer and say what is wrong with it")
      .argument("[part]", "the letter of a part, or a derivative to practise, such as dJ/dW1")
      .argument("[answer]", "the answer in the exam's notation, or the fields of its form")
      // An answer may start with a minus sign.
      .allowUnknownOption()
      .option("--json", "print JSON for a program to read")
      .option("--stdin", 'read one {"part": …, "answer": …} per line and print one verdict per line')
      .option("--rubric <file>", "use this rubric (`workbook grade --print-rubric` prints the default one)")
      .addHelpText(
        "after",
        `
In a chain "A = B = C" the last formula counts. A wrong step is reported.

Exit codes: 0 if the answer is correct, 1 if it is not fully correct, 3 if it cannot be read.
With --stdin: 0, or 1 if a line held no answer.

Examples:
  workbook check d "dJ/dz2 a1^T"
  workbook check a "W1: m×d, b1: m×1, W2: m×d, b2: d×1"
  workbook check f "right: no; training: high; test: worse; why: over-fitting"
  workbook check --stdin < answers.jsonl > verdicts.jsonl`,
      )
      .action(check)
  );
}
