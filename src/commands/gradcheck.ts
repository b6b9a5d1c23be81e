import { Command, Option } from "commander";
import type { Method } from "../calculus/numerical-gradient";
import { wholeNumber } from "./terminal";

interface Options {
  readonly method: Method;
  readonly fast?: boolean;
  readonly directions?: number;
  readonly hidden: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** Checks the gradients of a random network on one digit and prints a row for each. Returns whether all agree. */
async function gradcheck({ method, fast, directions, hidden, seed, json }: Options): Promise<boolean> {
  const { checkGradients, digit, random, randomAutoencoder, sigmoid } = await import("../index.js");
  const { checkDirections, checkParameters } = await import("../engine/index.js");
  const { directionCheckTable, gradientCheckTable } = await import("../show/values/gradient-table.js");
  const numbers = random(seed);
  const net = randomAutoencoder({ d: 64, m: hidden, f1: sigmoid, f2: sigmoid, random: numbers });
  const x = digit(seed);
  const print = (check: object, table: object) =>
    console.log(json ? JSON.stringify(check, null, 2) : String(table));
  if (directions !== undefined) {
    const check = checkDirections(net, x, x, { random: numbers, directions });
    print(check, directionCheckTable(check));
    return check.ok;
  }
  const check = fast ? checkParameters(net, x, x) : checkGradients(net, x, x, { method });
  print(check, gradientCheckTable(check));
  return check.ok;
}

/** `workbook gradcheck`: compares the backward pass with numerical derivatives. */
export function gradcheckCommand(): Command {
  return new Command("gradcheck")
    .description("compare all eight partial derivatives with numerical ones on one digit")
    .addOption(
      new Option("--method <method>", "the numerical method")
        .choices(["central", "richardson", "complex"] satisfies Method[])
        .default("central"),
    )
    .addOption(
      new Option(
        "--fast",
        "check every weight and bias of the engine; each difference recomputes only what depends on it",
      ).conflicts("method"),
    )
    .addOption(
      new Option(
        "--directions <n>",
        "check the engine along n random directions of each parameter: faster, but only a sample",
      )
        .argParser(wholeNumber(1, 10_000))
        .conflicts(["method", "fast"]),
    )
    .option("--hidden <m>", "number of hidden units", wholeNumber(1), 4)
    .option("--seed <seed>", "seed of the random weights, and index of the digit", wholeNumber(0, 1796), 1)
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      `
Exit codes: 0 if all derivatives agree, 1 if one disagrees.

Examples:
  workbook gradcheck --method complex
  workbook gradcheck --fast --hidden 640`,
    )
    .action(async (options: Options) => {
      process.exitCode = (await gradcheck(options)) ? 0 : 1;
    });
}
