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

/** Checks the gradients of a random network on one digit, and prints them a row each. */
async function gradcheck({ method, fast, directions, hidden, seed, json }: Options): Promise<boolean> {
  const library = await import("../index.js");
  const { checkDirections, checkParameters } = await import("../engine/index.js");
  const { sigmoid } = library;
  const random = library.random(seed);
  const net = library.randomAutoencoder({ d: 64, m: hidden, f1: sigmoid, f2: sigmoid, random });
  const x = library.digit(seed);
  const check = fast
    ? checkParameters(net, x, x)
    : directions !== undefined
      ? checkDirections(net, x, x, { random, directions })
      : library.checkGradients(net, x, x, { method });
  console.log(json ? JSON.stringify(check, null, 2) : check);
  return check.ok;
}

/** `workbook gradcheck`: the backward pass held against measured derivatives. */
export function gradcheckCommand(): Command {
  return new Command("gradcheck")
    .description("hold all eight partial derivatives against measured ones, on a digit")
    .addOption(
      new Option("--method <method>", "how to measure")
        .choices(["central", "richardson", "complex"] satisfies Method[])
        .default("central"),
    )
    .addOption(
      new Option(
        "--fast",
        "the engine's gradients of W and b, every parameter of them, computing only what a moved one changes",
      ).conflicts("method"),
    )
    .addOption(
      new Option(
        "--directions <n>",
        "the same along n random directions of each matrix: faster still, but a sample, which may miss an error in one entry",
      )
        .argParser(wholeNumber(1, 10_000))
        .conflicts(["method", "fast"]),
    )
    .option("--hidden <m>", "hidden units", wholeNumber(1), 4)
    .option("--seed <seed>", "which random weights, and which digit", wholeNumber(0, 1796), 1)
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      "\nExits with 1 when a derivative disagrees.\n\nExample:\n  workbook gradcheck --method complex\n  workbook gradcheck --fast --hidden 640",
    )
    .action(async (options: Options) => {
      process.exitCode = (await gradcheck(options)) ? 0 : 1;
    });
}
