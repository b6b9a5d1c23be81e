import { Command } from "commander";

interface Options {
  readonly json?: boolean;
  readonly stdin?: boolean;
  readonly rubric?: string;
}

/** Exit codes beside 0 for a right answer and 2 for a command line that cannot be understood. */
const exit = { wrong: 1, unreadable: 3 } as const;

/** The rubric of a file, or our own. Grading is loaded when it is needed: `--help` does without. */
async function rubricOf(file: string | undefined) {
  if (file === undefined) return (await import("../autoencoder/question.js")).rubric;
  return (await import("./rubric-yaml.js")).rubricIn(file);
}

async function checkOne(part: string, answer: string, options: Options, command: Command): Promise<number> {
  const { autoencoderQuestion, isQuestionId, questionIds } = await import("../autoencoder/question.js");
  if (!isQuestionId(part))
    return command.error(`There is no part "${part}". Parts are ${questionIds.join(", ")}.`, { exitCode: 2 });
  const { judge } = await import("../grading/judge.js");
  const { verdictCard } = await import("../grading/verdict/card.js");
  const verdict = judge(part, answer, { rubric: await rubricOf(options.rubric) });
  console.log(options.json ? JSON.stringify(verdict) : String(verdictCard(autoencoderQuestion, verdict)));
  return { correct: 0, incorrect: exit.wrong, invalid: exit.unreadable }[verdict.verdict];
}

async function checkLines(options: Options): Promise<number> {
  const { checkStream } = await import("./check-stream.js");
  return (await checkStream(process.stdin, process.stdout, await rubricOf(options.rubric))) ? 0 : 1;
}

/** `workbook check PART "ANSWER"`: the verdict on one answer, or on a stream of them. */
export function checkCommand(): Command {
  return (
    new Command("check")
      .description("check an answer and say what is wrong with it")
      .argument("[part]", "a to i, or a partial derivative to practise on, such as dJ/dW1")
      .argument(
        "[answer]",
        "the answer in the exam's notation; for (a) and (f) to (i) the claims of its form",
      )
      // An answer may begin with a minus.
      .allowUnknownOption()
      .option("--json", "print JSON for a program to read")
      .option("--stdin", 'read one {"part": …, "answer": …} a line, print one verdict a line')
      .option("--rubric <file>", "mark by this rubric (workbook grade --print-rubric prints ours)")
      .addHelpText(
        "after",
        `
Of a chain "A = B = C" the last counts; a step that does not hold is named.

Exits with 0 for a right answer, 1 for one that is not fully right, 3 for one that cannot be read;
with --stdin with 0, or with 1 if a line held no answer.

Examples:
  workbook check d "dJ/dz2 a1^T"
  workbook check a "W1: m×d, b1: m×1, W2: m×d, b2: d×1"
  workbook check f "right: no; training: high; test: worse; why: over-fitting"
  workbook check --stdin < answers.jsonl > verdicts.jsonl`,
      )
      .action(
        async (part: string | undefined, answer: string | undefined, options: Options, command: Command) => {
          if (options.stdin) {
            if (part !== undefined)
              command.error("With --stdin the parts and answers come from standard input, one JSON a line.", {
                exitCode: 2,
              });
            process.exitCode = await checkLines(options);
            return;
          }
          if (part === undefined || answer === undefined)
            return command.error('Give a part and an answer, as in: workbook check d "dJ/dz2 a1".', {
              exitCode: 2,
            });
          if (/^--[a-z]{2,}$/.test(answer))
            return command.error(
              `There is no option ${answer}. If it is the answer, write it in parentheses: "(${answer})".`,
              { exitCode: 2 },
            );
          process.exitCode = await checkOne(part, answer, options, command);
        },
      )
  );
}
